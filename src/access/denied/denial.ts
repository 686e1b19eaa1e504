/** What an error of the database says was denied, and to what. */
export interface Denial {
  /**
   * - privilege: one lacks a privilege on it;
   * - owner: only its owner may do this;
   * - superuser: only a superuser may;
   * - missing: the database says that there is no such thing, as it does where one may not see it.
   */
  why: 'privilege' | 'owner' | 'superuser' | 'missing';
  /** `other`: something that is neither of these, or that the words do not name. */
  kind: 'schema' | 'relation' | 'routine' | 'database' | 'language' | 'other';
  /** As the error writes it: without quotes, and with its schema in the errors of missing things alone. */
  name?: string;
  column?: string;
}

const relations = '(?:relation|table|view|materialized view|external table|foreign table|sequence)';

/** The words of Redshift, which are those of PostgreSQL 8.0 (`relation` for whatever has rows), and those of newer PostgreSQL. */
const wordings: readonly (readonly [words: RegExp, read: Omit<Denial, 'name' | 'column'>])[] = [
  [/^permission denied for (?:external )?schema (?<name>.+)$/is, { why: 'privilege', kind: 'schema' }],
  [
    RegExp(`^permission denied for column (?<column>.+) of ${relations} (?<name>.+)$`, 'is'),
    { why: 'privilege', kind: 'relation' },
  ],
  [RegExp(`^permission denied for ${relations} (?<name>.+)$`, 'is'), { why: 'privilege', kind: 'relation' }],
  [/^permission denied for (?:function|procedure|routine) (?<name>.+)$/is, { why: 'privilege', kind: 'routine' }],
  [/^permission denied for database (?<name>.+)$/is, { why: 'privilege', kind: 'database' }],
  [/^permission denied to create temporary tables in database (?<name>.+)$/is, { why: 'privilege', kind: 'database' }],
  [/^permission denied for language (?<name>.+)$/is, { why: 'privilege', kind: 'language' }],
  [RegExp(`^must be owner of ${relations} (?<name>.+)$`, 'is'), { why: 'owner', kind: 'relation' }],
  [/^must be owner of (?:external )?schema (?<name>.+)$/is, { why: 'owner', kind: 'schema' }],
  [/^must be owner of (?:function|procedure|routine) (?<name>.+)$/is, { why: 'owner', kind: 'routine' }],
  [/^must be (?:a )?superuser\b/i, { why: 'superuser', kind: 'other' }],
  [RegExp(`^${relations} (?<name>.+) does not exist$`, 'is'), { why: 'missing', kind: 'relation' }],
  [/^schema (?<name>.+) does not exist$/is, { why: 'missing', kind: 'schema' }],
  [/^(?:function|procedure|routine) (?<name>.+) does not exist$/is, { why: 'missing', kind: 'routine' }],
  [/\bpermission denied\b|\bmust be owner of\b|\binsufficient privilege/i, { why: 'privilege', kind: 'other' }],
];

/** Reads a message of the server (as `readServerError` gives it); undefined where it is about something else than rights. */
export function readDenial(message: string): Denial | undefined {
  const words = message.replace(/\s*\n\s*(?:CONTEXT|Where):.*$/is, '').trim();
  for (const [pattern, read] of wordings) {
    const found = pattern.exec(words);
    if (found === null) continue;
    const { name, column } = found.groups ?? {};
    return {
      ...read,
      ...(name === undefined ? {} : { name: bare(read.kind === 'routine' ? withoutArguments(name) : name) }),
      ...(column === undefined ? {} : { column: bare(column) }),
    };
  }
  return undefined;
}

/** Some errors put names into quotes, none escapes what is within them. */
function bare(name: string): string {
  return /^"(.+)"$/s.exec(name)?.[1] ?? name;
}

function withoutArguments(name: string): string {
  return name.replace(/\([^()]*(?:\([^()]*\)[^()]*)*\)$/s, '');
}
