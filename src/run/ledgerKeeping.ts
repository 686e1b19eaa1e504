import { warehouseKey, type Target } from '../core/warehouse';
import type { LedgerRecord } from './ledgerRecords';
import { pendingRequests, runsOf, type LedgerRun } from './ledgerRuns';

type ValuesRecord = Extract<LedgerRecord, { kind: 'values' }>;

const dayMs = 24 * 3_600_000;

/** Runs that a person has cleared, by their ids. */
export function clearedIn(records: readonly LedgerRecord[]): Set<string> {
  return new Set(records.flatMap((record) => (record.kind === 'cleared' ? record.runIds : [])));
}

/** What was remembered of the parameters of files and is not cleared, the latest for each of them. */
export function valuesIn(records: readonly LedgerRecord[]): Map<string, ValuesRecord> {
  const clearedAt = lastClearing(records);
  const latest = new Map<string, ValuesRecord>();
  for (const record of records) {
    if (record.kind !== 'values' || record.at <= clearedAt) continue;
    if (record.at >= (latest.get(record.file)?.at ?? 0)) latest.set(record.file, record);
  }
  return latest;
}

/**
 * The lines of a window's files that a compaction leaves: those of the newest runs, of about so many characters, and of those that
 * somebody may still have to answer for. Of cleared runs nothing is left but the session that a file can go on with.
 * @param others lines of the files that stay as they are
 */
export function keptOf(
  records: readonly LedgerRecord[],
  others: readonly LedgerRecord[],
  now: number,
  length: number,
): LedgerRecord[] {
  const cleared = clearedIn([...records, ...others]);
  const sessions = new Set<string>();
  const kept = new Set<string>();
  let left = length;
  for (const run of runsOf(records)) {
    const key = sessionKey(run.file, run.target);
    const hasSession = run.session !== undefined && run.session.expiresAt > now && !sessions.has(key);
    sessions.add(key);
    if (cleared.has(run.runId)) {
      if (hasSession) kept.add(run.runId);
      continue;
    }
    left -= run.statements.reduce((sum, { text }) => sum + 2 * text.length + 500, 500);
    if (kept.size === 0 || left > 0 || isUnanswered(run, now)) kept.add(run.runId);
  }
  const othersRuns = new Set(runIdsOf(others));
  const names = namesOf(records, kept);
  const bare = namesOf(records, cleared);
  const values = valuesIn([...records, ...others.filter(({ kind }) => kind === 'cleared')]);
  const lines = records.flatMap((record) => {
    if (record.kind === 'cleared') return [];
    if (record.kind === 'values') return values.get(record.file) === record ? [record] : [];
    if ('runId' in record) return kept.has(record.runId) ? [cleared.has(record.runId) ? bareOf(record) : record] : [];
    if (!names.has(record.statementName)) return [];
    return [bare.has(record.statementName) ? bareOf(record) : record];
  });
  const at = lastClearing([...records, ...others]);
  const runIds = [...cleared].filter((runId) => kept.has(runId) || othersRuns.has(runId));
  // It has to be known as long as there are lines of what was cleared anywhere.
  const isKnown = runIds.length > 0 || others.some((record) => record.kind === 'values' && record.at <= at);
  return isKnown ? [...lines, { kind: 'cleared', runIds, at }] : lines;
}

/** Whether texts of cleared runs, or values that are cleared, are among the lines. */
export function holdsCleared(records: readonly LedgerRecord[], others: readonly LedgerRecord[]): boolean {
  const cleared = clearedIn([...records, ...others]);
  const at = lastClearing([...records, ...others]);
  return records.some((record) =>
    record.kind === 'values'
      ? record.at <= at
      : record.kind === 'start' && cleared.has(record.runId) && record.texts.some((text) => text !== ''),
  );
}

/** The file's session on a target; the account stands first. */
export function sessionKey(file: string, { accountId, warehouse, database }: Target): string {
  return `${accountId} ${warehouseKey(warehouse)} ${database} ${file}`;
}

/** The ids of the runs that begin in these lines. */
export function runIdsOf(records: readonly LedgerRecord[]): string[] {
  return records.flatMap((record) => (record.kind === 'run' ? [record.runId] : []));
}

/** When a person cleared last; ms since 1970. */
function lastClearing(records: readonly LedgerRecord[]): number {
  return records.reduce((last, record) => (record.kind === 'cleared' ? Math.max(last, record.at) : last), -Infinity);
}

function isUnanswered(run: LedgerRun, now: number): boolean {
  return now - run.at < dayMs && pendingRequests(run).length > 0;
}

function namesOf(records: readonly LedgerRecord[], runs: ReadonlySet<string>): Set<string> {
  return new Set(
    records.flatMap((record) => (record.kind === 'start' && runs.has(record.runId) ? [record.statementName] : [])),
  );
}

/** A line without what was run and what came of it. */
function bareOf(record: LedgerRecord): LedgerRecord {
  if (record.kind === 'start') {
    const { parameters: _, texts, sources, ...start } = record;
    return { ...start, texts: texts.map(() => ''), sources: sources.map(() => ({ text: '', offset: 0 })) };
  }
  if (record.kind === 'end') {
    const { kind, statementName, index, status, at, elapsedMs, session } = record;
    return { kind, statementName, index, status, at, elapsedMs, ...(session && { session }) };
  }
  return record;
}
