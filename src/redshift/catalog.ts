import { randomUUID } from 'node:crypto';
import { ListDatabasesCommand } from '@aws-sdk/client-redshift-data';
import { Cancelled, Failure } from '../core/failure';
import type { Column, Row } from '../core/result';
import type { WarehouseRef } from '../core/warehouse';
import { callAws, littlePatience, type CallPorts } from './awsCalls';
import type { Services } from './connection';
import { warehouseInput } from './dataCalls';
import type { DataApi } from './statements';

/** A table or view. */
export interface Relation {
  name: string;
  kind: 'table' | 'view' | 'materializedView' | 'externalTable';
}

type Warehouse = Pick<WarehouseRef, 'kind' | 'name' | 'database'>;

/** {@link Catalog.query} in one database. */
export type Query = (sql: string) => Promise<Row[]>;

/**
 * What a user can see in a warehouse. Schemas, relations and columns are read by SQL from SVV_ALL_*, which show a plain user
 * only what the user can access (protocol.md 5); ListSchemas and its like read the catalog, in which everything is listed,
 * and take names as LIKE patterns.
 */
export class Catalog {
  constructor(
    private readonly services: Pick<Services, 'data'>,
    private readonly data: DataApi,
    private readonly ports: CallPorts,
  ) {}

  async databases(warehouse: Warehouse, signal: AbortSignal): Promise<string[]> {
    const { client, name: service, host } = this.services.data;
    const call = { service, host, action: 'ListDatabases', warehouse: warehouse.name, database: warehouse.database };
    const databases: string[] = [];
    let nextToken: string | undefined;
    do {
      const input = { ...warehouseInput(warehouse), Database: warehouse.database, MaxResults: 1000 };
      const token = nextToken === undefined ? {} : { NextToken: nextToken };
      const page = await callAws(
        this.ports,
        call,
        (abortSignal) => client.send(new ListDatabasesCommand({ ...input, ...token }), { abortSignal }),
        littlePatience,
        signal,
      );
      databases.push(...(page.Databases ?? []));
      nextToken = page.NextToken;
    } while (nextToken !== undefined && nextToken !== '');
    return databases;
  }

  async schemas(warehouse: Warehouse, database: string, signal: AbortSignal): Promise<string[]> {
    const sql = `SELECT schema_name FROM svv_all_schemas WHERE database_name = ${literal(database)} ORDER BY 1`;
    const rows = await this.query(sql, warehouse, database, signal);
    return rows.map(([name]) => name ?? '').filter((name) => !isSystemSchema(name));
  }

  async relations(warehouse: Warehouse, database: string, schema: string, signal: AbortSignal): Promise<Relation[]> {
    const sql = `SELECT table_name, table_type FROM svv_all_tables
 WHERE database_name = ${literal(database)} AND schema_name = ${literal(schema)} ORDER BY 1`;
    const rows = await this.query(sql, warehouse, database, signal);
    return rows.map(([name, type]) => ({ name: name ?? '', kind: relationKind(type ?? '') }));
  }

  async columns(
    warehouse: Warehouse,
    database: string,
    schema: string,
    relation: string,
    signal: AbortSignal,
  ): Promise<Column[]> {
    const sql = `SELECT column_name, data_type, is_nullable, character_maximum_length, numeric_precision, numeric_scale
  FROM svv_all_columns
 WHERE database_name = ${literal(database)} AND schema_name = ${literal(schema)} AND table_name = ${literal(relation)}
 ORDER BY ordinal_position`;
    return (await this.query(sql, warehouse, database, signal)).map(columnOf);
  }

  /** All rows of a query of our own. */
  async query(sql: string, { kind, name }: Warehouse, database: string, signal: AbortSignal): Promise<Row[]> {
    const request = {
      sql,
      warehouse: { kind, name },
      database,
      statementName: `redshift-federation-catalog-${randomUUID()}`,
      clientToken: randomUUID(),
    };
    const outcome = await this.data.execute(request, signal);
    if (outcome.status === 'aborted' && signal.aborted) throw new Cancelled();
    if (outcome.status !== 'finished') {
      const { message = '', kind: errorKind } = outcome.error ?? {};
      const code = errorKind === 'connection' ? 'warehouse.connectionFailed' : 'warehouse.queryFailed';
      throw new Failure(code, { warehouse: name, database, message });
    }
    const rows: Row[] = [];
    for (let page = outcome.result?.firstPage; page !== undefined;) {
      for (const row of page.rows) rows.push(row);
      page = page.nextToken === undefined ? undefined : await outcome.result?.page(page.nextToken, signal);
    }
    return rows;
  }
}

/** Quoted for Redshift, where backslashes escape; safe as well where they don't. */
export function literal(text: string): string {
  return `'${text.replace(/['\\]/g, '$&$&')}'`;
}

/** There for everybody, and of no use in a list of what one was given. */
export function isSystemSchema(name: string): boolean {
  return name === 'information_schema' || /^pg_/.test(name);
}

function relationKind(type: string): Relation['kind'] {
  if (/materialized/i.test(type)) return 'materializedView';
  if (/view/i.test(type)) return 'view';
  return /external/i.test(type) ? 'externalTable' : 'table';
}

function columnOf([name, type, nullable, length, precision, scale]: Row): Column {
  const column: Column = { name: name ?? '', type: type ?? '', nullable: nullable !== 'NO' };
  if (length !== null && length !== undefined) column.precision = Number(length);
  else if (/^(numeric|decimal)/.test(column.type) && precision !== null && precision !== undefined) {
    column.precision = Number(precision);
    column.scale = Number(scale ?? 0);
  }
  return column;
}
