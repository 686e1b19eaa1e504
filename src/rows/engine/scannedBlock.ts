import type { Cell } from '../../core/result';
import { PackedBlock } from '../packedBlock';

/** A block while it is gone through: each column is unpacked at most once. */
export class ScannedBlock {
  readonly #packed: PackedBlock;
  readonly #cells = new Map<number, Cell[]>();
  readonly #texts = new Map<number, string>();
  readonly #lowered = new Map<number, string>();

  constructor(bytes: Uint8Array) {
    this.#packed = new PackedBlock(bytes);
  }

  get rows(): number {
    return this.#packed.rows;
  }

  cells(column: number): readonly Cell[] {
    return keptIn(this.#cells, column, () => this.#packed.cells(column));
  }

  isWide(column: number): boolean {
    return this.#packed.isWide(column);
  }

  /** False where no cell of a column can have a text in it. @param text in lower case, where case does not matter */
  mayContain(column: number, text: string, matchCase: boolean): boolean {
    const all = keptIn(this.#texts, column, () => this.#packed.text(column));
    if (matchCase) return all.includes(text);
    return keptIn(this.#lowered, column, () => all.toLowerCase()).includes(text);
  }
}

function keptIn<T>(kept: Map<number, T>, column: number, make: () => T): T {
  let value = kept.get(column);
  if (value === undefined) kept.set(column, (value = make()));
  return value;
}
