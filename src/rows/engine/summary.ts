import type { Column } from '../../core/result';
import { kindOf, type ColumnKind } from './columnKind';
import { ExactSum } from './exactSum';
import type { Pace } from './pace';
import { RowSet } from './rowSet';
import type { SnapshotReader } from './snapshotReader';
import { compareKeys, compareTexts, isValue, sortKeyOf, type SortKey } from './sortKey';

export interface SummaryQuery {
  /** Places from 0. */
  columns: readonly number[];
  /** Rows that count; all where it is missing. */
  rows?: Uint32Array;
}

/** What selected cells come to, as decimal texts. */
export interface Summary {
  /** Selected cells, and those of them that are not NULL. */
  cells: number;
  values: number;
  /** Cells of numeric columns that are numbers, NaN and infinities included. */
  numbers: number;
  /** Of the numbers as they are written, to the last digit; NaN or an infinity where those are among them. Missing without numbers. */
  sum?: string;
  /** The sum by the numbers, rounded half away from zero 16 digits behind those of the numbers. */
  mean?: string;
  /** The least and the greatest number; without any number, the least and greatest value where all columns are of one kind. */
  min?: string;
  max?: string;
  covered: number;
}

/** @throws Failure rows.*; Cancelled */
export async function summarize(
  { columns: chosen, rows }: SummaryQuery,
  columns: readonly Column[],
  reader: SnapshotReader,
  pace: Pace,
): Promise<Summary> {
  const wanted = rows && RowSet.of(rows, reader.rows);
  const kinds = chosen.map((column) => kindOf(columns[column] ?? { type: '' }));
  const numbers = new Numbers();
  const [firstKind = 'text'] = kinds;
  const others = kinds.every((kind) => kind === firstKind && !isNumeric(kind)) ? new Ends(firstKind) : undefined;
  let cells = 0;
  let values = 0;
  await reader.each(
    pace,
    (block, first) => {
      for (const [place, column] of chosen.entries()) {
        const all = block.cells(column);
        const takesNumbers = isNumeric(kinds[place] ?? 'text');
        for (let i = 0; i < all.length; i++) {
          if (wanted?.has(first + i) === false) continue;
          cells++;
          const cell = all[i] ?? null;
          if (cell === null) continue;
          values++;
          if (takesNumbers) numbers.add(cell);
          else others?.add(cell);
        }
      }
    },
    wanted,
  );
  return { cells, values, covered: reader.rows, ...numbers.result(), ...others?.result() };
}

function isNumeric(kind: ColumnKind): kind is 'exact' | 'float' {
  return kind === 'exact' || kind === 'float';
}

class Numbers {
  readonly #sum = new ExactSum();
  readonly #ends = new Ends('exact');
  #count = 0;
  /** What became of the sum by numbers that are not finite. */
  #special = 0;

  add(text: string): void {
    const key = sortKeyOf('exact', text);
    if (!isValue('exact', key)) return;
    this.#count++;
    this.#ends.addKey(text, key);
    if (this.#sum.add(text)) return;
    // Infinity without a text of its own is that; NaN has one.
    this.#special += key.exact === undefined ? key.near : NaN;
  }

  result(): Pick<Summary, 'numbers' | 'sum' | 'mean' | 'min' | 'max'> {
    if (this.#count === 0) return { numbers: 0 };
    const isFinite = this.#special === 0;
    const sum = isFinite ? this.#sum.sum() : String(this.#special);
    const mean = isFinite ? this.#sum.mean() : sum;
    return { numbers: this.#count, sum, ...(mean !== undefined && { mean }), ...this.#ends.result() };
  }
}

/** The least and the greatest of some values. */
class Ends {
  #min: { text: string; key: SortKey | undefined } | undefined;
  #max: { text: string; key: SortKey | undefined } | undefined;

  constructor(private readonly kind: ColumnKind) {}

  add(text: string): void {
    this.addKey(text, this.kind === 'text' ? undefined : sortKeyOf(this.kind, text));
  }

  addKey(text: string, key: SortKey | undefined): void {
    if (this.#min === undefined || compare(text, key, this.#min) < 0) this.#min = { text, key };
    if (this.#max === undefined || compare(text, key, this.#max) > 0) this.#max = { text, key };
  }

  result(): Pick<Summary, 'min' | 'max'> {
    return this.#min && this.#max ? { min: this.#min.text, max: this.#max.text } : {};
  }
}

function compare(text: string, key: SortKey | undefined, other: { text: string; key: SortKey | undefined }): number {
  return key === undefined || other.key === undefined ? compareTexts(text, other.text) : compareKeys(key, other.key);
}
