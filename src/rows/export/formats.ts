import type { Row } from '../../core/result';

/** What rows can be written as. */
export type TextFormat = 'csv' | 'tsv' | 'json' | 'jsonLines' | 'markdown' | 'insert' | 'inList';
export type FileFormat = Exclude<TextFormat, 'inList'> | 'excel';

/** How each format's files end, the first one as it is proposed. */
export const fileEndings: Readonly<Record<FileFormat, readonly string[]>> = {
  csv: ['csv'],
  excel: ['xlsx'],
  json: ['json'],
  jsonLines: ['jsonl', 'ndjson'],
  tsv: ['tsv', 'tab'],
  markdown: ['md'],
  insert: ['sql'],
};

/** The format that a file's name asks for; undefined where it is none of ours. */
export function formatOf(file: string): FileFormat | undefined {
  const ending = /\.([^.]+)$/.exec(file)?.[1]?.toLowerCase() ?? '';
  const formats = Object.keys(fileEndings) as FileFormat[];
  return formats.find((format) => fileEndings[format].includes(ending));
}

export interface ExportOptions {
  /** Names of columns in front, in formats that can do without: CSV and TSV. */
  headers: boolean;
  /** Whether texts that a spreadsheet would take for formulas get an apostrophe in front, in CSV, TSV and Excel. */
  defuse: boolean;
}

/** Writes one text: the head, all rows in order, some at a time, and the tail. */
export interface TextWriter {
  head: string;
  rows(rows: readonly Row[]): string;
  tail(): string;
}
