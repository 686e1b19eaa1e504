import type { Field, Text } from '../warehouse/connection';
import { typeOf } from './types';

/**
 * Rows as GetStatementResultV2 has them: a first row with the column headers, rows that end in CR and LF ("Fetch the
 * results of a SQL statement" in the management guide). How NULL is told from an empty text is not documented; here it is not.
 */
export function csvHeader(fields: readonly Field[]): string {
  return line(fields.map(({ name }) => name));
}

export function csvRow(row: readonly Text[], fields: readonly Field[]): string {
  return line(row.map((value, index) => text(value, fields[index]?.dataTypeID)));
}

function text(value: Text, oid: number | undefined): string {
  if (value === null) return '';
  if (oid !== undefined && typeOf(oid, -1).field === 'booleanValue') return value === 't' ? 'true' : 'false';
  return value;
}

function line(values: readonly string[]): string {
  return `${values.map(quoted).join(',')}\r\n`;
}

function quoted(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
