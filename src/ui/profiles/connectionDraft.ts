import type { Profile, ProfileWarehouse } from '../../core/profile';
import { defaultDatabase, idOfName, profileDefaults } from './parseProfiles';

/** A connection while it is being made or changed; values that are missing yet, or shall go by their defaults, are undefined. */
export type ConnectionDraft = { -readonly [K in keyof Profile]?: Profile[K] | undefined };

/** A connection as the setting holds it: as one would write it by hand, without defaults. */
export type ProfileEntry = Record<string, unknown>;

const order = [
  'id',
  'name',
  'provider',
  'loginUrl',
  'metadata',
  'spEntityId',
  'region',
  'acsPort',
  'way',
  'allowedRecipients',
  'preferredRole',
  'sessionDuration',
  'signInTimeout',
  'warehouses',
  'statements',
  'useFips',
  'useDualStack',
  'endpoints',
] as const satisfies (keyof Profile)[];

/** Fields of a profile, in the order in which an entry is written. */
export const profileFields: readonly (keyof Profile)[] = order;

/**
 * The draft as an entry of the setting. Its id is written out, so that the name can be changed without losing accounts.
 * @param taken the other connections
 */
export function entryOf(draft: ConnectionDraft, taken: readonly Pick<Profile, 'id'>[]): ProfileEntry {
  const id = draft.id ?? freeId(idOfName(draft.name ?? '') || 'connection', new Set(taken.map((each) => each.id)));
  const values: Record<keyof Profile, unknown> = {
    ...(Object.fromEntries(order.map((field) => [field, draft[field]])) as Record<keyof Profile, unknown>),
    id,
    warehouses: draft.warehouses?.map(withoutDefault),
  };
  return Object.fromEntries(
    order.flatMap((field) => {
      const value = values[field];
      return value === undefined || isEmpty(value) || (field !== 'provider' && value === defaultOf(field))
        ? []
        : [[field, value]];
    }),
  );
}

/** The draft by which a connection that is there is changed. */
export function draftOf(profile: Profile): ConnectionDraft {
  return structuredClone(profile);
}

/** Okta serves the metadata of an app below its SSO address; other addresses tell nothing. */
export function guessMetadata(loginUrl: string): string | undefined {
  if (!URL.canParse(loginUrl)) return undefined;
  const url = new URL(loginUrl);
  return /\/sso\/saml$/.test(url.pathname) ? `${url.origin}${url.pathname}/metadata` : undefined;
}

/** A name for a connection that has none yet: what of its provider's host is its company's. */
export function guessName({ loginUrl, metadata }: Pick<ConnectionDraft, 'loginUrl' | 'metadata'>): string | undefined {
  const address = [loginUrl, metadata].find((one) => one !== undefined && URL.canParse(one));
  if (address === undefined) return undefined;
  const { hostname } = new URL(address);
  return /^[^.]+(?=\.okta(preview|-emea)?\.com$)/.exec(hostname)?.[0] ?? hostname;
}

/** An id that is not taken yet: the wanted one, or that with a number. */
export function freeId(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; ; number++) {
    const id = `${wanted.slice(0, 60)}-${number}`;
    if (!taken.has(id)) return id;
  }
}

function defaultOf(field: keyof Profile): unknown {
  return field in profileDefaults ? profileDefaults[field as keyof typeof profileDefaults] : undefined;
}

function withoutDefault({ database, ...rest }: ProfileWarehouse): Partial<ProfileWarehouse> {
  const { kind, name, production } = rest;
  return {
    kind,
    name,
    ...(database === defaultDatabase ? {} : { database }),
    ...(production === true ? { production } : {}),
  };
}

/** Lists and objects without anything in them are as good as missing. */
function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
