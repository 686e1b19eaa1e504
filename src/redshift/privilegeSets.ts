import type { TablePrivilege } from '../core/access';
import { Failure } from '../core/failure';
import type { Row } from '../core/result';

/** What PostgreSQL and every Redshift know. */
const base: readonly TablePrivilege[] = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'REFERENCES'];
/** What Redshift's page of HAS_TABLE_PRIVILEGE lists. */
const documented: readonly TablePrivilege[] = [...base, 'DROP'];
/** GRANT has these too. DROP comes first of them: PostgreSQL takes offence at that one. */
const all: readonly TablePrivilege[] = [...documented, 'TRUNCATE', 'ALTER'];

/**
 * Asks about all privileges, and once more about fewer where the server does not know one of them.
 * Rejects as `read` does at the last time.
 */
export async function withKnownPrivileges<T>(read: (privileges: readonly TablePrivilege[]) => Promise<T>): Promise<T> {
  try {
    return await read(all);
  } catch (error) {
    const [, refused] = (Failure.has(error, 'warehouse.queryFailed') && unrecognized.exec(error.facts.message)) || [];
    if (refused === undefined) throw error;
    return read(/^(truncate|alter)$/i.test(refused) ? documented : base);
  }
}

/** The words of PostgreSQL since before Redshift left it. */
const unrecognized = /^unrecognized privilege type: "(.*)"/;

/** A test for each privilege, as numbers, which look the same from every server. */
export function privilegeTests(relation: string, privileges: readonly TablePrivilege[]): string[] {
  return privileges.map((privilege) => `CASE WHEN has_table_privilege(${relation}, '${privilege}') THEN 1 ELSE 0 END`);
}

/** The numbers of a row, from its column `first` on, by privilege. */
export function byPrivilege(
  row: Row,
  first: number,
  privileges: readonly TablePrivilege[],
): Partial<Record<TablePrivilege, number>> {
  return Object.fromEntries(privileges.map((privilege, nth) => [privilege, Number(row[first + nth] ?? 0)]));
}
