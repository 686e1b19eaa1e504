import {
  escapesBehindPrefix,
  isDigit,
  isSpace,
  isWordStart,
  skipBlockComment,
  skipDollarQuote,
  skipLineComment,
  skipNumber,
  skipQuotedName,
  skipString,
  skipWord,
} from './skipping';

/** One statement of a text. Offsets are UTF-16, as the editor counts. */
export interface Statement {
  /** First character that is neither blank nor comment. */
  start: number;
  /** Behind the last such character; the semicolon is not part of it. */
  end: number;
  text: string;
  /** Offset of the semicolon; missing where the text ended without one. */
  semicolon?: number;
  /** What the text ended in the middle of: such a statement must not be sent. */
  unterminated?: Unterminated;
}

export type Unterminated = 'string' | 'quotedName' | 'dollarQuote' | 'comment';

export interface SplitOptions {
  /** False for servers with standard_conforming_strings on. Redshift has it off: a backslash escapes in every string. */
  backslashEscapes?: boolean;
}

/**
 * The statements of a text in order, empty ones left out. A semicolon separates everywhere but in strings, quoted names,
 * comments and dollar quotes (and so not in procedure bodies, which Redshift has in dollar quotes alone).
 */
export function splitStatements(text: string, options: SplitOptions = {}): Statement[] {
  const backslashEscapes = options.backslashEscapes ?? true;
  const statements: Statement[] = [];
  let at = afterByteOrderMark(text);
  for (;;) {
    const statement = nextStatement(text, at, backslashEscapes);
    if (statement === undefined) return statements;
    statements.push(statement);
    if (statement.semicolon === undefined) return statements;
    at = statement.semicolon + 1;
  }
}

/** Where a document's SQL begins. */
export function afterByteOrderMark(text: string): number {
  return text.charCodeAt(0) === 0xfeff ? 1 : 0;
}

/**
 * The first statement that begins at `from` or behind it.
 *
 * What is found up to its semicolon depends on nothing behind that semicolon: a text can be split again from any of them.
 *
 * @param from where the text begins, or behind a semicolon that separates
 */
export function nextStatement(text: string, from: number, backslashEscapes = true): Statement | undefined {
  let start = -1;
  let end = 0;
  let unterminated: Unterminated | undefined;

  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isSpace(code)) {
      at++;
      continue;
    }
    if (code === semicolon) {
      if (start !== -1) return { start, end, text: text.slice(start, end), semicolon: at };
      at++;
      continue;
    }
    if (code === dash && text.charCodeAt(at + 1) === dash) {
      at = skipLineComment(text, at);
      continue;
    }
    if (code === slash && text.charCodeAt(at + 1) === star) {
      at = skipBlockComment(text, at);
      if (at !== -1) continue;
      unterminated = 'comment';
      break;
    }
    if (start === -1) start = at;
    let kind: Unterminated | undefined;
    if (isWordStart(code)) {
      const behind = skipWord(text, at);
      const escapes = behind === at + 1 ? escapesBehindPrefix(text, at, backslashEscapes) : undefined;
      at = escapes === undefined ? behind : skipString(text, behind, escapes);
      kind = 'string';
    } else if (code === quote) {
      at = skipString(text, at, backslashEscapes);
      kind = 'string';
    } else if (isDigit(code)) at = skipNumber(text, at);
    else if (code === doubleQuote) {
      at = skipQuotedName(text, at);
      kind = 'quotedName';
    } else if (code === dollar) {
      at = skipDollarQuote(text, at);
      kind = 'dollarQuote';
    } else at++;
    if (at === -1) {
      unterminated = kind;
      end = text.length;
      break;
    }
    end = at;
  }
  if (start === -1) return undefined;
  const last: Statement = { start, end, text: text.slice(start, end) };
  return unterminated === undefined ? last : { ...last, unterminated };
}

const doubleQuote = 0x22;
const dollar = 0x24;
const quote = 0x27;
const star = 0x2a;
const dash = 0x2d;
const slash = 0x2f;
const semicolon = 0x3b;

/**
 * The statement that a person means who stands at this offset:
 * - in it, or behind it (and its semicolon) on the same line;
 * - on a line with a comment between two statements: the one that follows;
 * - on an empty line: the one that ended on the line above, else the one that follows;
 * - on empty lines behind the last statement: the last one.
 *
 * @param statements those of this very text, where they are known already
 */
export function statementAt(
  text: string,
  offset: number,
  statements: readonly Statement[] = splitStatements(text),
): Statement | undefined {
  const following = firstStartingBehind(statements, offset);
  const next = statements[following];
  const previous = statements[following - 1];
  if (previous === undefined) return next;
  const behind = previous.semicolon === undefined ? previous.end : previous.semicolon + 1;
  if (offset <= behind) return previous;

  const lines = text.slice(behind, offset).split(/\r\n|\r|\n/);
  if (lines.length === 1) return previous;
  const onLine = text.slice(offset - (lines.at(-1)?.length ?? 0), lineEnd(text, offset));
  if (onLine.trim() !== '') return next;
  return next === undefined || lines.length === 2 ? previous : next;
}

/** Index of the first statement with start > offset. */
function firstStartingBehind(statements: readonly Statement[], offset: number): number {
  let low = 0;
  let high = statements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const statement = statements[middle];
    if (statement !== undefined && statement.start <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function lineEnd(text: string, offset: number): number {
  const found = text.slice(offset).search(/[\r\n]/);
  return found === -1 ? text.length : offset + found;
}
