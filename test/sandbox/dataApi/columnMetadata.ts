import type { Field, WarehouseConnection } from '../warehouse/connection';
import { typeOf } from './types';

/** ColumnMetadata of the service model; members and values as in the examples of "Calling the Data API". */
export type ColumnMetadata = {
  isCaseSensitive: boolean;
  isCurrency: boolean;
  isSigned: boolean;
  label: string;
  length: number;
  name: string;
  /** JDBC's: 0 = NOT NULL, 1 = nullable, 2 = unknown (no column of a table). */
  nullable: number;
  precision: number;
  scale: number;
  schemaName: string;
  tableName: string;
  typeName: string;
};

interface Origin {
  schema: string;
  table: string;
  notNull: boolean;
}

/** Describes a result's columns; where they come from is asked on the connection that sees the same tables. */
export async function describeColumns(
  fields: readonly Field[],
  connection: WarehouseConnection,
): Promise<ColumnMetadata[]> {
  const origins = await originsOf(fields, connection);
  return fields.map((field) => {
    const type = typeOf(field.dataTypeID, field.dataTypeModifier);
    const origin = origins.get(`${field.tableID}.${field.columnID}`);
    return {
      isCaseSensitive: type.isText,
      isCurrency: false,
      isSigned: type.isSigned,
      label: field.name,
      length: 0,
      // As with the JDBC driver, an alias is the name too.
      name: field.name,
      nullable: origin ? (origin.notNull ? 0 : 1) : 2,
      precision: type.precision,
      scale: type.scale,
      schemaName: origin?.schema ?? '',
      tableName: origin?.table ?? '',
      typeName: type.name,
    };
  });
}

async function originsOf(fields: readonly Field[], connection: WarehouseConnection): Promise<Map<string, Origin>> {
  const tables = [...new Set(fields.map((field) => field.tableID))].filter((oid) => oid !== 0);
  if (tables.length === 0) return new Map();
  try {
    const rows = await connection.rows(ORIGINS, [`{${tables.join(',')}}`]);
    return new Map(
      rows.map(([table = '', column = '', schema, name, notNull]) => [
        `${table}.${column}`,
        { schema: schema ?? '', table: name ?? '', notNull: notNull === 't' },
      ]),
    );
  } catch {
    // The rows are there, and a late cancel or a lost connection must not take them away.
    return new Map();
  }
}

const ORIGINS = `
SELECT a.attrelid, a.attnum, n.nspname, c.relname, a.attnotnull
  FROM pg_catalog.pg_attribute a
  JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE a.attrelid = ANY ($1::oid[]) AND a.attnum > 0`;
