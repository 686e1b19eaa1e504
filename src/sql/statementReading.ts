import { nameAt, type StatementToken } from './statementTokens';

/** What a statement would do. */
export interface StatementKind {
  /**
   * - reads: gives rows and changes nothing, as far as its text tells (a function of one's own may do more);
   * - writes: changes rows, files or what others can do just now, or lets a read-only session write again;
   * - defines: changes what there is, and who may do what;
   * - controls: transactions, settings and cursors of the session;
   * - unknown: cannot be told, and is to be treated as writing.
   */
  kind: 'reads' | 'writes' | 'defines' | 'controls' | 'unknown';
  /** What deserves a question before it is run where it matters. */
  risk?: StatementRisk;
  /** What it does it to, as written, where the text names one thing. */
  object?: string;
  /** It makes a temporary table, which goes with the session. */
  temporary?: true;
}

export type StatementRisk = 'ddl' | 'drop' | 'truncate' | 'deleteWithoutWhere' | 'updateWithoutWhere' | 'grants';

/** A statement from its first keyword on, whatever parentheses are around that. */
export class Reading {
  readonly tokens: readonly StatementToken[];
  readonly words: readonly string[];

  constructor(
    readonly statement: string,
    tokens: readonly StatementToken[],
  ) {
    this.tokens = tokens.slice(tokens.findIndex(({ text }) => text !== '('));
    this.words = this.tokens.map(({ word }) => word);
  }

  /** From this token on. */
  from(at: number): Reading {
    return new Reading(this.statement, this.tokens.slice(at));
  }

  /** Index behind those of these words that come one after the other from `at` on. */
  behind(at: number, ...skipped: readonly string[]): number {
    let next = at;
    while (skipped.includes(this.words[next] ?? '')) next++;
    return next;
  }

  /** `{ object }` of the name at this token, or nothing. */
  object(at: number): { object?: string } {
    const object = nameAt(this.statement, this.tokens, at);
    return object === undefined ? {} : { object };
  }

  /** Whether what is named from this token on is temporary: by a word, or by the `#` before its name. */
  isTemporary(at: number): boolean {
    const next = this.behind(at, 'local', 'global');
    if (this.words[next] === 'temp' || this.words[next] === 'temporary') return true;
    return this.tokens[this.behind(next, 'table', 'if', 'not', 'exists')]?.text === '#';
  }
}
