import type { RelationAccess, SchemaRelations, TablePrivilege, Told } from '../core/access';
import type { Row } from '../core/result';
import { literal, type Query } from './catalog';
import { byPrivilege, privilegeTests, withKnownPrivileges } from './privilegeSets';
import { told } from './told';

/** Whose privileges count: the user, and the roles that it has, by inheritance too. */
export interface Identities {
  user: string;
  roles: readonly string[];
}

/** What one may do with each table and view of a schema, and with columns of it where rights were given for some of them alone. */
export async function relationAccess(query: Query, schema: string, identities: Identities): Promise<SchemaRelations> {
  const [relations, columns] = await Promise.all([
    withKnownPrivileges(async (privileges) => {
      const rows = await query(relationsOf(schema, privileges));
      return new Map(rows.map((row) => [row[0] ?? '', privilegesOf(row, privileges)]));
    }),
    told(query(columnsOf(schema))),
  ]);
  const byColumn = columnsByRelation(columns, identities);
  return {
    relations: [...relations].flatMap(([relation, privileges]) =>
      accessTo(relation, privileges, byColumn.get(relation) ?? new Map<TablePrivilege, string[]>()),
    ),
    ...(!columns.told && { columnsUntold: columns.why }),
  };
}

function relationsOf(schema: string, privileges: readonly TablePrivilege[]): string {
  return `SELECT c.relname, ${privilegeTests('c.oid', privileges).join(',\n       ')}
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = ${literal(schema)} AND c.relkind IN ('r', 'p', 'v', 'm')
 ORDER BY c.relname`;
}

function columnsOf(schema: string): string {
  return `SELECT relation_name, column_name, privilege_type, identity_type, identity_name FROM svv_column_privileges
 WHERE namespace_name = ${literal(schema)} ORDER BY relation_name, column_name`;
}

function privilegesOf(row: Row, privileges: readonly TablePrivilege[]): TablePrivilege[] {
  const held = byPrivilege(row, 1, privileges);
  return privileges.filter((privilege) => held[privilege] === 1);
}

/** Whoever may see the whole system's grants finds those of others in the view as well. */
function columnsByRelation(
  rows: Told<readonly Row[]>,
  identities: Identities,
): Map<string, Map<TablePrivilege, string[]>> {
  const found = new Map<string, Map<TablePrivilege, string[]>>();
  for (const [relation, column, privilege, type, identity] of rows.told ? rows.value : []) {
    if (!isOneOf(identities, type ?? '', identity ?? '')) continue;
    if (privilege !== 'SELECT' && privilege !== 'UPDATE') continue;
    const ofRelation = found.get(relation ?? '') ?? new Map<TablePrivilege, string[]>();
    found.set(relation ?? '', ofRelation);
    const columns = ofRelation.get(privilege) ?? [];
    if (!columns.includes(column ?? '')) ofRelation.set(privilege, [...columns, column ?? '']);
  }
  return found;
}

/** Whether a grant to this identity, as the SVV views name it, is one to the user. */
export function isOneOf({ user, roles }: Identities, type: string, name: string): boolean {
  if (type === 'public') return true;
  if (type === 'user') return name === user;
  return type === 'role' && roles.includes(name);
}

function accessTo(
  relation: string,
  privileges: readonly TablePrivilege[],
  byColumn: ReadonlyMap<TablePrivilege, readonly string[]>,
): RelationAccess[] {
  const columns = Object.fromEntries([...byColumn].filter(([privilege]) => !privileges.includes(privilege)));
  const some = Object.keys(columns).length > 0;
  if (privileges.length === 0 && !some) return [];
  return [{ relation, privileges, ...(some && { columns }) }];
}
