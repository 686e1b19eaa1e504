import type { BatchMode, BoundParameter } from '../redshift/statements';

/** What is stored of a request before it is sent. */
export interface JournalStart {
  /** Unique: by it the server is asked for the statement when its id was not learnt. */
  statementName: string;
  clientToken: string;
  /** Places of its statements in the run, from 0: one, or those of a batch. */
  indexes: readonly number[];
  /** Their texts as they are sent. */
  texts: readonly string[];
  parameters?: readonly BoundParameter[];
  /** Of a batch. */
  mode?: BatchMode;
  /** ms since 1970. */
  at: number;
}

/** A session of the Data API as it is remembered over reloads. */
export interface SessionSnapshot {
  id: string;
  /** ms since 1970, both. */
  openedAt: number;
  expiresAt: number;
  transaction: 'none' | 'open' | 'failed';
  /** Temporary tables, settings and the like were made in it. */
  leftSomething: boolean;
}

/** How one statement ended; `unknown` where that could not be learnt, `notRun` in a batch behind one that failed. */
export type JournalStatus = 'finished' | 'failed' | 'aborted' | 'unknown' | 'notRun';

/** What is stored of a statement's end. */
export interface JournalEnd {
  statementName: string;
  index: number;
  status: JournalStatus;
  /** ms since 1970. */
  at: number;
  elapsedMs: number;
  /** The server's id, by which its result is fetched again for 24 hours. */
  id?: string;
  hasResult?: boolean;
  rows?: number;
  affectedRows?: number;
  durationMs?: number;
  /** The server's words, or the code of a failure of ours. */
  error?: string;
  session?: SessionSnapshot;
}

/** Keeps what happens in one run, so that a reload or a crash loses nothing and nothing runs twice. */
export interface RunJournal {
  /** Resolves when it is safely stored; nothing is sent before. Rejects with the system's error. */
  starting(start: JournalStart): Promise<void>;
  /** The id is known: it is not worth waiting for. */
  submitted(statementName: string, id: string): void;
  ended(end: JournalEnd): void;
  /** How long a statement took on the server, learnt after its rows were shown. */
  described(statementName: string, index: number, durationMs: number): void;
}
