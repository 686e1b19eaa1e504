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
  /**
   * `external` (Spectrum) and `shared` (datashare) schemas know other privileges than local ones, and have no `relations` and `counts`.
   * Missing where the database does not tell.
   */
  kind?: 'local' | 'external' | 'shared';
  usage: boolean;
  create: boolean;
  /** Tables and views on which one has a privilege (on whole ones: columns are not looked at). */
  relations?: number;
  /** On how many of them one has which; a privilege that the warehouse does not know is missing. */
  counts: Partial<Record<TablePrivilege, number>>;
}

/** What one may do with a table or view; its columns where rights were given for some of them alone. */
export interface RelationAccess {
  relation: string;
  privileges: readonly TablePrivilege[];
  /** Columns by privilege, where it is held on these alone: SELECT, UPDATE. */
  columns?: Partial<Record<TablePrivilege, readonly string[]>>;
}

/** The tables and views of one schema on which one has a privilege, by name. */
export interface SchemaRelations {
  relations: readonly RelationAccess[];
  /** Why `columns` are missing, where they could not be read: relations with nothing but these are missing then, too. */
  columnsUntold?: Untold;
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
