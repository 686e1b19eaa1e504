import type { Column } from '../../core/result';

/**
 * How the values of a column are compared:
 * - `exact`: as decimal numbers, to the last digit; `float`: as the doubles that they are. NaN is the greatest number, as in PostgreSQL
 * - `instant`: dates, times and timestamps by the point in time; zones count, so that 10:00+00 is 11:00+01
 * - `boolean`: false before true
 * - `text`: by code point, as Redshift and the "C" collation do: Z before a
 *
 * A value that cannot be read as one of its column is greater than all that can be, and NULL is greater than everything.
 */
export type ColumnKind = 'exact' | 'float' | 'instant' | 'boolean' | 'text';

const kinds = new Map<string, ColumnKind>([
  ...of('exact', 'int2', 'int4', 'int8', 'smallint', 'integer', 'int', 'bigint', 'oid', 'xid', 'numeric', 'decimal'),
  ...of('float', 'float4', 'float8', 'real', 'float', 'double precision'),
  ...of('instant', 'date', 'time', 'timetz', 'timestamp', 'timestamptz', 'abstime'),
  ...of('instant', 'timestamp without time zone', 'timestamp with time zone'),
  ...of('instant', 'time without time zone', 'time with time zone'),
  ...of('boolean', 'bool', 'boolean'),
]);

/** By the server's name of the type; everything unknown is text. */
export function kindOf({ type }: Pick<Column, 'type'>): ColumnKind {
  return kinds.get(type.toLowerCase()) ?? 'text';
}

function of(kind: ColumnKind, ...types: string[]): [string, ColumnKind][] {
  return types.map((type) => [type, kind]);
}
