/** What a statement, when it succeeds, leaves in its session. */
export type SessionEffect =
  /** A transaction is open from here on. */
  | 'begins'
  /** No transaction is open any more. */
  | 'ends'
  /** Something that a new session would not have: temporary tables, settings, prepared statements, cursors. */
  | 'leaves'
  | 'nothing';

/** Statements that leave nothing behind, unless they say so by a word of `temporary`. */
const harmless = new Set(
  (
    'select with values table insert update delete merge copy unload show explain analyze vacuum grant revoke create ' +
    'alter drop comment truncate call lock refresh desc describe'
  ).split(' '),
);
const temporary = /\b(?:temp|temporary|into|set_config)\b|\s#\w/i;

/**
 * Reads a statement (as {@link splitStatements} gives it: without surrounding comments) as far as its first words tell.
 * Where it cannot be told, something may be left: what is said to be lost too often does no harm.
 */
export function sessionEffect(statement: string): SessionEffect {
  const [first = '', ...rest] = leadingWords(statement, 4);
  switch (first) {
    case 'begin':
      return 'begins';
    case 'start':
      return rest[0] === 'transaction' ? 'begins' : 'leaves';
    case 'commit':
    case 'end':
    case 'rollback':
    case 'abort':
      return endsOnly(rest) ? 'ends' : 'nothing';
    case 'call':
      // A procedure may do all of it.
      return 'leaves';
    case 'insert':
    case 'merge':
      return /\bset_config\b/i.test(statement) ? 'leaves' : 'nothing';
    default:
      return harmless.has(first) && !temporary.test(statement) ? 'nothing' : 'leaves';
  }
}

/** Not so for `ROLLBACK TO savepoint` and `COMMIT AND CHAIN`, which PostgreSQL has. */
function endsOnly(rest: readonly string[]): boolean {
  const [next, after] = rest[0] === 'work' || rest[0] === 'transaction' ? rest.slice(1) : rest;
  return next !== 'to' && !(next === 'and' && after === 'chain');
}

/** The first words in lower case; comments and brackets between them are passed over. */
function leadingWords(statement: string, count: number): string[] {
  const words: string[] = [];
  const pattern = /\s+|--[^\n\r]*|\/\*[\s\S]*?\*\/|\(|([a-z_]\w*)/iy;
  for (let match = pattern.exec(statement); match && words.length < count; match = pattern.exec(statement))
    if (match[1] !== undefined) words.push(match[1].toLowerCase());
  return words;
}
