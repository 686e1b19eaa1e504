import type { Cell, Row } from '../core/result';

/** The body of a GetStatementResult answer. */
export interface ExactBody {
  records: Row[];
  /** The other members as JSON.parse gives them. */
  members: Readonly<Record<string, unknown>>;
}

/**
 * Reads the body of a GetStatementResult answer without turning its numbers into JavaScript's: the SDK and JSON.parse
 * round 9223372036854775807 to 9223372036854776000. Only `Records` needs this; the rest is small and left to JSON.parse.
 *
 * It takes blanks and members in any order, and makes no object per cell, which keeps it as fast as JSON.parse.
 *
 * @throws SyntaxError when the text is no such body, for instance because it was cut off; it holds no part of the text
 */
export function readExactBody(text: string): ExactBody {
  const cursor: Cursor = { text, at: 0, backslash: -1 };
  const members: Record<string, unknown> = {};
  let records: Row[] = [];
  expect(cursor, brace);
  if (peek(cursor) === closingBrace) cursor.at++;
  else
    do {
      const name = readString(cursor);
      expect(cursor, colon);
      if (name === 'Records') records = readRecords(cursor);
      else members[name] = parse(text, cursor.at, skipValue(cursor));
    } while (another(cursor, closingBrace));
  if (!Number.isNaN(peek(cursor))) fail(cursor);
  return { records, members };
}

interface Cursor {
  readonly text: string;
  at: number;
  /** The first backslash from somewhere on, as it was looked for last; Infinity when there is none. */
  backslash: number;
}

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const bracket = 0x5b;
const backslash = 0x5c;
const closingBracket = 0x5d;
const brace = 0x7b;
const closingBrace = 0x7d;

function readRecords(cursor: Cursor): Row[] {
  const rows: Row[] = [];
  expect(cursor, bracket);
  if (peek(cursor) === closingBracket) {
    cursor.at++;
    return rows;
  }
  do rows.push(readRow(cursor));
  while (another(cursor, closingBracket));
  return rows;
}

function readRow(cursor: Cursor): Row {
  const row: Cell[] = [];
  expect(cursor, bracket);
  if (peek(cursor) === closingBracket) cursor.at++;
  else
    do row.push(readCell(cursor));
    while (another(cursor, closingBracket));
  return row;
}

/** A union: an object of one member, whose name says how the value is written. */
function readCell(cursor: Cursor): Cell {
  expect(cursor, brace);
  const { text, at } = cursor;
  let cell: Cell;
  if (text.startsWith('"stringValue":"', at)) {
    cursor.at = at + 14;
    cell = readString(cursor);
  } else if (text.startsWith('"longValue":', at)) {
    cursor.at = at + 12;
    cell = readNumber(cursor);
  } else {
    const name = readString(cursor);
    expect(cursor, colon);
    cell = readMember(cursor, name);
  }
  expect(cursor, closingBrace);
  return cell;
}

function readMember(cursor: Cursor, name: string): Cell {
  switch (name) {
    case 'isNull':
      return readLiteral(cursor) === 'true' ? null : fail(cursor);
    case 'booleanValue':
      return readLiteral(cursor);
    case 'longValue':
    case 'doubleValue':
      return readNumber(cursor);
    case 'stringValue':
      return readString(cursor);
    case 'blobValue':
      return Buffer.from(readString(cursor), 'base64').toString('hex');
    default:
      // A kind of value that this version does not know: shown as it is written.
      return cursor.text.slice(peekAt(cursor), skipValue(cursor));
  }
}

/** Up to this many characters a loop is faster than a call of indexOf. */
const shortString = 20;

function readString(cursor: Cursor): string {
  expect(cursor, quote);
  const { text, at: start } = cursor;
  const short = start + shortString;
  let at = start;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      cursor.at = at + 1;
      return text.slice(start, at);
    }
    if (code === backslash) return readEscaped(cursor, at);
    if (++at === short) break;
  }
  const end = text.indexOf('"', at);
  if (end === -1) fail(cursor);
  if (cursor.backslash < at) cursor.backslash = text.indexOf('\\', at);
  if (cursor.backslash === -1) cursor.backslash = Infinity;
  if (cursor.backslash < end) return readEscaped(cursor, cursor.backslash);
  cursor.at = end + 1;
  return text.slice(start, end);
}

/** A string with escapes, from the first one on. */
function readEscaped(cursor: Cursor, first: number): string {
  const { text, at: start } = cursor;
  let at = first;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === quote) break;
    if (at >= text.length) fail(cursor);
    at += code === backslash ? 2 : 1;
  }
  cursor.at = at + 1;
  return parse(text, start - 1, at + 1) as string;
}

/** A number's own text. NaN and the infinities have no number in JSON: AWS writes them as strings. */
function readNumber(cursor: Cursor): string {
  if (peek(cursor) === quote) return readString(cursor);
  const { text, at: start } = cursor;
  let at = start;
  while (isNumeric(text.charCodeAt(at))) at++;
  if (at === start) fail(cursor);
  cursor.at = at;
  return text.slice(start, at);
}

/** 0-9 + - . e E */
function isNumeric(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || code === 0x2d || code === 0x2e || code === 0x2b || (code | 0x20) === 0x65;
}

function readLiteral(cursor: Cursor): string {
  const start = peekAt(cursor);
  for (const word of ['true', 'false']) {
    if (cursor.text.startsWith(word, start)) {
      cursor.at = start + word.length;
      return word;
    }
  }
  return fail(cursor);
}

/** Moves behind any value and gives the offset there; whether it is well-formed is for JSON.parse to say. */
function skipValue(cursor: Cursor): number {
  const { text } = cursor;
  let depth = 0;
  do {
    const code = peek(cursor);
    if (code === quote) readString(cursor);
    else if (Number.isNaN(code)) fail(cursor);
    else {
      if (code === bracket || code === brace) depth++;
      if (code === closingBracket || code === closingBrace) depth--;
      cursor.at++;
      // The rest of a number or literal.
      if (depth === 0) while (/[\w.+-]/.test(text.charAt(cursor.at))) cursor.at++;
    }
  } while (depth > 0);
  return cursor.at;
}

function parse(text: string, start: number, end: number): unknown {
  return JSON.parse(text.slice(start, end));
}

/** Behind an element: true before another one, false behind the closing character. */
function another(cursor: Cursor, closing: number): boolean {
  const code = peek(cursor);
  if (code !== comma && code !== closing) fail(cursor);
  cursor.at++;
  return code === comma;
}

function expect(cursor: Cursor, expected: number): void {
  if (cursor.text.charCodeAt(cursor.at) !== expected && peek(cursor) !== expected) fail(cursor);
  cursor.at++;
}

/** Moves to the next character that is no blank and gives it; NaN at the end. */
function peek(cursor: Cursor): number {
  let code = cursor.text.charCodeAt(cursor.at);
  while (code === 0x20 || (code >= 0x09 && code <= 0x0d)) code = cursor.text.charCodeAt(++cursor.at);
  return code;
}

function peekAt(cursor: Cursor): number {
  peek(cursor);
  return cursor.at;
}

function fail(cursor: Cursor): never {
  throw new SyntaxError(`The body of the result cannot be read at character ${cursor.at} of ${cursor.text.length}`);
}
