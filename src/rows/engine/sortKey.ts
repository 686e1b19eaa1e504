import type { ColumnKind } from './columnKind';
import { canonicalDecimal, compareDecimals, readDecimal, type Decimal } from './decimal';
import { readInstant } from './instants';

/**
 * What a value of a column other than text is compared by: a double, which decides most of the time, and where that does not say it
 * all, a text that decides between equal doubles.
 */
export interface SortKey {
  near: number;
  exact: ExactText | undefined;
}

/** A text that is read when it has to decide, and once. */
export class ExactText {
  #read: { decimal: Decimal | undefined; rank: number } | undefined;

  constructor(readonly text: string) {}

  get decimal(): Decimal | undefined {
    return this.#once().decimal;
  }

  get rank(): number {
    return this.#once().rank;
  }

  #once(): { decimal: Decimal | undefined; rank: number } {
    if (this.#read === undefined) {
      const decimal = readDecimal(this.text);
      this.#read = { decimal, rank: decimal === undefined ? rankOf(this.text) : 0 };
    }
    return this.#read;
  }
}

export type KeyedKind = Exclude<ColumnKind, 'text'>;

const plainNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;

/** Two decimals of so many digits are never the same double; with sign and point. */
const exactLength = 15;

const infinite: ReadonlyMap<string, number> = new Map([
  ['infinity', Infinity],
  ['inf', Infinity],
  ['-infinity', -Infinity],
  ['-inf', -Infinity],
]);

/** The key of a value; its double is never NaN. A value that is none of the kind has the greatest one, with its text. */
export function sortKeyOf(kind: KeyedKind, text: string): SortKey {
  switch (kind) {
    case 'exact':
      return numberKey(text, true);
    case 'float':
      return numberKey(text, false);
    case 'boolean':
      return booleanKey(text);
    case 'instant':
      return instantKey(text);
  }
}

/** Whether a key is that of a value of the kind, and not of any other text. */
export function isValue(kind: KeyedKind, { near, exact }: SortKey): boolean {
  if (near !== Infinity || exact === undefined) return true;
  return kind !== 'boolean' && kind !== 'instant' && exact.rank < unreadable;
}

/** Compares keys of one kind. */
export function compareKeys(one: SortKey, other: SortKey): number {
  if (one.near !== other.near) return one.near < other.near ? -1 : 1;
  return one.exact === undefined && other.exact === undefined ? 0 : compareExact(one, other);
}

/** One text for all spellings of a value. */
export function canonicalKey({ near, exact }: SortKey): string {
  if (Math.abs(near) === Infinity && exact === undefined) return String(near);
  const { text, decimal, rank } = exact ?? new ExactText(String(near));
  if (decimal !== undefined) return canonicalDecimal(decimal);
  return rank === nan ? 'NaN' : text;
}

function numberKey(text: string, isExact: boolean): SortKey {
  if (plainNumber.test(text)) {
    const near = Number(text);
    return {
      near,
      exact: (text.length <= exactLength || !isExact) && Number.isFinite(near) ? undefined : new ExactText(text),
    };
  }
  const found = infinite.get(text.toLowerCase());
  if (found !== undefined) return { near: found, exact: undefined };
  if (readDecimal(text) === undefined) return { near: Infinity, exact: new ExactText(text) };
  return { near: Number(text), exact: isExact ? new ExactText(text) : undefined };
}

function booleanKey(text: string): SortKey {
  switch (text.toLowerCase()) {
    case 'true':
    case 't':
      return { near: 1, exact: undefined };
    case 'false':
    case 'f':
      return { near: 0, exact: undefined };
    default:
      return { near: Infinity, exact: new ExactText(text) };
  }
}

function instantKey(text: string): SortKey {
  const found = infinite.get(text.toLowerCase());
  if (found !== undefined) return { near: found, exact: undefined };
  const instant = readInstant(text);
  if (instant === undefined) return { near: Infinity, exact: new ExactText(text) };
  const near = instant.seconds * 1e6 + instant.micros;
  // Beyond the year 2255 doubles do not tell microseconds apart.
  const exact = Number.isSafeInteger(near)
    ? undefined
    : new ExactText(String(BigInt(instant.seconds) * 1_000_000n + BigInt(instant.micros)));
  return { near, exact };
}

const nan = 2;
const unreadable = 3;

function compareExact(one: SortKey, other: SortKey): number {
  const [exact, otherExact] = [
    one.exact ?? new ExactText(String(one.near)),
    other.exact ?? new ExactText(String(other.near)),
  ];
  if (exact.decimal !== undefined && otherExact.decimal !== undefined) {
    return compareDecimals(exact.decimal, otherExact.decimal);
  }
  const rank = exact.rank;
  if (rank !== otherExact.rank) return rank - otherExact.rank;
  return rank < unreadable ? 0 : compareTexts(exact.text, otherExact.text);
}

/** Infinity, NaN, and what is no number; finite numbers are before them. */
function rankOf(text: string): number {
  const lower = text.toLowerCase();
  return infinite.has(lower) ? 1 : lower === 'nan' ? nan : unreadable;
}

/** By code point: as JavaScript compares, but that characters beyond U+FFFF are behind those of U+E000 and more. */
export function compareTexts(one: string, other: string): number {
  if (one === other) return 0;
  const length = Math.min(one.length, other.length);
  let at = 0;
  while (at < length && one.charCodeAt(at) === other.charCodeAt(at)) at++;
  if (at === length) return one.length - other.length;
  // The unit before may be the first half of a pair in one of them.
  const before = Math.max(0, at - 1);
  return pointAt(one, before) - pointAt(other, before) || pointAt(one, at) - pointAt(other, at);
}

function pointAt(text: string, at: number): number {
  return text.codePointAt(at) ?? 0;
}
