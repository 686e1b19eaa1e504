import type { Target } from '../core/warehouse';
import type { ParameterValue } from '../sql/parameterValues';
import type { JournalEnd, JournalStart } from './journal';
import type { RunSummary } from './runEvents';

/** A run of statements of a file, as it begins. */
export interface RunNote {
  runId: string;
  /** Address of the file. */
  file: string;
  /** What people call it. */
  name: string;
  target: Target;
  /** Name of the account. */
  user: string;
  /** How many statements are to be run. */
  count: number;
  /** ms since 1970. */
  at: number;
}

/** A statement as it stands in its file, and where; values of its parameters are not in it. */
export interface SourceNote {
  text: string;
  /** From 1; missing where it is not of the file. */
  line?: number;
  /** UTF-16 offset of its start. */
  offset: number;
}

/** One line of the ledger. The log that keeps it numbers, dates and protects nothing of it by itself: all that matters is here. */
export type LedgerRecord =
  | ({ kind: 'run' } & RunNote)
  /** Stored before the request is sent; `sources` in the order of `indexes`. */
  | ({ kind: 'start'; runId: string; sources: readonly SourceNote[] } & JournalStart)
  | { kind: 'id'; statementName: string; id: string }
  | ({ kind: 'end' } & JournalEnd)
  | { kind: 'described'; statementName: string; index: number; durationMs: number }
  /** What was given for the parameters of a file last, by their names. */
  | { kind: 'values'; file: string; values: readonly (readonly [name: string, value: ParameterValue])[]; at: number }
  | { kind: 'over'; runId: string; status: RunSummary['status']; at: number }
  /** A person cleared these runs, and all values of before: nobody shows them, and their lines go when their files are written anew. */
  | { kind: 'cleared'; runIds: readonly string[]; at: number };

const members: Record<LedgerRecord['kind'], Readonly<Record<string, 'string' | 'number' | 'object'>>> = {
  run: {
    runId: 'string',
    file: 'string',
    name: 'string',
    target: 'object',
    user: 'string',
    count: 'number',
    at: 'number',
  },
  start: {
    runId: 'string',
    statementName: 'string',
    indexes: 'object',
    texts: 'object',
    sources: 'object',
    at: 'number',
  },
  id: { statementName: 'string', id: 'string' },
  end: { statementName: 'string', index: 'number', status: 'string', at: 'number', elapsedMs: 'number' },
  described: { statementName: 'string', index: 'number', durationMs: 'number' },
  values: { file: 'string', values: 'object', at: 'number' },
  over: { runId: 'string', status: 'string', at: 'number' },
  cleared: { runIds: 'object', at: 'number' },
};

/** Reads what was stored, maybe by another version of ours; undefined where it is of no use. */
export function readRecord(value: unknown): LedgerRecord | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const record = value as Record<string, unknown>;
  const kind = record['kind'];
  if (typeof kind !== 'string' || !Object.hasOwn(members, kind)) return undefined;
  const wanted = Object.entries(members[kind as LedgerRecord['kind']]);
  const fits = wanted.every(([name, type]) => typeof record[name] === type && record[name] !== null);
  return fits ? (value as LedgerRecord) : undefined;
}
