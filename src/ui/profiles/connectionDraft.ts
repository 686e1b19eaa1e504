import type { Profile, ProviderKind } from '../../core/profile';
import type { WarehouseRef } from '../../core/warehouse';
import { defaultDatabase, idOfName } from './parseProfiles';

/** What the wizard has collected; the fields of the setting, without defaults. */
export interface ConnectionDraft {
  name: string;
  provider: ProviderKind;
  loginUrl: string;
  metadata?: string;
  region: string;
  warehouse?: WarehouseRef;
}

/** The draft as an entry of the setting. Its id is written out, so that the name can be changed without losing accounts. */
export function entryOf(draft: ConnectionDraft, taken: readonly Pick<Profile, 'id'>[]): Record<string, unknown> {
  const { name, provider, loginUrl, metadata, region, warehouse } = draft;
  return {
    id: freeId(idOfName(name) || 'connection', new Set(taken.map(({ id }) => id))),
    name,
    provider,
    loginUrl,
    ...(metadata === undefined ? {} : { metadata }),
    region,
    ...(warehouse === undefined ? {} : { warehouses: [withoutDefault(warehouse)] }),
  };
}

/** Okta serves the metadata of an app below its SSO address; other addresses tell nothing. */
export function guessMetadata(loginUrl: string): string | undefined {
  const url = new URL(loginUrl);
  return /\/sso\/saml$/.test(url.pathname) ? `${url.origin}${url.pathname}/metadata` : undefined;
}

function withoutDefault({ kind, name, database }: WarehouseRef): Partial<WarehouseRef> {
  return database === defaultDatabase ? { kind, name } : { kind, name, database };
}

function freeId(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; ; number++) {
    const id = `${wanted.slice(0, 60)}-${number}`;
    if (!taken.has(id)) return id;
  }
}
