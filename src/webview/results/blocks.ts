import type { Row } from '../../core/result';

/** Rows of one request; a screen holds two or three blocks. */
export const rowsPerBlock = 100;
/** Blocks kept on the page; the host has the rest. */
const blocksKept = 300;

/** Rows of one result as far as they are on the page, in blocks; the ones not used for longest are given up. */
export class Blocks {
  /** In order of last use. */
  readonly #blocks = new Map<number, readonly Row[]>();

  constructor(readonly totalRows: number) {}

  /** The row, or nothing while it is not here. */
  row(index: number): Row | undefined {
    return this.#blocks.get(Math.floor(index / rowsPerBlock))?.[index % rowsPerBlock];
  }

  /** Takes the rows of one block. */
  put(first: number, rows: readonly Row[]): void {
    const block = first / rowsPerBlock;
    this.#blocks.delete(block);
    this.#blocks.set(block, rows);
    if (this.#blocks.size <= blocksKept) return;
    for (const oldest of this.#blocks.keys()) {
      this.#blocks.delete(oldest);
      return;
    }
  }

  /** Blocks that are not here of the rows `top` to `bottom`, the ones on screen first, then those around it. */
  missing(top: number, bottom: number): { first: number; count: number }[] {
    const last = Math.floor((this.totalRows - 1) / rowsPerBlock);
    const from = Math.max(0, Math.floor(top / rowsPerBlock));
    const to = Math.min(last, Math.floor(bottom / rowsPerBlock));
    const wanted: number[] = [];
    for (let block = from; block <= to; block++) wanted.push(block);
    if (to + 1 <= last) wanted.push(to + 1);
    if (from > 0 && from <= last) wanted.push(from - 1);
    return wanted.filter((block) => !this.#touched(block)).map((block) => this.#extent(block));
  }

  /** Whether every row of the range is here. */
  has(top: number, bottom: number): boolean {
    for (let block = Math.floor(top / rowsPerBlock); block <= Math.floor(bottom / rowsPerBlock); block++) {
      if (!this.#blocks.has(block)) return false;
    }
    return true;
  }

  #touched(block: number): boolean {
    const rows = this.#blocks.get(block);
    if (rows === undefined) return false;
    this.#blocks.delete(block);
    this.#blocks.set(block, rows);
    return true;
  }

  #extent(block: number): { first: number; count: number } {
    const first = block * rowsPerBlock;
    return { first, count: Math.min(rowsPerBlock, this.totalRows - first) };
  }
}
