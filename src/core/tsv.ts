import type { Row } from './result';

/**
 * Cells as tab-separated text, the way spreadsheets read it: a cell with tab, newline or quote is quoted, quotes doubled.
 * NULL is nothing at all and the empty string is `""`, so that the two stay apart.
 */
export function tsvOf(rows: Iterable<Row>): string {
  const lines: string[] = [];
  for (const row of rows) lines.push(row.map(tsvCell).join('\t'));
  return lines.join('\n');
}

function tsvCell(cell: string | null): string {
  if (cell === null) return '';
  return cell === '' || /["\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** What goes to the clipboard for these cells: one cell alone as its bare text, several as TSV. */
export function clipboardTextOf(rows: readonly Row[], header?: readonly string[]): string {
  const single = rows.length === 1 && rows[0]?.length === 1 ? rows[0][0] : undefined;
  if (header === undefined && single !== undefined) return single ?? '';
  return tsvOf(header === undefined ? rows : [header, ...rows]);
}
