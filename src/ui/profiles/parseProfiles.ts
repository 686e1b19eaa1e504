import type { EndpointOverrides, Profile, ProfileWarehouse } from '../../core/profile';
import { checkAddress, checkRecipient, profileChecks, warehouseChecks, type ProfileProblem } from './profileRules';

/** A broken value with its place. */
export interface BrokenValue {
  /** Name or id of the profile; `#2` (its place from 1) where it has neither. */
  profile: string;
  /** `region`, `warehouses[0].name`, ... */
  field: string;
  problem: ProfileProblem;
}

export interface ParsedProfiles {
  /** The profiles without any broken value, in the order of the setting. */
  profiles: Profile[];
  broken: BrokenValue[];
}

/** What an absent value means; `package.json` shows the same to those who write the setting. */
export const profileDefaults = {
  provider: 'saml',
  // What AWS calls itself in its own SAML metadata, and the audience of its applications.
  spEntityId: 'urn:amazon:webservices',
  acsPort: 7890,
  // The longest that AWS knows: a role that allows less is asked for less.
  sessionDuration: 43_200,
  signInTimeout: 120,
  statements: 'run',
  useFips: false,
  useDualStack: false,
} as const satisfies Partial<Profile>;

/** Database to start in when a warehouse is named without one. */
export const defaultDatabase = 'dev';

type Fields = Record<string, unknown>;
type Report = (field: string, problem: ProfileProblem) => void;

/** Reads the setting `redshiftFederation.profiles`. Never throws: what is broken is named, and the rest still works. */
export function parseProfiles(setting: unknown): ParsedProfiles {
  const parsed: ParsedProfiles = { profiles: [], broken: [] };
  if (setting === undefined || setting === null) return parsed;
  if (!Array.isArray(setting)) {
    parsed.broken.push({ profile: '*', field: 'profiles', problem: 'notList' });
    return parsed;
  }
  const ids = new Set<string>();
  setting.forEach((value: unknown, at) => {
    const place = `#${at + 1}`;
    const before = parsed.broken.length;
    const fields = asFields(value);
    const profile = fields && (text(fields['name']) ?? text(fields['id']));
    const report: Report = (field, problem) => parsed.broken.push({ profile: profile ?? place, field, problem });
    if (!fields) {
      report('value', 'notObject');
      return;
    }
    const read = parseProfile(fields, report);
    if (ids.has(read.id)) report('id', 'duplicateId');
    if (parsed.broken.length > before) return;
    ids.add(read.id);
    parsed.profiles.push(read);
  });
  return parsed;
}

/** The id of a profile that has a name alone: `Okta, Europe` becomes `okta-europe`. */
export function idOfName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9._]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64);
}

function parseProfile(fields: Fields, report: Report): Profile {
  const checked = <T>(field: keyof typeof profileChecks, fallback: T): T => {
    const value = fields[field];
    if (value === undefined) return fallback;
    const problem = profileChecks[field](value);
    if (problem) report(field, problem);
    return value as T;
  };
  const id = checked('id', idOfName(text(fields['name']) ?? ''));
  if (id === '') report('id', 'missing');
  if (fields['loginUrl'] === undefined && fields['metadata'] === undefined) report('loginUrl', 'missingAddress');
  if (fields['region'] === undefined) report('region', 'missing');
  const loginUrl = checked<string | undefined>('loginUrl', undefined);
  const metadata = checked<string | undefined>('metadata', undefined);
  const preferredRole = checked<string | undefined>('preferredRole', undefined);
  const way = checked<Profile['way']>('way', undefined);
  if (way === 'oktaPassword' && fields['provider'] !== 'okta') report('way', 'wayNeedsOkta');
  const statements = checked<Profile['statements']>('statements', undefined);
  const allowedRecipients = parseRecipients(fields['allowedRecipients'], report);
  return {
    id,
    name: checked('name', id),
    provider: checked('provider', profileDefaults.provider),
    ...(loginUrl === undefined ? {} : { loginUrl }),
    ...(metadata === undefined ? {} : { metadata }),
    spEntityId: checked('spEntityId', profileDefaults.spEntityId),
    region: checked('region', ''),
    acsPort: checked('acsPort', profileDefaults.acsPort),
    ...(preferredRole === undefined ? {} : { preferredRole }),
    sessionDuration: checked('sessionDuration', profileDefaults.sessionDuration),
    ...(way === undefined ? {} : { way }),
    ...(allowedRecipients === undefined ? {} : { allowedRecipients }),
    signInTimeout: checked('signInTimeout', profileDefaults.signInTimeout),
    warehouses: parseWarehouses(fields['warehouses'], report),
    ...(statements === undefined ? {} : { statements }),
    ...(checked<boolean>('useFips', profileDefaults.useFips) ? { useFips: true } : {}),
    ...(checked<boolean>('useDualStack', profileDefaults.useDualStack) ? { useDualStack: true } : {}),
    endpoints: parseEndpoints(fields['endpoints'], report),
  };
}

function parseRecipients(value: unknown, report: Report): string[] | undefined {
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) {
    report('allowedRecipients', 'notList');
    return undefined;
  }
  return value.map((address: unknown, at) => {
    const problem = checkRecipient(address);
    if (problem) report(`allowedRecipients[${at}]`, problem);
    return String(address);
  });
}

function parseWarehouses(value: unknown, report: Report): ProfileWarehouse[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    report('warehouses', 'notList');
    return [];
  }
  return value.flatMap((entry: unknown, at) => {
    const place = `warehouses[${at}]`;
    const fields = asFields(entry);
    if (!fields) {
      report(place, 'notObject');
      return [];
    }
    const database = fields['database'] ?? defaultDatabase;
    const judge = (field: keyof typeof warehouseChecks, given: unknown): void => {
      const problem = given === undefined ? 'missing' : warehouseChecks[field](given);
      if (problem) report(`${place}.${field}`, problem);
    };
    judge('kind', fields['kind']);
    judge('name', fields['name']);
    judge('database', database);
    judge('production', fields['production'] ?? false);
    const production = fields['production'] === true ? { production: true } : {};
    return [{ kind: fields['kind'], name: fields['name'], database, ...production } as ProfileWarehouse];
  });
}

const endpointNames = [
  'sts',
  'redshift',
  'redshiftServerless',
  'redshiftData',
] as const satisfies (keyof EndpointOverrides)[];

function parseEndpoints(value: unknown, report: Report): EndpointOverrides {
  if (value === undefined) return {};
  const fields = asFields(value);
  if (!fields) {
    report('endpoints', 'notObject');
    return {};
  }
  const endpoints: EndpointOverrides = {};
  for (const name of endpointNames) {
    const address = fields[name];
    if (address === undefined) continue;
    const problem = checkAddress(address);
    if (problem) report(`endpoints.${name}`, problem);
    else endpoints[name] = address as string;
  }
  return endpoints;
}

function asFields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
