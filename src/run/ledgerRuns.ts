import type { JournalEnd, JournalStart, JournalStatus, SessionSnapshot } from './journal';
import type { LedgerRecord, RunNote, SourceNote } from './ledgerRecords';
import type { RunSummary } from './runEvents';

/** A statement that was sent, or was about to be. */
export interface LedgerStatement extends SourceNote {
  /** Place in its run, from 0. */
  index: number;
  statementName: string;
  /** `pending`: its end is not written down. */
  status: JournalStatus | 'pending';
  /** When it was begun; ms since 1970. */
  at: number;
  /** The server's id, where it was learnt. */
  id?: string;
  hasResult?: boolean;
  rows?: number;
  affectedRows?: number;
  durationMs?: number;
  elapsedMs?: number;
  error?: string;
}

/** A run as far as it is written down. */
export interface LedgerRun extends RunNote {
  /** `open`: its end is not written down; it goes on, or its window ended first. */
  status: RunSummary['status'] | 'open';
  statements: LedgerStatement[];
  /** What was sent, by the name of each request. */
  requests: ReadonlyMap<string, JournalStart & { id?: string }>;
  /** The session at the end of the latest statement. */
  session?: SessionSnapshot;
}

interface Run extends LedgerRun {
  requests: Map<string, JournalStart & { id?: string }>;
}

/** Puts the lines of ledgers together to runs, the newest first. Lines whose beginning is missing (it was compacted away) are left out. */
export function runsOf(records: readonly LedgerRecord[]): LedgerRun[] {
  const runs = new Map<string, Run>();
  const byStatement = new Map<string, Run>();
  for (const record of records) {
    if (record.kind === 'run') {
      const { kind: _, ...note } = record;
      if (!runs.has(note.runId)) runs.set(note.runId, { ...note, status: 'open', statements: [], requests: new Map() });
    }
  }
  // Windows write files of their own: a statement that one began may have been ended by another.
  for (const record of records) {
    const run = record.kind === 'start' ? runs.get(record.runId) : undefined;
    if (record.kind !== 'start' || run === undefined || byStatement.has(record.statementName)) continue;
    byStatement.set(record.statementName, run);
    begin(run, record);
  }
  for (const record of records) {
    switch (record.kind) {
      case 'run':
      case 'start':
      case 'cleared':
      case 'values':
        break;
      case 'id':
        learnId(byStatement.get(record.statementName), record.statementName, record.id);
        break;
      case 'end':
        end(byStatement.get(record.statementName), record);
        break;
      case 'described':
        for (const statement of byStatement.get(record.statementName)?.statements ?? []) {
          if (isOf(statement, record)) statement.durationMs = record.durationMs;
        }
        break;
      case 'over': {
        const run = runs.get(record.runId);
        if (run) run.status = record.status;
        break;
      }
    }
  }
  return [...runs.values()].sort((one, other) => other.at - one.at);
}

/** Requests of a run whose end is not known, in the order of their sending. */
export function pendingRequests(run: LedgerRun): (JournalStart & { id?: string })[] {
  const pending = new Set(
    run.statements.filter(({ status }) => status === 'pending').map((each) => each.statementName),
  );
  return [...run.requests.values()].filter(({ statementName }) => pending.has(statementName));
}

function begin(run: Run, { kind: _, runId: __, sources, ...start }: Extract<LedgerRecord, { kind: 'start' }>): void {
  run.requests.set(start.statementName, start);
  start.indexes.forEach((index, nth) => {
    const source = sources[nth] ?? { text: start.texts[nth] ?? '', offset: 0 };
    run.statements.push({ ...source, index, statementName: start.statementName, status: 'pending', at: start.at });
  });
}

function learnId(run: Run | undefined, statementName: string, id: string): void {
  const request = run?.requests.get(statementName);
  if (request) request.id = id;
}

function end(run: Run | undefined, { kind: _, session, ...found }: Extract<LedgerRecord, { kind: 'end' }>): void {
  const statement = run?.statements.find((each) => isOf(each, found));
  if (run === undefined || statement === undefined) return;
  const { at: __, ...rest } = found;
  Object.assign(statement, rest);
  if (session === undefined) delete run.session;
  else run.session = session;
}

function isOf(statement: LedgerStatement, of: Pick<JournalEnd, 'statementName' | 'index'>): boolean {
  return statement.statementName === of.statementName && statement.index === of.index;
}
