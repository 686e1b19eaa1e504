import type { Column, Row } from '../../core/result';
import { csvWriter, tsvWriter } from './delimited';
import type { ExportOptions, TextFormat, TextWriter } from './formats';
import { jsonLinesWriter, jsonWriter } from './json';
import { markdownWriter } from './markdown';
import { inListWriter, insertWriter } from './sqlText';

export function textWriter(format: TextFormat, columns: readonly Column[], options: ExportOptions): TextWriter {
  switch (format) {
    case 'csv':
      return csvWriter(columns, options);
    case 'tsv':
      return tsvWriter(columns, options);
    case 'json':
      return jsonWriter(columns);
    case 'jsonLines':
      return jsonLinesWriter(columns);
    case 'markdown':
      return markdownWriter(columns);
    case 'insert':
      return insertWriter(columns);
    case 'inList':
      return inListWriter(columns);
  }
}

/** Cells in a format, for the clipboard: exactly as they are, without the line break at the end. */
export function copiedText(
  format: TextFormat,
  columns: readonly Column[],
  rows: readonly Row[],
  headers: boolean,
): string {
  const writer = textWriter(format, columns, { headers, defuse: false });
  return (writer.head + writer.rows(rows) + writer.tail()).replace(/\r?\n$/, '');
}
