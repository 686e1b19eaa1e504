import type { Clock, Log } from '../core/ports';
import { Failure } from '../core/failure';
import type { BatchMode, BatchOutcome, StatementOutcome } from '../redshift/statements';
import { sessionEffect } from '../sql/sessionEffect';
import { endOfBatchStatement, endOfError, endOfOutcome, journalEnd, type EndEvent } from './endEvents';
import type { FileSession, Place, StatementEnd } from './fileSession';
import type { JournalStart, RunJournal } from './journal';
import type { RunData } from './runData';
import type { RunEvent, RunSummary } from './runEvents';

interface Parts {
  data: RunData;
  session: FileSession;
  clock: Clock;
  log: Log;
}

/** Who is told. */
interface Listeners {
  onEvent: (event: RunEvent) => void;
  journal: RunJournal | undefined;
}

/** One request to the Data API at a time, from the journal's first line to its last. */
export class RequestRun {
  readonly #described = new Set<Promise<void>>();
  #onReadOnlyRefused: (() => void) | undefined;

  constructor(private readonly parts: Parts) {}

  /** Resolves when nothing is under way any more for what has ended. */
  get settled(): Promise<unknown> {
    return Promise.all(this.#described);
  }

  /** The session that was just opened is not read-only. */
  readOnlyRefused(): void {
    this.#onReadOnlyRefused?.();
  }

  /** Runs one statement to its end, which is told as well as given back. */
  async statement(start: JournalStart, signal: AbortSignal, to: Listeners): Promise<EndEvent> {
    const { data } = this.parts;
    const [text = ''] = start.texts;
    const [index = 0] = start.indexes;
    try {
      await this.#starting(start, to);
      const outcome = await this.#inSession(
        start,
        (place) =>
          data.execute({ sql: text, ...place, ...idsOf(start), ...parametersOf(start) }, signal, ({ id }) =>
            to.journal?.submitted(start.statementName, id),
          ),
        (ended: StatementOutcome) => [ended],
        signal,
        to,
      );
      return this.#tell(start, outcome, endOfOutcome(outcome, this.#when(start, index)), to);
    } catch (error) {
      return this.#tell(start, undefined, this.#failed(start, index, error), to);
    }
  }

  /** Runs several statements in one request. */
  async batch(start: JournalStart, mode: BatchMode, signal: AbortSignal, to: Listeners): Promise<RunSummary> {
    const { data } = this.parts;
    try {
      await this.#starting(start, to);
      const outcome = await this.#inSession(
        start,
        (place) =>
          data.executeBatch(
            { sqls: start.texts, mode, ...place, ...idsOf(start), ...parametersOf(start) },
            signal,
            ({ id }) => to.journal?.submitted(start.statementName, id),
          ),
        (ended: BatchOutcome) => ended.statements,
        signal,
        to,
      );
      return this.#tellBatch(start, outcome, to);
    } catch (error) {
      return this.#tellBatchFailed(start, error, to);
    }
  }

  /** Waits for what was sent before, by this window or another. */
  async attach(
    sent: JournalStart & { id?: string | undefined },
    signal: AbortSignal,
    to: Listeners,
  ): Promise<RunSummary> {
    const { data, session } = this.parts;
    const { statementName, texts, indexes, mode } = sent;
    const known = { statementName, ...(sent.id === undefined ? {} : { id: sent.id }) };
    for (const index of indexes) to.onEvent({ type: 'started', index, at: sent.at, statementName });
    const effects = texts.map(sessionEffect);
    try {
      if (mode !== undefined) {
        const outcome = await data.attachBatch(known, texts, signal);
        if (outcome === undefined) throw new Failure('statement.notFound', { statementName });
        session.ended(outcome.sessionId, outcome.statements, effects);
        return this.#tellBatch(sent, outcome, to);
      }
      const outcome = await data.attach(known, texts[0] ?? '', signal);
      if (outcome === undefined) throw new Failure('statement.notFound', { statementName });
      session.ended(outcome.sessionId, [outcome], effects);
      const end = this.#tell(sent, outcome, endOfOutcome(outcome, this.#when(sent, indexes[0] ?? 0)), to);
      return summaryOf([end]);
    } catch (error) {
      return this.#tellBatchFailed(sent, error, to);
    }
  }

  /** Nothing is sent before it is stored; a disk that refuses keeps nobody from working, and is told of. */
  async #starting(start: JournalStart, { onEvent, journal }: Listeners): Promise<void> {
    try {
      await journal?.starting(start);
    } catch (error) {
      const reason = error instanceof Error && 'code' in error ? String(error.code) : '';
      this.parts.log.warn(`Statement ${start.statementName} is not stored: ${String(error)}`);
      onEvent({ type: 'notStored', reason });
    }
    for (const index of start.indexes) {
      onEvent({ type: 'started', index, at: start.at, statementName: start.statementName });
    }
  }

  async #inSession<Outcome extends { sessionId?: string }>(
    start: JournalStart,
    send: (place: Place) => Promise<Outcome>,
    endsOf: (outcome: Outcome) => readonly StatementEnd[],
    signal: AbortSignal,
    { onEvent }: Listeners,
  ): Promise<Outcome> {
    const { session } = this.parts;
    this.#onReadOnlyRefused = () => onEvent({ type: 'readOnlyRefused' });
    return session.use(start.texts, send, endsOf, signal, (cause) => onEvent({ type: 'sessionRenewed', cause }));
  }

  #when(start: JournalStart, index: number): Pick<EndEvent, 'index' | 'at' | 'elapsedMs'> {
    const at = this.parts.clock.now();
    return { index, at, elapsedMs: at - start.at };
  }

  #failed(start: JournalStart, index: number, error: unknown): EndEvent {
    this.parts.log.debug(`Statement ${start.statementName}: ${String(error)}`);
    return endOfError(error, this.#when(start, index));
  }

  #tell(start: JournalStart, outcome: StatementOutcome | undefined, end: EndEvent, to: Listeners): EndEvent {
    to.onEvent(end);
    to.journal?.ended(journalEnd(start.statementName, end, outcome?.id, this.parts.session.snapshot));
    if (end.type === 'finished' && end.outcome.result && end.outcome.durationMs === undefined) {
      this.#describeLater(start, end.index, end.outcome.id, to);
    }
    return end;
  }

  #tellBatch(start: JournalStart, outcome: BatchOutcome, to: Listeners): RunSummary {
    const ends = start.indexes.map((index, nth): EndEvent => {
      const part = outcome.statements[nth] ?? { status: 'notRun' };
      const end = endOfBatchStatement(part, this.#when(start, index), nth === 0 ? outcome.error : undefined);
      return this.#tell(start, part.status === 'notRun' ? undefined : part, end, to);
    });
    const { status, finished } = summaryOf(ends);
    return { status: outcome.status === 'aborted' ? 'aborted' : status, finished };
  }

  /** One failure for all of them: whoever shows it shows it once. */
  #tellBatchFailed(start: JournalStart, error: unknown, to: Listeners): RunSummary {
    const [first, ...others] = start.indexes;
    const end = this.#tell(start, undefined, this.#failed(start, first ?? 0, error), to);
    for (const index of others) this.#tell(start, undefined, { ...end, index }, to);
    return summaryOf([end]);
  }

  /** The rows are there; how long the server took for them is worth a request of its own, and no wait. */
  #describeLater({ statementName }: JournalStart, index: number, id: string, { onEvent, journal }: Listeners): void {
    const described = this.parts.data.duration(id).then(
      (durationMs) => {
        if (durationMs === undefined) return;
        onEvent({ type: 'described', index, durationMs });
        journal?.described(statementName, index, durationMs);
      },
      (error: unknown) => this.parts.log.debug(`The duration of ${id} was not learnt: ${String(error)}`),
    );
    this.#described.add(described);
    void described.finally(() => this.#described.delete(described));
  }
}

const idsOf = ({ statementName, clientToken }: JournalStart) => ({ statementName, clientToken });

const parametersOf = ({ parameters }: JournalStart) => (parameters === undefined ? {} : { parameters });

/** `failed` where one failed; those that were not run count as neither. */
function summaryOf(ends: readonly EndEvent[]): RunSummary {
  const finished = ends.filter(({ type }) => type === 'finished').length;
  const worst = (['failed', 'aborted'] as const).find((type) => ends.some((end) => end.type === type));
  return { status: worst ?? 'finished', finished };
}
