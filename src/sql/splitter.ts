import {
  isDigit,
  isSpace,
  isWordCharacter,
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
  let start = -1;
  let end = 0;
  let unterminated: Unterminated | undefined;

  const finish = (semicolon?: number): void => {
    if (start !== -1) {
      const statement: Statement = { start, end, text: text.slice(start, end) };
      if (semicolon !== undefined) statement.semicolon = semicolon;
      if (unterminated !== undefined) statement.unterminated = unterminated;
      statements.push(statement);
    }
    start = -1;
  };

  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isSpace(code)) {
      at++;
      continue;
    }
    if (code === 0x3b) {
      finish(at++);
      continue;
    }
    if (code === 0x2d && text.charCodeAt(at + 1) === 0x2d) {
      at = skipLineComment(text, at);
      continue;
    }
    if (code === 0x2f && text.charCodeAt(at + 1) === 0x2a) {
      const behind = skipBlockComment(text, at);
      if (behind === -1) {
        unterminated = 'comment';
        break;
      }
      at = behind;
      continue;
    }
    if (start === -1) start = at;
    let behind: number;
    let kind: Unterminated | undefined;
    if (code === 0x27) {
      behind = skipString(text, at, backslashEscapes);
      kind = 'string';
    } else if (code === 0x22) {
      behind = skipQuotedName(text, at);
      kind = 'quotedName';
    } else if (code === 0x24) {
      behind = skipDollarQuote(text, at);
      kind = 'dollarQuote';
    } else if (isDigit(code)) behind = skipNumber(text, at);
    else if (isWordCharacter(code)) {
      behind = skipWord(text, at);
      if (behind === at + 1 && text.charCodeAt(behind) === 0x27) {
        const escapes = escapesAfterPrefix(code, backslashEscapes);
        if (escapes !== undefined) {
          behind = skipString(text, behind, escapes);
          kind = 'string';
        }
      }
    } else behind = at + 1;
    if (behind === -1) {
      unterminated = kind;
      end = text.length;
      break;
    }
    at = end = behind;
  }
  finish();
  return statements;
}

/** Whether backslashes escape in the string behind a one-letter word: E'' always, B'' and X'' never; undefined for other words. */
function escapesAfterPrefix(code: number, backslashEscapes: boolean): boolean | undefined {
  switch (code | 0x20) {
    case 0x65: // e
      return true;
    case 0x62: // b
    case 0x78: // x
      return false;
    case 0x6e: // n
      return backslashEscapes;
    default:
      return undefined;
  }
}

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
