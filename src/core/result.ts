/** What a statement gives back, in a form that keeps every digit and can be sent to a page. */

export interface Column {
  name: string;
  /** The server's name of the type: `int8`, `numeric`, `varchar`, ... */
  type: string;
  nullable?: boolean;
  /** Digits of a numeric, length of a varchar. */
  precision?: number;
  scale?: number;
}

/** A value as the server's own text: numbers to the last digit, booleans `true`/`false`, bytes in hex; null is NULL. */
export type Cell = string | null;
export type Row = readonly Cell[];

/** One page of rows as it came from the server. */
export interface ResultPage {
  columns: readonly Column[];
  rows: readonly Row[];
  /** Rows of the whole result. */
  totalRows: number;
  /** Where the next page starts, for the server. */
  nextToken?: string;
}

/** An error of the database server, read from its text. */
export interface ServerError {
  /** The text as the server gave it. */
  text: string;
  /** Its first line without prefix, position and id. */
  message: string;
  hint?: string;
  detail?: string;
  /** 1-based character in the statement. */
  position?: number;
  kind: 'permission' | 'missing' | 'syntax' | 'cancelled' | 'connection' | 'other';
}
