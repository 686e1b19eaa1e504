import type { Edit } from './rewriting';
import type { SqlToken } from './sqlTokens';

/** A piece of Redshift's SQL that PostgreSQL lacks, and what stands in for it here. */
export interface EmulationEntry {
  name: string;
  /** The AWS page that describes it. */
  page: string;
  /** Finds its places; `words` are the tokens without space and comments. */
  edits(words: readonly SqlToken[]): Edit[];
}

const GUIDE = 'https://docs.aws.amazon.com/redshift/latest/dg/';

/**
 * All entries; the README of this folder lists them. What is seen to work on one of these was seen on emulation alone.
 * Clauses are replaced by as many blanks, so that positions in errors stay right without more ado.
 */
export const EMULATION: readonly EmulationEntry[] = [
  {
    name: 'DISTSTYLE, DISTKEY, SORTKEY, ENCODE and BACKUP in CREATE TABLE have no effect',
    page: `${GUIDE}r_CREATE_TABLE_NEW.html`,
    edits: (words) => (isCreateTable(words) ? tableAttributes(words) : []),
  },
  {
    name: 'VARCHAR(MAX) is VARCHAR(65535)',
    page: `${GUIDE}r_Character_types.html`,
    edits: (words) =>
      words.flatMap((word, index) =>
        isWord(word, 'MAX') &&
        isWord(words[index - 2], 'VARCHAR', 'NVARCHAR', 'VARYING') &&
        isText(words[index - 1], '(')
          ? [{ start: word.start, end: word.end, text: '65535' }]
          : [],
      ),
  },
  {
    name: 'VARBYTE(n) is bytea without a limit',
    page: `${GUIDE}r_VARBYTE_type.html`,
    edits: (words) =>
      words.flatMap((word, index) =>
        isWord(word, 'VARBYTE')
          ? [{ start: word.start, end: endOfGroup(words, index + 1) ?? word.end, text: 'bytea' }]
          : [],
      ),
  },
  {
    name: 'ROLE before the name of a role in GRANT, REVOKE and ALTER DEFAULT PRIVILEGES is left out',
    page: `${GUIDE}r_GRANT.html`,
    edits: (words) =>
      isWord(words[0], 'GRANT', 'REVOKE') || (isWord(words[0], 'ALTER') && isWord(words[1], 'DEFAULT'))
        ? words.flatMap((word, index) =>
            isWord(word, 'ROLE') && isWord(words[index - 1], 'GRANT', 'REVOKE', 'TO', 'FROM')
              ? [{ start: word.start, end: word.end, text: ' '.repeat(word.end - word.start) }]
              : [],
          )
        : [],
  },
];

/** All places of a statement that have to be changed for PostgreSQL. */
export function emulate(tokens: readonly SqlToken[]): Edit[] {
  const words = tokens.filter(({ kind }) => kind !== 'space' && kind !== 'comment');
  return EMULATION.flatMap((entry) => entry.edits(words));
}

/** CREATE [LOCAL | GLOBAL] [TEMP | TEMPORARY | UNLOGGED] TABLE */
function isCreateTable(words: readonly SqlToken[]): boolean {
  if (!isWord(words[0], 'CREATE')) return false;
  const table = words.findIndex((word) => isWord(word, 'TABLE'));
  const between = words.slice(1, table);
  return table > 0 && between.every((word) => isWord(word, 'LOCAL', 'GLOBAL', 'TEMP', 'TEMPORARY', 'UNLOGGED'));
}

function tableAttributes(words: readonly SqlToken[]): Edit[] {
  const edits: Edit[] = [];
  const blank = (from: SqlToken, end: number): void => {
    edits.push({ start: from.start, end, text: ' '.repeat(end - from.start) });
  };
  for (const [index, word] of words.entries()) {
    const next = words[index + 1];
    const sortStyle = isWord(words[index - 1], 'COMPOUND', 'INTERLEAVED') ? words[index - 1] : undefined;
    if (isWord(word, 'DISTSTYLE', 'ENCODE', 'BACKUP') && next?.kind === 'word') blank(word, next.end);
    else if (isWord(word, 'DISTKEY')) blank(word, endOfGroup(words, index + 1) ?? word.end);
    else if (isWord(word, 'SORTKEY')) {
      const end = isWord(next, 'AUTO') ? next?.end : endOfGroup(words, index + 1);
      blank(sortStyle ?? word, end ?? word.end);
    }
  }
  return edits;
}

/** The end of the parenthesis that opens at the word `index`; undefined when none does. */
function endOfGroup(words: readonly SqlToken[], index: number): number | undefined {
  if (!isText(words[index], '(')) return undefined;
  const close = words.slice(index).find((word) => isText(word, ')'));
  return close?.end;
}

function isWord(token: SqlToken | undefined, ...names: readonly string[]): boolean {
  return token?.kind === 'word' && names.includes(token.text.toUpperCase());
}

function isText(token: SqlToken | undefined, text: string): boolean {
  return token?.text === text;
}
