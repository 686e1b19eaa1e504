/** Places in a text by UTF-16 offsets, the end exclusive. */
export interface Span {
  start: number;
  end: number;
}

/** A change of a text: what stood in the span was replaced. */
export interface Change {
  start: number;
  end: number;
  /** What stands there now. */
  text: string;
}

/**
 * Where in a statement the server found its error: the word at its position (1-based, in UTF-16 units, as serverErrors.ts gives
 * it), or the statement's first word where it named none. Offsets are within the statement's text.
 */
export function errorSpan(statement: string, position: number | undefined): Span {
  const start = position === undefined ? 0 : position - 1;
  if (start >= statement.length) return wordAt(statement, 0);
  return wordAt(statement, start);
}

/** The word, quoted name or single sign that begins at an offset. */
function wordAt(text: string, start: number): Span {
  const found = /^(?:[\p{L}\p{N}_$]+|"[^"\n]*"?|'[^'\n]*'?|.)/u.exec(text.slice(start, start + 1_000));
  return { start, end: start + (found?.[0].length ?? 0) };
}

/**
 * Where a statement is after a change: moved by what changed before it, the same where the change is behind it, and gone
 * when the change touches it. What is typed right at its edges belongs to it, unless blanks or a semicolon part them.
 */
export function afterChange(span: Span, change: Change): Span | undefined {
  if (change.start > span.end || (change.start === span.end && /^(?:[\s;]|$)/.test(change.text))) return span;
  const before = change.end < span.start || (change.end === span.start && /(?:[\s;]|^)$/.test(change.text));
  if (!before) return undefined;
  const shift = change.text.length - (change.end - change.start);
  return { start: span.start + shift, end: span.end + shift };
}
