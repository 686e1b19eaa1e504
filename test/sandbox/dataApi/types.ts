/** Types of PostgreSQL as Redshift and the Data API know them ("Mapping JDBC data types" in the management guide). */
export interface ColumnType {
  /** Redshift's name. */
  name: string;
  /** Which member of the union Field its values are in. */
  field: 'booleanValue' | 'longValue' | 'doubleValue' | 'blobValue' | 'stringValue';
  isText: boolean;
  isSigned: boolean;
  /** Digits, or the length of a text. */
  precision: number;
  scale: number;
}

type Shape = Pick<ColumnType, 'name'> & Partial<ColumnType>;

const UNLIMITED_TEXT = 65_535;
const VARHEADER = 4;

/** By oid of pg_type: these never change. Precisions are those of the JDBC driver. */
const SHAPES: Readonly<Record<number, Shape>> = {
  16: { name: 'bool', field: 'booleanValue', precision: 1 },
  17: { name: 'varbyte', field: 'blobValue', precision: 1_024_000 },
  19: { name: 'name', isText: true, precision: 128 },
  20: { name: 'int8', field: 'longValue', isSigned: true, precision: 19 },
  21: { name: 'int2', field: 'longValue', isSigned: true, precision: 5 },
  23: { name: 'int4', field: 'longValue', isSigned: true, precision: 10 },
  25: { name: 'varchar', isText: true, precision: UNLIMITED_TEXT },
  26: { name: 'oid', field: 'longValue', precision: 10 },
  700: { name: 'float4', field: 'doubleValue', isSigned: true, precision: 8, scale: 8 },
  701: { name: 'float8', field: 'doubleValue', isSigned: true, precision: 17, scale: 17 },
  1042: { name: 'bpchar', isText: true, precision: 1 },
  1043: { name: 'varchar', isText: true, precision: UNLIMITED_TEXT },
  1082: { name: 'date', precision: 13 },
  1083: { name: 'time', precision: 15, scale: 6 },
  1114: { name: 'timestamp', precision: 29, scale: 6 },
  1184: { name: 'timestamptz', precision: 35, scale: 6 },
  1266: { name: 'timetz', precision: 21, scale: 6 },
  1700: { name: 'numeric', isSigned: true, precision: 0 },
};

export const NUMERIC = 1700;
export const TIMESTAMP = 1114;
const LIMITED_TEXTS = [1042, 1043];

/** What Redshift lacks (arrays, json, intervals) comes as text. */
export function typeOf(oid: number, modifier: number): ColumnType {
  const shape = SHAPES[oid] ?? { name: 'varchar', isText: true, precision: UNLIMITED_TEXT };
  const type = { field: 'stringValue' as const, isText: false, isSigned: false, precision: 0, scale: 0, ...shape };
  if (modifier < VARHEADER) return type;
  const limit = modifier - VARHEADER;
  if (LIMITED_TEXTS.includes(oid)) return { ...type, precision: limit };
  // The expression of a numeric keeps neither digits nor scale in PostgreSQL: 0, 0 then means unknown.
  return oid === NUMERIC ? { ...type, precision: limit >> 16, scale: limit & 0x7ff } : type;
}
