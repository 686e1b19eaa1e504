import type { Cell, Column, Row } from '../../core/result';
import type { ExportOptions, TextWriter } from './formats';
import { defused, formulaStart } from './values';

/**
 * CSV after RFC 4180: lines end with CRLF, and a cell with a comma, quote or line break is quoted, quotes doubled. NULL is nothing at
 * all and the empty text is `""`, so that the two stay apart.
 */
export function csvWriter(columns: readonly Column[], options: ExportOptions): TextWriter {
  return delimitedWriter(',', '\r\n', /^$|[",\r\n]/, columns, options);
}

/** The same with tabs between the cells, and lines that end with LF. */
export function tsvWriter(columns: readonly Column[], options: ExportOptions): TextWriter {
  return delimitedWriter('\t', '\n', /^$|["\t\r\n]/, columns, options);
}

function delimitedWriter(
  separator: string,
  lineBreak: string,
  special: RegExp,
  columns: readonly Column[],
  { headers, defuse }: ExportOptions,
): TextWriter {
  // Most cells need one look alone.
  const remarkable = defuse ? new RegExp(`${special.source}|${formulaStart.source}`) : special;
  const cellText = (cell: Cell): string => {
    if (cell === null) return '';
    if (!remarkable.test(cell)) return cell;
    const text = defuse ? defused(cell) : cell;
    return special.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const rowText = (row: Row): string => {
    let line = '';
    for (let column = 0; column < columns.length; column++) {
      if (column > 0) line += separator;
      line += cellText(row[column] ?? null);
    }
    return line + lineBreak;
  };
  return {
    head: headers ? rowText(columns.map(({ name }) => name)) : '',
    rows: (rows) => rows.map(rowText).join(''),
    tail: () => '',
  };
}
