import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import type { Field, Text } from '../warehouse/connection';
import { csvHeader, csvRow } from './csv';
import { fieldWriter, type FieldWriter } from './field';
import { LIMITS } from './limits';
import type { ResultFormat } from './run';

/** The row or the result is larger than the Data API passes on; the text is the troubleshooting page's. */
export class ResultTooLarge extends Error {}

interface Page {
  /** Where it is in the file. */
  offset: number;
  length: number;
}

/** Rows of a finished statement, as pages of JSON or CSV. */
export interface StoredRows {
  readonly count: number;
  readonly pages: number;
  /** `[{...},{...}],[...]`, or lines of CSV, whose first page begins with the headers; for pages from 0. */
  page(index: number): Promise<string>;
  /** Removes what is on disk. */
  discard(): void;
}

/**
 * Takes rows as they come and keeps them as the text that is asked for: one page in memory, the rest in a file, so that a million rows
 * cost neither objects nor memory.
 */
export class ResultSpool {
  /** Bytes, as the server sent them: `ResultSize`. */
  size = 0;
  count = 0;
  private writers: readonly FieldWriter[] = [];
  private rows: string[] = [];
  private length = 0;
  private file: number | undefined;
  private written = 0;
  private readonly pages: Page[] = [];

  /** `path` is used when there is more than a page. */
  constructor(
    private readonly path: string,
    private readonly format: ResultFormat,
  ) {}

  add(row: readonly Text[], fields: readonly Field[]): void {
    if (this.count === 0) this.begin(fields);
    const bytes = rowBytes(row);
    this.size += bytes;
    if (bytes > LIMITS.rowBytes)
      throw new ResultTooLarge(`Packet for query is too large (${bytes} > ${LIMITS.rowBytes})`);
    if (this.size > LIMITS.resultBytes) throw new ResultTooLarge('Database response exceeded size limit');
    this.write(this.format === 'CSV' ? csvRow(row, fields) : this.json(row));
    this.count++;
  }

  /** No more rows. */
  close(fields: readonly Field[]): StoredRows {
    if (this.count === 0) this.begin(fields);
    if (this.file !== undefined) {
      this.flush();
      closeSync(this.file);
      this.file = undefined;
      return new RowsOnDisk(this.path, this.count, this.pages);
    }
    const only = this.text();
    return { count: this.count, pages: 1, page: () => Promise.resolve(only), discard: () => undefined };
  }

  /** The statement failed: its rows are not needed. */
  discard(): void {
    if (this.file === undefined) return;
    closeSync(this.file);
    rmSync(this.path, { force: true });
    this.file = undefined;
  }

  private begin(fields: readonly Field[]): void {
    this.writers = fields.map((field) => fieldWriter(field.dataTypeID));
    if (this.format === 'CSV') this.write(csvHeader(fields));
  }

  private json(row: readonly Text[]): string {
    return `[${row.map((value, index) => this.writers[index]?.(value) ?? '').join(',')}]`;
  }

  private write(row: string): void {
    if (this.length > 0 && this.length + row.length > LIMITS.pageBytes) this.flush();
    this.rows.push(row);
    this.length += row.length + 1;
  }

  private text(): string {
    return this.rows.join(this.format === 'CSV' ? '' : ',');
  }

  private flush(): void {
    this.file ??= openSync(this.path, 'wx', 0o600);
    const page = Buffer.from(this.text());
    writeSync(this.file, page);
    this.pages.push({ offset: this.written, length: page.length });
    this.written += page.length;
    this.rows = [];
    this.length = 0;
  }
}

class RowsOnDisk implements StoredRows {
  constructor(
    private readonly path: string,
    readonly count: number,
    private readonly index: readonly Page[],
  ) {}

  get pages(): number {
    return this.index.length;
  }

  async page(index: number): Promise<string> {
    const page = this.index[index];
    if (!page) throw new Error(`${path.basename(this.path)} has no page ${index}.`);
    const file = await open(this.path);
    try {
      const buffer = Buffer.alloc(page.length);
      await file.read(buffer, 0, page.length, page.offset);
      return buffer.toString('utf8');
    } finally {
      await file.close();
    }
  }

  discard(): void {
    rmSync(this.path, { force: true });
  }
}

/** Length of the server's DataRow message, which is what the example in "Calling the Data API" counts (11 for `select 1`). */
function rowBytes(row: readonly Text[]): number {
  return row.reduce((sum, value) => sum + 4 + (value === null ? 0 : Buffer.byteLength(value)), 6);
}
