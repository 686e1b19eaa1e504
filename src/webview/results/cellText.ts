import type { Cell, Column } from '../../core/result';

/** Characters of a cell that the grid shows; the clipboard gets all of them. */
const shownLength = 500;

const numericTypes = new Set([
  'int2', 'int4', 'int8', 'oid', 'numeric', 'float4', 'float8',
  'smallint', 'integer', 'bigint', 'decimal', 'real', 'double precision',
]); // prettier-ignore

/** Whether values of the column are numbers, which stand on the right. */
export function isNumeric(column: Pick<Column, 'type'>): boolean {
  return numericTypes.has(column.type.toLowerCase());
}

/** The column's type as people write it: `numeric(38,2)`, `varchar(64)`. */
export function typeText(column: Column): string {
  const { type, precision, scale } = column;
  if (/^(numeric|decimal)$/i.test(type) && precision !== undefined && precision > 0) {
    return scale === undefined ? `${type}(${precision})` : `${type}(${precision},${scale})`;
  }
  if (
    /^(varchar|bpchar|char|varbyte|character varying|character)$/i.test(type) &&
    precision !== undefined &&
    precision > 0
  ) {
    return `${type}(${precision})`;
  }
  return type;
}

const signs: Readonly<Record<string, string>> = { '\r\n': '↵', '\n': '↵', '\r': '↵', '\t': '⇥', '\x7f': '␡' };

/** A cell on one line: line breaks and tabs as signs, other control characters as their pictures, long texts cut. */
export function shownText(cell: Exclude<Cell, null>): string {
  const cut = cell.length > shownLength ? `${cell.slice(0, shownLength)}…` : cell;
  return cut.replace(/\r\n|\p{Cc}/gu, (found) => signs[found] ?? picture(found.charCodeAt(0)));
}

function picture(control: number): string {
  return control < 0x20 ? String.fromCharCode(0x2400 + control) : '\ufffd';
}
