import { tokensOf } from './tokens';

/** A token of a statement that is neither blank nor comment. */
export interface StatementToken {
  /** A keyword or plain name in lower case; '' for everything else, and for names behind a dot, which no keyword can be. */
  word: string;
  /** As written. */
  text: string;
  start: number;
  end: number;
  /** Number of parentheses around it; those themselves count as outside. */
  depth: number;
}

/** The tokens of one statement; undefined where the text is none: it ends within a token, parentheses do not match, or another one follows. */
export function readStatement(statement: string): StatementToken[] | undefined {
  const tokens: StatementToken[] = [];
  let depth = 0;
  let ended = false;
  for (const { kind, start, end, open } of tokensOf(statement)) {
    if (open) return undefined;
    if (kind === 'comment') continue;
    const text = statement.slice(start, end);
    if (text === ';') {
      ended = true;
      continue;
    }
    if (ended) return undefined;
    if (text === ')') depth--;
    if (depth < 0) return undefined;
    const word = kind === 'word' && tokens.at(-1)?.text !== '.' ? text.toLowerCase() : '';
    tokens.push({ word, text, start, end, depth });
    if (text === '(') depth++;
  }
  return depth === 0 ? tokens : undefined;
}

/** The name that begins at this token, with its schema and database, as written; undefined where none does. */
export function nameAt(statement: string, tokens: readonly StatementToken[], at: number): string | undefined {
  const first = tokens[at];
  if (first === undefined) return undefined;
  // A temporary table of SQL Server's spelling.
  let last = first.text === '#' ? at + 1 : at;
  if (!isName(tokens[last])) return undefined;
  while (tokens[last + 1]?.text === '.' && isName(tokens[last + 2])) last += 2;
  return statement.slice(first.start, tokens[last]?.end);
}

/** Whether a name, or one part of it, can be this token. */
export function isName(token: StatementToken | undefined): boolean {
  return token !== undefined && /^(?:[a-z_\u0080-\uffff][^']*|".*")$/is.test(token.text);
}

/** What a string token without escapes says, in lower case; undefined for everything else. */
export function plainString(token: StatementToken | undefined): string | undefined {
  return /^'([^'\\]*)'$/.exec(token?.text ?? '')?.[1]?.toLowerCase();
}
