import { afterByteOrderMark, nextStatement, statementAt, type Statement, type Unterminated } from './splitter';

/** A change of a document: `length` characters from `start` give way to `text`. */
export interface TextChange {
  start: number;
  length: number;
  text: string;
}

/** The document from behind one statement's semicolon to behind the next one's; all offsets within its own text. */
interface Segment {
  text: string;
  /** The last segment alone may be without a statement, or without its semicolon. */
  statement?: { start: number; end: number; semicolon?: number; unterminated?: Unterminated };
}

/**
 * The statements of a document, kept up to date over its edits; always what `splitStatements` gives for the whole text.
 *
 * The document is held in segments, one for each statement, so that an edit copies and splits the segments that it touches
 * and then only as many more as it takes to meet a semicolon that separated before (all, where it opens a string that
 * nothing closes). Behind it the places are shifted, nothing else.
 */
export class StatementIndex {
  #segments: readonly Segment[];
  /** Where each segment begins in the document. */
  #starts: Uint32Array;
  #length: number;
  #all: readonly Statement[] | undefined;

  constructor(text: string) {
    this.#segments = split(text, afterByteOrderMark(text), true);
    this.#starts = new Uint32Array(this.#segments.length);
    this.#length = this.#placeFrom(0, 0);
  }

  /** UTF-16 units of the document. */
  get length(): number {
    return this.#length;
  }

  /** All of them in order. Made on first use after an edit; for a place in the document the other two are cheaper. */
  get statements(): readonly Statement[] {
    return (this.#all ??= this.#segments.flatMap((_, index) => this.#statementOf(index) ?? []));
  }

  /**
   * Applies changes one after the other, each in the text that those before it leave (the editor's events name the last
   * place first, so that its offsets are right this way).
   *
   * @throws RangeError for a place that the document does not have; nothing of that change is applied
   */
  edit(changes: readonly TextChange[]): void {
    for (const change of changes) this.#apply(change);
  }

  /** The statement that a person means who stands at this offset, by the rules of {@link statementAt}. */
  at(offset: number): Statement | undefined {
    // The statement before the offset is the one of the segment before, or of this one.
    const own = this.#segmentAt(offset);
    const first = Math.max(own - 1, 0);
    const base = this.#starts[first] ?? 0;
    const near: Statement[] = [];
    for (let index = first; index <= own; index++) near.push(...shifted(this.#statementOf(index), -base));
    const found = statementAt(this.#textOf(first, own), offset - base, near);
    return shifted(found, base)[0];
  }

  /** The statements that touch this range, in order. */
  between(start: number, end: number): Statement[] {
    const found: Statement[] = [];
    for (let index = this.#segmentAt(start); index < this.#segments.length; index++) {
      const statement = this.#statementOf(index);
      if (statement === undefined || statement.start > end) break;
      if (statement.end >= start) found.push(statement);
    }
    return found;
  }

  #apply({ start, length, text }: TextChange): void {
    const oldEnd = start + length;
    if (!(start >= 0 && length >= 0 && oldEnd <= this.#length)) throw new RangeError(`There is no ${start}+${length}.`);
    this.#all = undefined;
    const first = this.#segmentAt(start);
    // A segment that begins where the change ends has lost the semicolon before it, if anything was taken away.
    const last = this.#segmentAt(oldEnd);
    const base = this.#starts[first] ?? 0;
    const old = this.#textOf(first, last);
    let rest = old.slice(0, start - base) + text + old.slice(oldEnd - base);

    const fresh: Segment[] = [];
    let from = first === 0 ? afterByteOrderMark(rest) : 0;
    let behind = last + 1;
    for (let more = 1; ; more *= 2) {
      const atEnd = behind === this.#segments.length;
      const parts = split(rest, from, atEnd);
      for (const part of parts) fresh.push(part);
      const done = parts.reduce((sum, part) => sum + part.text.length, 0);
      if (atEnd || done === rest.length) break;
      // No statement ends where one did: what is left goes on into the segments behind. Twice as many each time, so that
      // the work stays within a few splits of the whole.
      const until = Math.min(behind + more, this.#segments.length);
      rest = rest.slice(done) + this.#textOf(behind, until - 1);
      from = first === 0 && fresh.length === 0 ? from : 0;
      behind = until;
    }
    this.#replace(first, behind, fresh);
  }

  #replace(first: number, behind: number, fresh: readonly Segment[]): void {
    const old = this.#starts;
    const grown = this.#segments.length - (behind - first) + fresh.length;
    this.#segments = this.#segments.slice(0, first).concat(fresh, this.#segments.slice(behind));
    if (grown !== old.length) {
      this.#starts = new Uint32Array(grown);
      this.#starts.set(old.subarray(0, first + 1));
    }
    this.#length = this.#placeFrom(first, old[first] ?? 0);
  }

  /** Sets the starts from one segment on; gives where the last one ends. */
  #placeFrom(first: number, start: number): number {
    let at = start;
    for (let index = first; index < this.#segments.length; index++) {
      this.#starts[index] = at;
      at += this.#segments[index]?.text.length ?? 0;
    }
    return at;
  }

  /** Index of the last segment that begins at the offset or before it. */
  #segmentAt(offset: number): number {
    let low = 0;
    let high = this.#segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #textOf(first: number, last: number): string {
    if (first === last) return this.#segments[first]?.text ?? '';
    return this.#segments
      .slice(first, last + 1)
      .map(({ text }) => text)
      .join('');
  }

  #statementOf(index: number): Statement | undefined {
    const { text, statement } = this.#segments[index] ?? {};
    if (text === undefined || statement === undefined) return undefined;
    return shifted({ ...statement, text: text.slice(statement.start, statement.end) }, this.#starts[index] ?? 0)[0];
  }
}

/**
 * The segments of a text that begins like one of them.
 *
 * @param whole whether the text goes to the end of the document: then what is behind the last semicolon is one too, be it empty
 */
function split(text: string, from: number, whole: boolean): Segment[] {
  const segments: Segment[] = [];
  let begin = 0;
  let at = from;
  for (;;) {
    const found = nextStatement(text, at);
    const end = found?.semicolon === undefined ? text.length : found.semicolon + 1;
    if (found?.semicolon === undefined && !whole) return segments;
    segments.push({ text: text.slice(begin, end), ...(found && { statement: relative(found, begin) }) });
    if (found?.semicolon === undefined) return segments;
    at = begin = end;
  }
}

function relative({ start, end, semicolon, unterminated }: Statement, base: number): NonNullable<Segment['statement']> {
  return {
    start: start - base,
    end: end - base,
    ...(semicolon !== undefined && { semicolon: semicolon - base }),
    ...(unterminated !== undefined && { unterminated }),
  };
}

/** None or one, so that a missing statement needs no word of its own. */
function shifted(statement: Statement | undefined, by: number): Statement[] {
  if (statement === undefined) return [];
  const { start, end, semicolon } = statement;
  const moved = { ...statement, start: start + by, end: end + by };
  return [semicolon === undefined ? moved : { ...moved, semicolon: semicolon + by }];
}
