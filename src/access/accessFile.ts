import { stations, tablePrivileges, type AccessPicture, type Finding } from './accessPicture';

/** Files that hold one picture, to be compared later. They hold names and rights, no secrets and no data. */
export const accessFileSuffix = '.redshift-access.json';

const kind = 'redshift-federation-access';
const version = 1;
/** A picture of ten thousand schemas has some MB. */
const largest = 32_000_000;

/** Why a file cannot be taken. */
export type AccessFileProblem = 'tooLarge' | 'notJson' | 'notPicture' | 'newerVersion';

export type ReadAccessFile = { picture: AccessPicture } | { problem: AccessFileProblem };

/** The text of a file for a picture. */
export function accessFileText(picture: AccessPicture): string {
  return `${JSON.stringify({ kind, ...picture }, null, 2)}\n`;
}

/** Reads such a file. It may come from anybody: each value that is used later is looked at. */
export function readAccessFile(text: string): ReadAccessFile {
  if (text.length > largest) return { problem: 'tooLarge' };
  let read: unknown;
  try {
    read = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { problem: 'notJson' };
  }
  if (!isObject(read) || read['kind'] !== kind) return { problem: 'notPicture' };
  if (typeof read['version'] === 'number' && read['version'] > version) return { problem: 'newerVersion' };
  if (!isPicture(read)) return { problem: 'notPicture' };
  const { kind: _, ...picture } = read;
  return { picture };
}

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string';
const flag: Check = (value) => typeof value === 'boolean';
const number: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const oneOf =
  (values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const maybe =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const shape =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isObject(value) && Object.entries(checks).every(([name, check]) => check(value[name]));
const told = (check: Check): Check => {
  const why = shape({ kind: oneOf(['denied', 'unknown', 'failed']), message: text });
  return (value) => isObject(value) && (value['told'] === true ? check(value['value']) : value['told'] === false && why(value['why']));
}; // prettier-ignore

const findingFacts: Readonly<Record<Finding['code'], Check>> = {
  'role.missing': shape({ role: text }),
  'role.unnamed': shape({ role: text }),
  'roles.untagged': shape({}),
  'tag.atLimit': shape({ tag: text }),
  'user.different': shape({ tagged: text, current: text }),
  'user.shared': shape({ current: text }),
  'user.untagged': shape({}),
  'statements.readable': shape({ count: number }),
  'session.expired': shape({}),
};
const finding: Check = (value) =>
  shape({ station: oneOf(stations), tone: oneOf(['bad', 'warning', 'neutral']), code: text })(value) &&
  Object.entries(findingFacts).some(([code, facts]) => isObject(value) && value['code'] === code && facts(value));

const picture = shape({
  version: oneOf([version]),
  readAt: number,
  account: text,
  profile: text,
  provider: shape({ samlUser: text, issuer: text }),
  tags: list(shape({ name: text, value: text, atLimit: flag })),
  aws: shape({ roleArn: text, sessionArn: text, expiresAt: number }),
  warehouse: shape({ kind: oneOf(['cluster', 'workgroup']), name: text, database: text }),
  database: text,
  user: shape({
    current: text,
    tagged: maybe(text),
    standing: oneOf(['same', 'different', 'shared', 'untagged']),
  }),
  rolesTagged: flag,
  roles: list(
    shape({
      name: text,
      standing: oneOf(['granted', 'missing', 'unnamed']),
      sessionName: maybe(text),
      id: maybe(text),
    }),
  ),
  inherited: told(list(shape({ role: text, inherits: text }))),
  schemas: told(
    list(
      shape({
        schema: text,
        kind: oneOf(['local', 'external', 'shared']),
        usage: flag,
        create: flag,
        relations: maybe(number),
        counts: shape(Object.fromEntries(tablePrivileges.map((privilege) => [privilege, maybe(number)]))),
      }),
    ),
  ),
  systemPrivileges: told(list(shape({ role: text, privilege: text }))),
  defaultPrivileges: told(
    list(shape({ owner: text, schema: maybe(text), objects: text, privilege: text, grantee: text })),
  ),
  othersStatements: told(number),
  findings: list(finding),
});

function isPicture(value: unknown): value is AccessPicture & { kind: string } {
  return picture(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
