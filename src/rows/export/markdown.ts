import type { Cell, Column } from '../../core/result';
import type { TextWriter } from './formats';
import { isNumeric } from './values';

/** A table that shows the texts as they are: what Markdown or HTML would read as their own is escaped. NULL is in italics. */
export function markdownWriter(columns: readonly Column[]): TextWriter {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  const names = line(columns.map(({ name }) => shown(name)));
  const marks = line(columns.map((column) => (isNumeric(column) ? '--:' : '---')));
  return {
    head: names + marks,
    rows: (rows) => rows.map((row) => line(columns.map((_, column) => shown(row[column] ?? null)))).join(''),
    tail: () => '',
  };
}

function shown(cell: Cell): string {
  if (cell === null) return '*NULL*';
  // Most cells need one look alone.
  if (!/[\\`*[\]<>|~&$_\r\n]/.test(cell)) return cell;
  return cell
    .replaceAll(/[\\`*[\]<>|~&$]/g, '\\$&')
    .replaceAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replaceAll(/\r\n|[\r\n]/g, '<br>');
}
