import { DatabaseError } from 'pg';
import type { Text } from '../warehouse/connection';
import { redshiftErrorText } from '../warehouse/redshiftErrors';
import { Rewriting } from '../warehouse/rewriting';
import type { Action, Call, Json, JsonObject } from '../wire/service';
import type { DataApi } from './dataApi';
import { Input } from './input';
import { pageOf } from './paging';
import { connectionFailed } from './refusals';
import type { Target } from './target';
import { typeOf } from './types';

/**
 * The calls that read the catalog. The Data API answers them by the JDBC driver's DatabaseMetaData (its table types say
 * so), which reads the world-readable catalog: everything is listed, whether or not the user may use it.
 */
interface Listing {
  action: string;
  /** With the arguments of the request in this order as $1, $2, ...; null where they were not sent. */
  sql: string;
  arguments: readonly string[];
  answer(rows: Text[][], input: Input): JsonObject;
}

/** https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_ListDatabases.html */
export const listDatabases: Listing = {
  action: 'ListDatabases',
  arguments: [],
  sql: 'SELECT database_name FROM pg_catalog.svv_redshift_databases ORDER BY 1',
  answer: (rows, input) => listed('Databases', rows.map(first), input),
};

/** https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_ListSchemas.html */
export const listSchemas: Listing = {
  action: 'ListSchemas',
  arguments: ['SchemaPattern'],
  sql: `SELECT nspname FROM pg_catalog.pg_namespace
         WHERE nspname !~ '^pg_(toast|temp_)' AND ($1::text IS NULL OR nspname LIKE $1) ORDER BY 1`,
  answer: (rows, input) => listed('Schemas', rows.map(first), input),
};

/** https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_ListTables.html */
export const listTables: Listing = {
  action: 'ListTables',
  arguments: ['SchemaPattern', 'TablePattern'],
  sql: `SELECT c.relname, n.nspname,
               CASE WHEN n.nspname IN ('pg_catalog', 'information_schema') THEN 'SYSTEM ' ELSE '' END ||
               CASE WHEN c.relkind IN ('v', 'm') THEN 'VIEW' ELSE 'TABLE' END
          FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
         WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname !~ '^pg_(toast|temp_)'
           AND ($1::text IS NULL OR n.nspname LIKE $1) AND ($2::text IS NULL OR c.relname LIKE $2)
         ORDER BY 3, 2, 1`,
  answer: (rows, input) =>
    listed(
      'Tables',
      rows.map(([name, schema, type]) => ({ name: name ?? '', schema: schema ?? '', type: type ?? '' })),
      input,
    ),
};

/** https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_DescribeTable.html */
export const describeTable: Listing = {
  action: 'DescribeTable',
  arguments: ['Schema', 'Table'],
  sql: `SELECT n.nspname, c.relname, a.attname, a.attnotnull, a.atttypid, a.atttypmod, pg_catalog.pg_get_expr(d.adbin, d.adrelid)
          FROM pg_catalog.pg_attribute a
          JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
          JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
          LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
         WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm')
           AND ($1::text IS NULL OR n.nspname = $1) AND ($2::text IS NULL OR c.relname = $2)
         ORDER BY n.nspname, c.relname, a.attnum`,
  answer: (rows, input) => {
    const table = input.text('Table');
    return { ...(table === undefined ? {} : { TableName: table }), ...listed('ColumnList', rows.map(column), input) };
  },
};

/** The action that answers with this list. */
export function metadataAction(api: DataApi, listing: Listing): Action {
  return {
    permissions: ({ input }) => {
      const target = targetOf(api, new Input(input));
      const resource = api.targets.arn(target.warehouse);
      return [{ action: `redshift-data:${listing.action}`, resource }, ...api.targets.signInPermissions(target)];
    },
    run: async (call) => {
      const input = new Input(call.input);
      const values = listing.arguments.map((name) => input.text(name) ?? null);
      return listing.answer(await read(api, call, listing.sql, values), input);
    },
  };
}

async function read(api: DataApi, { input, caller }: Call, sql: string, values: readonly Text[]): Promise<Text[][]> {
  const target = targetOf(api, new Input(input));
  // PostgreSQL shows a database's catalog to its own connections alone, so the listed database is the one to enter.
  const database = new Input(input).requiredText('Database');
  try {
    const connection = await api.targets.connect({ ...target, database }, caller);
    try {
      return await connection.rows(sql, values);
    } finally {
      await connection.close();
    }
  } catch (error) {
    if (error instanceof DatabaseError) throw connectionFailed(redshiftErrorText(error, new Rewriting(sql, [])));
    throw error;
  }
}

/** Signs in to ConnectedDatabase, where that is given. */
function targetOf(api: DataApi, input: Input): Target {
  return api.targets.read(input, input.text('ConnectedDatabase') ?? input.requiredText('Database'));
}

function listed(member: string, items: readonly Json[], input: Input): JsonObject {
  const { page, next } = pageOf(items, input, member);
  return { [member]: page, ...(next === undefined ? {} : { NextToken: next }) };
}

function first([value]: readonly Text[]): string {
  return value ?? '';
}

function column([schema, table, name, notNull, oid, modifier, preset]: readonly Text[]): JsonObject {
  const type = typeOf(Number(oid), Number(modifier));
  return {
    ...(preset ? { columnDefault: preset } : {}),
    isCaseSensitive: type.isText,
    isCurrency: false,
    isSigned: type.isSigned,
    length: type.precision,
    name: name ?? '',
    nullable: notNull === 't' ? 0 : 1,
    precision: type.precision,
    scale: type.scale,
    schemaName: schema ?? '',
    tableName: table ?? '',
    typeName: type.name,
  };
}
