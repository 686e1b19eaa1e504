import type { Cell, Row } from '../core/result';
import { columnHeadBytes, filled, headWords } from './packing';

/** Reads packed rows (for their form see packing.ts). */
export class PackedBlock {
  readonly rows: number;
  readonly columns: number;
  readonly #bytes: Uint8Array;
  readonly #offsets: Uint32Array;

  /** @param bytes as {@link packRows} gave them */
  constructor(bytes: Uint8Array) {
    // Numbers are read in place, which decrypted bytes need not be fit for.
    this.#bytes = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
    const { buffer, byteOffset } = this.#bytes;
    const [rows = 0, columns = 0] = new Uint32Array(buffer, byteOffset, headWords);
    this.rows = rows;
    this.columns = columns;
    this.#offsets = new Uint32Array(buffer, byteOffset + 4 * headWords, columns);
  }

  /** Rows of the block from `from` up to, and without, `to`; all of them where nothing is said. */
  slice(from = 0, to = this.rows): Row[] {
    const rows = Array.from({ length: Math.max(0, to - from) }, () => new Array<Cell>(this.columns));
    for (let column = 0; column < this.columns; column++) {
      this.#read(column, from, to, (row, cell) => {
        const target = rows[row - from];
        if (target !== undefined) target[column] = cell;
      });
    }
    return rows;
  }

  /** All cells of a column. */
  cells(column: number): Cell[] {
    const cells = new Array<Cell>(this.rows);
    this.#read(column, 0, this.rows, (row, cell) => {
      cells[row] = cell;
    });
    return cells;
  }

  /** The texts of a column one behind the other, to be searched as a whole. */
  text(column: number): string {
    const { lengths, unit, at } = this.#column(column);
    let size = 0;
    for (const length of lengths) if (length > 0) size += length - 1;
    return this.#decode(at, size, unit);
  }

  /** Whether a column has characters beyond Latin-1, and surrogates it may be. */
  isWide(column: number): boolean {
    return column < this.columns && this.#column(column).unit === 2;
  }

  #read(column: number, from: number, to: number, take: (row: number, cell: Cell) => void): void {
    if (column >= this.columns) {
      for (let row = from; row < to; row++) take(row, null);
      return;
    }
    const { lengths, unit, at } = this.#column(column);
    let before = 0;
    for (let row = 0; row < from; row++) before += Math.max(0, (lengths[row] ?? 0) - 1);
    let size = 0;
    for (let row = from; row < to; row++) size += Math.max(0, (lengths[row] ?? 0) - 1);
    const text = this.#decode(at + before * unit, size, unit);
    let start = 0;
    for (let row = from; row < to; row++) {
      const length = lengths[row] ?? 0;
      if (length === 0) take(row, null);
      else take(row, text.slice(start, (start += length - 1)));
    }
  }

  #column(column: number): { lengths: Uint8Array | Uint16Array | Uint32Array; unit: number; at: number } {
    const { buffer, byteOffset } = this.#bytes;
    const head = this.#offsets[column] ?? 0;
    const [width = 1, unit = 1] = this.#bytes.subarray(head);
    const start = byteOffset + head + columnHeadBytes;
    const lengths =
      width === 1
        ? new Uint8Array(buffer, start, this.rows)
        : width === 2
          ? new Uint16Array(buffer, start, this.rows)
          : new Uint32Array(buffer, start, this.rows);
    return { lengths, unit, at: start + filled(lengths.byteLength) };
  }

  #decode(at: number, characters: number, unit: number): string {
    const bytes = Buffer.from(this.#bytes.buffer, at, characters * unit);
    return bytes.toString(unit === 1 ? 'latin1' : 'utf16le');
  }
}
