import type { WarehouseRef } from '../core/warehouse';
import type { RoleStanding, UserStanding } from './rolesPicture';

/**
 * What the database tells a person. Where it does not tell with these rights, that is something else than an empty list, and is never
 * shown as one.
 */
export type Told<T> = { told: true; value: T } | { told: false; why: Untold };

/** `denied` to this user, `unknown` to this warehouse (an older version, a view that it does not have), or it `failed`. */
export interface Untold {
  kind: 'denied' | 'unknown' | 'failed';
  /** The server's own words. */
  message: string;
}

/** A role of the session, or one that another role inherits. */
export interface RoleLink {
  role: string;
  /** Whose privileges it has as well. */
  inherits: string;
}

export const tablePrivileges = [
  'SELECT',
  'INSERT',
  'UPDATE',
  'DELETE',
  'DROP',
  'REFERENCES',
  'TRUNCATE',
  'ALTER',
] as const;
export type TablePrivilege = (typeof tablePrivileges)[number];

/** What one may do in one schema. */
export interface SchemaAccess {
  schema: string;
  /** `external` (Spectrum) and `shared` (datashare) schemas know other privileges than local ones. */
  kind: 'local' | 'external' | 'shared';
  usage: boolean;
  create: boolean;
  /** Tables and views that are listed for this user. */
  relations: number;
  /** On how many of them one has it; a privilege that the warehouse does not know is missing. */
  counts: Partial<Record<TablePrivilege, number>>;
}

/** What one may do with a table or view; its columns where rights were given for some of them alone. */
export interface RelationAccess {
  relation: string;
  privileges: readonly TablePrivilege[];
  /** Columns by privilege, where it is held on these alone: SELECT, UPDATE. */
  columns?: Partial<Record<TablePrivilege, readonly string[]>>;
}

/** Privileges that objects which `owner` makes in the future (in `schema`, or anywhere) will have. */
export interface DefaultPrivilege {
  owner: string;
  schema?: string;
  /** TABLE, FUNCTION, PROCEDURE, SCHEMA, ... as the database names it. */
  objects: string;
  privilege: string;
  /** User, role or PUBLIC that it is given to. */
  grantee: string;
}

/** A principal tag of the session. */
export interface PrincipalTag {
  name: string;
  value: string;
  /** AWS takes 256 characters: a value of just that length was most likely cut by the provider's expression. */
  atLimit: boolean;
}

/**
 * Everything on the way from the identity provider to what one may do, as it was at `readAt`. Plain JSON, without secrets: it can be
 * exported, kept and compared.
 */
export interface AccessPicture {
  /** Version of this shape. */
  version: 1;
  /** ms since 1970. */
  readAt: number;
  account: string;
  /** Name of the connection. */
  profile: string;
  provider: { samlUser: string; issuer: string };
  tags: readonly PrincipalTag[];
  aws: { roleArn: string; sessionArn: string; expiresAt: number };
  warehouse: WarehouseRef;
  database: string;
  user: { current: string; tagged?: string; standing: UserStanding };
  /** False when the assertion has no tag RedshiftDbRoles at all. */
  rolesTagged: boolean;
  /** Session roles beside the wanted ones. */
  roles: readonly RoleStanding[];
  inherited: Told<readonly RoleLink[]>;
  /** By name; those without any privilege are left out. */
  schemas: Told<readonly SchemaAccess[]>;
  /** CREATE USER, ACCESS SYSTEM TABLE and the like, and the role that brings them. */
  systemPrivileges: Told<readonly { role: string; privilege: string }[]>;
  defaultPrivileges: Told<readonly DefaultPrivilege[]>;
  /** Names of other people (RoleSessionName) on the same AWS role whose statements one can read, newest first. */
  othersStatements: Told<readonly string[]>;
  /** What is to be known about the links between these, in the order of the chain. */
  findings: readonly Finding[];
}

/** The stations of the chain, from left to right. */
export const stations = ['provider', 'tags', 'aws', 'user', 'roles', 'inherited', 'privileges'] as const;
export type Station = (typeof stations)[number];

/** A link that does not hold, or holds in a way that surprises. */
export type Finding = { station: Station; tone: 'bad' | 'warning' | 'neutral' } & (
  | { code: 'role.missing'; role: string }
  | { code: 'role.unnamed'; role: string }
  | { code: 'roles.untagged' }
  | { code: 'tag.atLimit'; tag: string }
  | { code: 'user.different'; tagged: string; current: string }
  | { code: 'user.shared'; current: string }
  | { code: 'user.untagged' }
  | { code: 'statements.readable'; people: readonly string[] }
  | { code: 'session.expired' }
);
