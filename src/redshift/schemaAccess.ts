import type { SchemaAccess, TablePrivilege } from '../core/access';
import type { Row } from '../core/result';
import { literal, type Query } from './catalog';
import { byPrivilege, privilegeTests, withKnownPrivileges } from './privilegeSets';
import { told } from './told';

/**
 * What one may do in each schema, by name. Counted on the server: a catalog of a hundred thousand tables gives a row for each schema.
 * The functions run on the leader node, and beside catalog tables alone (pages HAS_TABLE_PRIVILEGE, HAS_SCHEMA_PRIVILEGE); so the kinds
 * of schemas, which a view tells, are asked for apart.
 */
export async function schemaAccess(query: Query, database: string): Promise<SchemaAccess[]> {
  const [found, kinds] = await Promise.all([
    withKnownPrivileges(async (privileges) => {
      const rows = await query(countsOf(privileges));
      return rows.map((row) => schemaOf(row, privileges));
    }),
    told(query(`SELECT schema_name, schema_type FROM svv_all_schemas WHERE database_name = ${literal(database)}`)),
  ]);
  const kindOf = new Map(kinds.told ? kinds.value.map(([name, type]) => [name, schemaKind(type ?? '')]) : []);
  return found
    .filter(({ usage, create, relations }) => usage || create || relations !== 0)
    .map((schema) => withKind(schema, kindOf.get(schema.schema)));
}

function countsOf(privileges: readonly TablePrivilege[]): string {
  const tests = privilegeTests('c.oid', privileges);
  const any = privileges.map((privilege) => `has_table_privilege(c.oid, '${privilege}')`).join(' OR ');
  return `SELECT n.nspname,
       CASE WHEN has_schema_privilege(n.oid, 'USAGE') THEN 1 ELSE 0 END,
       CASE WHEN has_schema_privilege(n.oid, 'CREATE') THEN 1 ELSE 0 END,
       ${[`CASE WHEN ${any} THEN 1 ELSE 0 END`, ...tests].map((test) => `SUM(${test})`).join(',\n       ')}
  FROM pg_namespace n LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relkind IN ('r', 'p', 'v', 'm')
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
 GROUP BY n.oid, n.nspname
 ORDER BY n.nspname`;
}

function schemaOf(row: Row, privileges: readonly TablePrivilege[]): SchemaAccess {
  const [name, usage, create, relations] = row;
  return {
    schema: name ?? '',
    usage: usage === '1',
    create: create === '1',
    relations: Number(relations ?? 0),
    counts: byPrivilege(row, 4, privileges),
  };
}

/** What is in an external schema or a datashare is not in the catalog's tables: a count of 0 would be none of it. */
function withKind(schema: SchemaAccess, kind: SchemaAccess['kind']): SchemaAccess {
  if (kind === undefined) return schema;
  if (kind === 'local') return { ...schema, kind };
  const { relations: _, ...rest } = schema;
  return { ...rest, kind, counts: {} };
}

function schemaKind(type: string): SchemaAccess['kind'] {
  if (/shared/i.test(type)) return 'shared';
  return /external/i.test(type) ? 'external' : 'local';
}
