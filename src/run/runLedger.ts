import { randomUUID } from 'node:crypto';
import { Emitter } from '../core/emitter';
import type { Clock, Disposable, Log } from '../core/ports';
import type { Target } from '../core/warehouse';
import type { LedgerFiles } from '../store/ledgerFiles';
import type { JournalStart, RunJournal, SessionSnapshot } from './journal';
import { clearedIn, holdsCleared, keptOf, runIdsOf, sessionKey, valuesIn } from './ledgerKeeping';
import type { ParameterValue } from '../sql/parameterValues';
import { readRecord, type LedgerRecord, type RunNote, type SourceNote } from './ledgerRecords';
import { pendingRequests, runsOf, type LedgerRun } from './ledgerRuns';
import type { RunSummary } from './runEvents';

/** A run that is being written down. */
export interface OpenRun extends RunJournal {
  readonly runId: string;
  over(status: RunSummary['status']): void;
}

/** What a dead window left of a run: statements whose end is not known. */
export interface LeftRun {
  run: LedgerRun;
  pending: readonly (JournalStart & { id?: string })[];
}

/** Where runs are written down. */
export type LedgerStore = Pick<LedgerFiles, 'open' | 'all' | 'adopt' | 'compact'>;

/** Characters of runs that stay when the files of an account have become large; those with an unknown end stay for a day. */
const keptLength = 4 * 1024 * 1024;

/**
 * The ledger of all runs: what is sent, what became of it, and which session a file had. One place for what must not be lost over a
 * reload and for the history. Writing is a matter of the disk: what fails there is logged, or told to who waits for it.
 */
export class RunLedger implements Disposable {
  readonly #changes = new Emitter<{ accountId: string }>();
  /** Fires when something was written down in this window. */
  readonly onDidChange = this.#changes.event;
  /** Sessions that files had in windows of before, by file and target. */
  readonly #sessions = new Map<string, SessionSnapshot>();
  /** Accounts that have signed out: what comes late about them is not kept. */
  readonly #forgotten = new Set<string>();
  /** What is being written, or made smaller. */
  readonly #working = new Set<Promise<void>>();
  /** Accounts whose left files were taken over by this window. */
  readonly #taken = new Map<string, Promise<LeftRun[]>>();
  /** Runs that go on in this window. */
  readonly #open = new Set<string>();

  constructor(
    private readonly store: LedgerStore,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly keep = keptLength,
  ) {}

  /**
   * Begins a run. @param sourceOf where a statement of it stands in the file
   */
  begin(note: Omit<RunNote, 'runId' | 'at'>, sourceOf: (index: number) => SourceNote): OpenRun {
    const runId = randomUUID();
    const { accountId } = note.target;
    this.#forgotten.delete(accountId);
    let begun = false;
    return {
      ...this.#journal(accountId),
      runId,
      starting: async (start) => {
        if (!begun) this.#write(accountId, { kind: 'run', ...note, runId, at: start.at });
        begun = true;
        this.#open.add(runId);
        const sources = start.indexes.map(sourceOf);
        const log = await this.store.open(accountId);
        await log.append({ kind: 'start', runId, sources, ...start } satisfies LedgerRecord, { durable: true });
        this.#changes.fire({ accountId });
      },
      over: (status) => {
        if (!begun) return;
        this.#over(accountId, runId, status);
        this.#work(this.#compact(accountId));
      },
    };
  }

  /** Goes on with a run of a window of before. */
  goOn(run: LedgerRun): OpenRun {
    const { runId, target } = run;
    this.#open.add(runId);
    return {
      ...this.#journal(target.accountId),
      runId,
      starting: () => Promise.reject(new Error('nothing of it is sent again')),
      over: (status) => this.#over(target.accountId, runId, status),
    };
  }

  /** All runs of an account that were not cleared, of other windows too, the newest first. Rejects with the system's error. */
  async runs(accountId: string): Promise<LedgerRun[]> {
    const records = await this.#records(accountId);
    const cleared = clearedIn(records);
    return runsOf(records).filter(({ runId }) => !cleared.has(runId));
  }

  /**
   * Clears the runs of an account that are over, and the values of parameters, those of other windows too: from here on nobody sees
   * them. They are gone from this window's files when it resolves, from that of another one at the end of its next run, or when it is taken over. Runs that go on
   * stay, and those with statements whose end is not known.
   * @throws the system's error
   */
  async clear(accountId: string): Promise<void> {
    await this.written();
    const files = (await this.store.all(accountId)).map(({ owner, records }) => ({ owner, lines: recordsOf(records) }));
    const goingOn = new Set([
      ...this.#open,
      ...files.flatMap(({ owner, lines }) => (owner === 'alive' ? runIdsOf(lines) : [])),
    ]);
    const runIds = runsOf(files.flatMap(({ lines }) => lines))
      .filter((run) => pendingRequests(run).length === 0 && (run.status !== 'open' || !goingOn.has(run.runId)))
      .map(({ runId }) => runId);
    const log = await this.store.open(accountId);
    await log.append({ kind: 'cleared', runIds, at: this.clock.now() } satisfies LedgerRecord, { durable: true });
    this.#changes.fire({ accountId });
    await this.#makeSmaller(accountId);
  }

  /** Remembers what was given for the parameters of a file. */
  rememberValues(accountId: string, file: string, values: ReadonlyMap<string, ParameterValue>): void {
    this.#write(accountId, { kind: 'values', file, values: [...values], at: this.clock.now() });
  }

  /** What was given for the parameters of a file last; nothing where that cannot be read. */
  async values(accountId: string, file: string): Promise<ReadonlyMap<string, ParameterValue>> {
    try {
      await this.written();
      return new Map(valuesIn(await this.#records(accountId)).get(file)?.values);
    } catch (error) {
      this.log.warn(`remembered values could not be read: ${String(error)}`);
      return new Map();
    }
  }

  /**
   * Takes over what dead windows left of an account, once for each of them: of all windows, one answers for it.
   * @returns runs with statements whose end is not known
   */
  takeOver(accountId: string): Promise<LeftRun[]> {
    const before = this.#taken.get(accountId) ?? Promise.resolve([]);
    // What was taken over before is answered for.
    const turn = before.then(
      () => this.#takeOver(accountId),
      () => this.#takeOver(accountId),
    );
    this.#taken.set(accountId, turn);
    return turn;
  }

  /** Whether other windows that live (or have not ended yet) have statements of an account under way. */
  async othersHavePending(accountId: string): Promise<boolean> {
    const files = (await this.store.all(accountId)).filter(({ owner }) => owner === 'alive');
    const ended = new Set<string>();
    const begun = new Set<string>();
    for (const record of files.flatMap(({ records }) => recordsOf(records))) {
      if (record.kind === 'start') for (const index of record.indexes) begun.add(`${record.statementName} ${index}`);
      if (record.kind === 'end') ended.add(`${record.statementName} ${record.index}`);
    }
    return [...begun].some((each) => !ended.has(each));
  }

  /** Resolves when nothing is being taken over for an account. */
  async settled(accountId: string): Promise<void> {
    await this.#taken.get(accountId)?.catch(() => undefined); // whoever asked for it has the error
  }

  /** The session that a file had on a target in a window of before, for one who goes on with it; it is given once. */
  takeSession(file: string, target: Target): SessionSnapshot | undefined {
    const key = sessionKey(file, target);
    const found = this.#sessions.get(key);
    this.#sessions.delete(key);
    return found !== undefined && found.expiresAt > this.clock.now() ? found : undefined;
  }

  /** Resolves when all is written that was told so far. */
  async written(): Promise<void> {
    await Promise.all(this.#working);
  }

  /** Forgets what is known of an account in memory; its files are the store's to remove. */
  forgetAccount(accountId: string): void {
    this.#forgotten.add(accountId);
    this.#taken.delete(accountId);
    for (const key of this.#sessions.keys()) if (key.startsWith(`${accountId} `)) this.#sessions.delete(key);
    this.#changes.fire({ accountId });
  }

  dispose(): void {
    this.#changes.dispose();
  }

  async #takeOver(accountId: string): Promise<LeftRun[]> {
    const dead = (await this.store.all(accountId)).filter(({ owner }) => owner === 'dead');
    const adopted = new Set<string>();
    for (const { name } of dead) {
      const file = await this.store.adopt(accountId, name);
      for (const record of recordsOf(file?.records ?? [])) if (record.kind === 'run') adopted.add(record.runId);
    }
    // Of those that were cleared, too: their session is still the file's.
    const left = runsOf(await this.#records(accountId)).filter(({ runId }) => adopted.has(runId));
    // The newest first: what a file had last counts.
    for (const { file, target, session } of left) {
      const key = sessionKey(file, target);
      if (session !== undefined && !this.#sessions.has(key)) this.#sessions.set(key, session);
    }
    if (left.length > 0) {
      this.#changes.fire({ accountId });
      this.#work(this.#compact(accountId));
    }
    return left.map((run) => ({ run, pending: pendingRequests(run) })).filter(({ pending }) => pending.length > 0);
  }

  #journal(accountId: string): Omit<RunJournal, 'starting'> {
    return {
      submitted: (statementName, id) => this.#write(accountId, { kind: 'id', statementName, id }),
      ended: (end) => this.#write(accountId, { kind: 'end', ...end }),
      described: (statementName, index, durationMs) =>
        this.#write(accountId, { kind: 'described', statementName, index, durationMs }),
    };
  }

  /** In the order of the calls; what is lost by a crash is asked of the server again. */
  #write(accountId: string, record: LedgerRecord): void {
    if (this.#forgotten.has(accountId)) return;
    const written = this.store
      .open(accountId)
      .then((log) => log.append(record, { durable: false }))
      .then(() => this.#changes.fire({ accountId }))
      .catch((error: unknown) => this.log.warn(`the ledger did not take a record (${record.kind}): ${String(error)}`));
    this.#work(written);
  }

  #work(work: Promise<void>): void {
    this.#working.add(work);
    void work.finally(() => this.#working.delete(work));
  }

  #over(accountId: string, runId: string, status: RunSummary['status']): void {
    this.#open.delete(runId);
    this.#write(accountId, { kind: 'over', runId, status, at: this.clock.now() });
  }

  async #records(accountId: string): Promise<LedgerRecord[]> {
    return (await this.store.all(accountId)).flatMap(({ records }) => recordsOf(records));
  }

  async #makeSmaller(accountId: string): Promise<void> {
    await this.store.compact(
      accountId,
      (records, others) => keptOf(recordsOf(records), recordsOf(others), this.clock.now(), this.keep),
      (records, others) => holdsCleared(recordsOf(records), recordsOf(others)),
    );
  }

  async #compact(accountId: string): Promise<void> {
    try {
      await this.#makeSmaller(accountId);
    } catch (error) {
      this.log.warn(`the ledger could not be compacted: ${String(error)}`);
    }
  }
}

function recordsOf(records: readonly unknown[]): LedgerRecord[] {
  return records.flatMap((record) => readRecord(record) ?? []);
}
