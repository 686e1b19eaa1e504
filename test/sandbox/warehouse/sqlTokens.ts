/**
 * The words of a SQL text, as far as the sandbox has to know them: where texts, names in quotes and comments are (nothing
 * in them is a parameter, a clause or an end of statement). Written for the sandbox alone, not shared with src/sql.
 */
export interface SqlToken {
  kind: 'space' | 'comment' | 'text' | 'quotedName' | 'word' | 'number' | 'parameter' | 'semicolon' | 'other';
  /** UTF-16 offsets. */
  start: number;
  end: number;
  text: string;
}

type Kind = SqlToken['kind'];

/** Tried in this order at each place; all are sticky. Backslashes escape, for standard_conforming_strings is off. */
const SHAPES: readonly (readonly [Kind, RegExp])[] = [
  ['space', /\s+/y],
  ['comment', /--[^\n\r]*/y],
  ['text', /[eEbBxXnN]?'(?:[^'\\]|''|\\[\s\S])*(?:'|$)/y],
  ['quotedName', /"(?:[^"]|"")*(?:"|$)/y],
  ['text', /\$([\p{L}_][\p{L}\p{N}_]*)?\$[\s\S]*?(?:\$\1\$|$(?![\s\S]))/uy],
  ['word', /[\p{L}_][\p{L}\p{N}_$]*/uy],
  ['number', /\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?/y],
  ['other', /::/y],
  ['parameter', /:[0-9a-zA-Z_]+/y],
  ['semicolon', /;/y],
  ['other', /[\s\S]/uy],
];

/** Every character of the text is in exactly one token. */
export function sqlTokens(sql: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  for (let start = 0; start < sql.length;) {
    const token = blockComment(sql, start) ?? shaped(sql, start);
    tokens.push(token);
    start = token.end;
  }
  return tokens;
}

/** How many statements the text has; empty ones do not count. */
export function countStatements(tokens: readonly SqlToken[]): number {
  let statements = 0;
  let empty = true;
  for (const { kind } of tokens) {
    if (kind === 'semicolon') empty = true;
    else if (empty && kind !== 'space' && kind !== 'comment') {
      statements++;
      empty = false;
    }
  }
  return statements;
}

/** The statements that semicolons divide, without them and without those that are empty. */
export function statementsOf(sql: string): string[] {
  const ends = sqlTokens(sql).filter(({ kind }) => kind === 'semicolon');
  return [...ends, { start: sql.length }]
    .map(({ start }, index) => sql.slice(ends[index - 1]?.end ?? 0, start))
    .filter((text) => countStatements(sqlTokens(text)) > 0);
}

function shaped(sql: string, start: number): SqlToken {
  for (const [kind, shape] of SHAPES) {
    shape.lastIndex = start;
    const text = shape.exec(sql)?.[0];
    if (text !== undefined) return { kind, start, end: start + text.length, text };
  }
  throw new Error(`No token at ${start}.`);
}

/** They nest, which no regular expression can count. An open one goes to the end. */
function blockComment(sql: string, start: number): SqlToken | undefined {
  if (!sql.startsWith('/*', start)) return undefined;
  let depth = 0;
  const edge = /\/\*|\*\//g;
  edge.lastIndex = start;
  for (let found = edge.exec(sql); found; found = edge.exec(sql)) {
    depth += found[0] === '/*' ? 1 : -1;
    if (depth === 0) return { kind: 'comment', start, end: edge.lastIndex, text: sql.slice(start, edge.lastIndex) };
  }
  return { kind: 'comment', start, end: sql.length, text: sql.slice(start) };
}
