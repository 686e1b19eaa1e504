import { Failure } from '../../core/failure';
import type { Cell, Column } from '../../core/result';
import { kindOf } from './columnKind';
import type { ScannedBlock } from './scannedBlock';
import { compareKeys, compareTexts, sortKeyOf, type ExactText, type KeyedKind } from './sortKey';

/** One column to sort by; the next one decides where this one has the same. */
export interface SortBy {
  column: number;
  descending?: boolean;
  /** Where NULL goes; `last` where it is missing, and `first` when descending: as Redshift sorts. */
  nulls?: 'first' | 'last';
}

/** Bytes of texts that are held for the time of sorting. */
const mostBytes = 256 * 1024 * 1024;

/** The values of a column, and how they stand to each other. */
export interface ColumnOrder {
  /** Takes the values of a block's rows that are wanted. @throws Failure rows.tooMuchToSort */
  take(block: ScannedBlock, first: number, wanted: Uint8Array | undefined): void;
  /** Of two rows by their numbers; to be asked for when all values were taken. */
  comparison(): (one: number, other: number) => number;
}

/** @param rows of the whole result */
export function columnOrder(by: SortBy, columns: readonly Column[], rows: number): ColumnOrder {
  const column = columns[by.column] ?? { name: String(by.column), type: '' };
  const kind = kindOf(column);
  const sign = by.descending ? -1 : 1;
  const nulls = (by.nulls ?? (by.descending ? 'first' : 'last')) === 'first' ? -1 : 1;
  return kind === 'text'
    ? new TextOrder(by.column, column, sign, nulls, rows)
    : new KeyOrder(by.column, kind, sign, nulls, rows);
}

class KeyOrder implements ColumnOrder {
  /** NaN is NULL: no value has it for a key. */
  readonly #near: Float64Array;
  readonly #exact = new Map<number, ExactText>();

  constructor(
    private readonly column: number,
    private readonly kind: KeyedKind,
    private readonly sign: number,
    private readonly nulls: number,
    rows: number,
  ) {
    this.#near = new Float64Array(rows).fill(NaN);
  }

  take(block: ScannedBlock, first: number, wanted: Uint8Array | undefined): void {
    const cells = block.cells(this.column);
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i] ?? null;
      if (cell === null || wanted?.[i] === 0) continue;
      const { near, exact } = sortKeyOf(this.kind, cell);
      this.#near[first + i] = near;
      if (exact !== undefined) this.#exact.set(first + i, exact);
    }
  }

  comparison(): (one: number, other: number) => number {
    const [near, sign, nulls] = [this.#near, this.sign, this.nulls];
    return (one, other) => {
      const [x, y] = [near[one] ?? NaN, near[other] ?? NaN];
      if (x < y) return -sign;
      if (x > y) return sign;
      if (x === y) return this.#exact.size === 0 ? 0 : sign * this.#compareExact(x, one, other);
      return nulls * (Number(Number.isNaN(x)) - Number(Number.isNaN(y)));
    };
  }

  #compareExact(near: number, one: number, other: number): number {
    return compareKeys({ near, exact: this.#exact.get(one) }, { near, exact: this.#exact.get(other) });
  }
}

class TextOrder implements ColumnOrder {
  readonly #texts: Cell[];
  #bytes = 0;
  #isWide = false;

  constructor(
    private readonly column: number,
    private readonly of: Column,
    private readonly sign: number,
    private readonly nulls: number,
    rows: number,
  ) {
    this.#texts = new Array<Cell>(rows).fill(null);
  }

  take(block: ScannedBlock, first: number, wanted: Uint8Array | undefined): void {
    const cells = block.cells(this.column);
    const isWide = block.isWide(this.column);
    this.#isWide ||= isWide;
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i] ?? null;
      if (cell === null || wanted?.[i] === 0) continue;
      this.#texts[first + i] = cell;
      this.#bytes += cell.length * (isWide ? 2 : 1);
    }
    if (this.#bytes > mostBytes) {
      throw new Failure('rows.tooMuchToSort', { column: this.of.name, megabytes: mostBytes / 1024 / 1024 });
    }
  }

  comparison(): (one: number, other: number) => number {
    const [texts, sign, nulls] = [this.#texts, this.sign, this.nulls];
    // Without surrogates, JavaScript's own comparison is that by code point.
    const compare = this.#isWide
      ? compareTexts
      : (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
    return (one, other) => {
      const [x, y] = [texts[one] ?? null, texts[other] ?? null];
      if (x !== null && y !== null) return sign * compare(x, y);
      return nulls * (Number(x === null) - Number(y === null));
    };
  }
}
