import type { ObjectName } from '../core/objects';
import { literal } from './catalog';

// pg_class and its like show every user what there is, unless the warehouse's metadata_security is on: then what one may use.
// has_*_privilege take ids: a name would be read as SQL reads it.

type Named = Pick<ObjectName, 'schema' | 'name'>;

export function schemasOf(names: readonly string[]): string {
  return `SELECT n.nspname, pg_get_userbyid(n.nspowner), has_schema_privilege(n.oid, 'USAGE'), has_schema_privilege(n.oid, 'CREATE')
  FROM pg_namespace n WHERE n.nspname IN (${literals(names)}) ORDER BY 1`;
}

/** A materialized view of Redshift is a view with a table of its own (`mv_tbl__name__0`); PostgreSQL has a kind for it. */
export function relationsOf(names: readonly Named[]): string {
  return `SELECT c.oid, n.nspname, c.relname, c.relkind, pg_get_userbyid(c.relowner), n.nspname = ANY(current_schemas(false)),
       has_schema_privilege(n.oid, 'USAGE'), has_table_privilege(c.oid, 'SELECT'), has_table_privilege(c.oid, 'INSERT'),
       has_table_privilege(c.oid, 'UPDATE'), has_table_privilege(c.oid, 'DELETE'), has_table_privilege(c.oid, 'REFERENCES'),
       EXISTS (SELECT 1 FROM pg_class m
                WHERE m.relnamespace = c.relnamespace AND position('mv_tbl__' || c.relname || '__' IN m.relname) = 1),
       CASE WHEN c.relkind = 'v' THEN pg_get_viewdef(c.oid) END
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND (${anyOf(names, 'n.nspname', 'c.relname')})
 ORDER BY 6 DESC, 2`;
}

/** What the catalog does not hold: external and shared tables, as far as one may use them. */
export function externalOf(database: string, names: readonly Named[]): string {
  return `SELECT schema_name, table_name, table_type FROM svv_all_tables
 WHERE database_name = ${literal(database)} AND (${anyOf(names, 'schema_name', 'table_name')}) ORDER BY 1`;
}

export function routinesOf(names: readonly Named[]): string {
  return `SELECT p.prooid, n.nspname, p.proname, p.prokind, oidvectortypes(p.proargtypes), pg_get_userbyid(p.proowner),
       n.nspname = ANY(current_schemas(false)), has_schema_privilege(n.oid, 'USAGE'), has_function_privilege(p.prooid, 'EXECUTE'),
       p.prosecdef
  FROM pg_proc_info p JOIN pg_namespace n ON n.oid = p.pronamespace
 WHERE ${anyOf(names, 'n.nspname', 'p.proname')}
 ORDER BY 7 DESC, 2, 5`;
}

/** By the rule that makes a view of a relation: what that rule depends on. Late-binding views have no such entries. */
export function readsOf(views: readonly string[]): string {
  return `SELECT DISTINCT v.oid, c.oid, n.nspname, c.relname, c.relkind, has_schema_privilege(n.oid, 'USAGE'),
       has_table_privilege(c.oid, 'SELECT'), has_table_privilege(pg_get_userbyid(v.relowner), c.oid, 'SELECT')
  FROM pg_class v
  JOIN pg_depend own ON own.refobjid = v.oid AND own.deptype = 'i'
  JOIN pg_depend d ON d.objid = own.objid AND d.classid = own.classid
  JOIN pg_class c ON c.oid = d.refobjid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE v.oid IN (${views.map(Number).join(', ')}) AND c.oid <> v.oid AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
 ORDER BY 1, 3, 4`;
}

/** Everything that one can see of who was given what on these. */
export function grantsOn(schemas: readonly string[], relations: readonly Named[], routines: readonly Named[]): string {
  const columns = (on: string, name: string, column: string): string =>
    `SELECT '${on}' AS kind, namespace_name, ${name} AS object, ${column} AS part, privilege_type, identity_name, identity_type`;
  const queries = [
    `${columns('schema', "''", "''")} FROM svv_schema_privileges WHERE namespace_name IN (${literals(schemas)})`,
  ];
  if (relations.length > 0) {
    const these = anyOf(relations, 'namespace_name', 'relation_name');
    queries.push(
      `${columns('relation', 'relation_name', "''")} FROM svv_relation_privileges WHERE ${these}`,
      `${columns('relation', 'relation_name', 'column_name')} FROM svv_column_privileges WHERE ${these}`,
    );
  }
  if (routines.length > 0) {
    const these = anyOf(routines, 'namespace_name', 'function_name');
    queries.push(`${columns('routine', 'function_name', "''")} FROM svv_function_privileges WHERE ${these}`);
  }
  return `${queries.join('\nUNION ALL\n')}\nORDER BY 1, 2, 3, 4, 7, 6, 5`;
}

function anyOf(names: readonly Named[], schemaColumn: string, nameColumn: string): string {
  return names
    .map(({ schema, name }) => {
      const named = `${nameColumn} = ${literal(name)}`;
      return schema === undefined ? named : `(${named} AND ${schemaColumn} = ${literal(schema)})`;
    })
    .join(' OR ');
}

function literals(texts: readonly string[]): string {
  return texts.map(literal).join(', ');
}
