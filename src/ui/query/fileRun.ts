import { l10n } from 'vscode';
import { Cancelled, type Failure } from '../../core/failure';
import type { Clock, Log } from '../../core/ports';
import type { Profile } from '../../core/profile';
import { sameTarget, type Target } from '../../core/warehouse';
import type { Redshift } from '../../redshift/redshift';
import type { BatchMode } from '../../redshift/statements';
import type { FileRunner } from '../../run/fileRunner';
import { positionIn, sent, type BoundSource } from '../../run/boundStatements';
import { leavesUnknown, type RunEvent, type RunnerState, type RunProblem, type RunSummary } from '../../run/runEvents';
import type { LeftRun, OpenRun, RunLedger } from '../../run/runLedger';
import type { Statement } from '../../sql/splitter';
import type { ErrorView } from '../../webview/protocol';
import type { AccountService } from '../accounts/accountService';
import type { Backend } from '../backend';
import type { MessageContext, Messages } from '../messages';
import { serverAdvice } from '../failures/serverAdvice';
import type { ResultsStore } from '../results/resultsStore';
import { errorViewOf, type PlannedStatement, type RunRecord } from '../results/runRecord';
import { fileKey, fileName, type RunDocument } from './sqlDocument';
import { isInText, type StatementErrors } from './statementErrors';
import { placesAfterReload } from './placesAfterReload';
import { plannedIn } from './plannedStatements';
import { StatementPlaces } from './statementPlaces';
import { targetWords } from './targetWords';

export interface RunPorts {
  accounts: AccountService;
  messages: Messages;
  store: ResultsStore;
  errors: StatementErrors;
  /** Where runs are written down. */
  ledger: RunLedger;
  /** Ids of sessions that were closed from the Sessions view. */
  closedSessions: ReadonlySet<string>;
  loadBackend: () => Promise<Backend>;
  clock: Clock;
  log: Log;
}

/** Where statements go, and by which connection. */
export interface Destination {
  target: Target;
  /** Name of the account. */
  user: string;
  profile: Profile;
}

/** How statements are run; without it one by one, up to the first error. */
export interface RunHow {
  onError?: 'goOn';
  /** All in one request. */
  batch?: BatchMode;
}

/** A run that goes on or is over. */
interface Run {
  how: RunHow;
  record: RunRecord;
  statements: readonly BoundSource[];
  places: StatementPlaces;
  target: Target;
  abort: AbortController;
  /** The failure that was told last: one of a batch is that of all its statements. */
  told?: Failure;
}

/** The Redshift session of a file, as far as it is known here. */
export interface FileSessionView {
  /** Not known before its first statement has ended. */
  id: string | undefined;
  target: Target;
  /** What people call the file. */
  name: string;
  state: RunnerState;
  /** Cancels what runs, rolls an open transaction back and ends the session. */
  close(): Promise<void>;
}

/** Runs the statements of one document, one run at a time, in one session of its target. */
export class FileRun {
  #runner: { runner: FileRunner; redshift: Redshift; target: Target; readOnly: boolean } | undefined;
  #run: Run | undefined;
  #pickedUp = false;

  constructor(
    public document: RunDocument,
    private readonly ports: RunPorts,
    private readonly onDidChange: () => void,
  ) {}

  get active(): boolean {
    return this.#run?.record.active ?? false;
  }

  /** Account whose session this file has. */
  get accountId(): string | undefined {
    return this.#runner?.target.accountId;
  }

  /** The session that the file has now, or is about to open. */
  get session(): FileSessionView | undefined {
    if (this.#runner === undefined) return undefined;
    const { runner, target } = this.#runner;
    const { sessionId: id, state } = runner;
    return { id, target, name: fileName(this.document), state, close: () => this.close() };
  }

  /** The last run, whether it goes on or not. */
  get record(): RunRecord | undefined {
    return this.#run?.record;
  }

  /** Statements of the last run. */
  get statements(): readonly Statement[] {
    return this.#run?.statements ?? [];
  }

  /** The last run, for the marks at its statements and for questions about them. */
  get lastRun(): Pick<Run, 'record' | 'places' | 'target'> | undefined {
    return this.#run;
  }

  /** Whether the last run is one of a window of before. */
  get pickedUp(): boolean {
    return this.#pickedUp;
  }

  /** How the last run runs them. */
  get how(): RunHow {
    return this.#run?.how ?? {};
  }

  /** Where a statement of the last run is now; its old place once it was edited. */
  placeOf(index: number): { start: number; end: number } | undefined {
    return this.#run?.places.of(index) ?? this.#run?.statements[index];
  }

  /** Runs statements to their end, whatever it is: that is shown, never thrown. */
  async run(
    { target, user, profile }: Destination,
    statements: readonly BoundSource[],
    context: MessageContext,
    how: RunHow = {},
  ): Promise<void> {
    const planned = plannedIn(this.document, statements);
    this.#pickedUp = false;
    const run = this.#begin(target, user, statements, planned, how);
    const note = { file: fileKey(this.document), name: fileName(this.document), target, user };
    const journal = this.ports.ledger.begin({ ...note, count: statements.length }, (index) => ({
      ...(planned[index] ?? { text: '' }),
      offset: statements[index]?.start ?? 0,
    }));
    const readOnly = profile.statements === 'readOnly';
    const sendable = statements.map(sent);
    await this.#toEnd(run, journal, context, readOnly, (runner, signal, onEvent) =>
      how.batch === undefined
        ? runner.run(sendable, signal, onEvent, { journal, onError: how.onError ?? 'stop' })
        : runner.runBatch(sendable, how.batch, signal, onEvent, { journal }),
    );
  }

  /** Shows statements as refused before any of them was sent; the one at `index` is to blame. */
  refuse(
    { target, user }: Destination,
    statements: readonly Statement[],
    context: MessageContext,
    { index, failure }: { index: number; failure: Failure },
  ): void {
    const run = this.#begin(target, user, statements, plannedIn(this.document, statements));
    this.#failed(run, index, 0, { kind: 'failure', failure }, context);
    run.record.over('failed');
    this.ports.store.changed(run.record);
    this.onDidChange();
  }

  /** Waits for what a window of before has sent, and shows it as if it had been run here; nothing is sent. */
  async goOn({ run: left, pending }: LeftRun, context: MessageContext): Promise<RunSummary['status']> {
    const known = [...left.statements].sort((one, other) => one.index - other.index);
    const places = placesAfterReload(known, this.document.getText());
    this.#pickedUp = true;
    const run = this.#begin(left.target, left.user, places, known);
    run.record.notice(l10n.t('Picked up again after the window was closed; nothing was sent a second time.'));
    if (left.count > known.length) {
      run.record.notice(
        l10n.t(
          '{0} more statements of this run were not sent: the window was closed before.',
          left.count - known.length,
        ),
      );
    }
    known.forEach(({ status, at, elapsedMs = 0, durationMs, affectedRows, error }, index) => {
      if (status === 'pending') return;
      const end = { durationMs, affectedRows, at: at + elapsedMs };
      if (status === 'finished') this.ports.store.ended(run.record, index, { state: 'finished', ...end });
      else if (status === 'failed') {
        this.ports.store.ended(run.record, index, { state: 'failed', ...end, error: { message: error ?? '' } });
      } else {
        const state = status === 'aborted' ? 'cancelled' : 'notRun';
        this.ports.store.ended(run.record, index, { state, at: end.at });
      }
    });
    const shown = new Map(known.map(({ index }, place) => [index, place]));
    const journal = this.ports.ledger.goOn(left);
    return this.#toEnd(run, journal, context, false, async (runner, signal, onEvent) => {
      let summary: RunSummary = { status: 'finished', finished: 0 };
      for (const request of pending) {
        const told = (event: RunEvent): void =>
          onEvent('index' in event ? { ...event, index: shown.get(event.index) ?? 0 } : event);
        summary = await runner.attach(request, signal, told, { journal });
        if (summary.status !== 'finished') break;
      }
      return summary;
    });
  }

  #begin(
    target: Target,
    accountLabel: string,
    statements: readonly Statement[],
    planned: readonly PlannedStatement[],
    how: RunHow = {},
  ): Run {
    const { store, errors } = this.ports;
    const title = {
      file: fileName(this.document),
      target: targetWords(accountLabel, target),
      accountId: target.accountId,
    };
    const record = store.begin(fileKey(this.document), title, planned);
    const places = new StatementPlaces(statements);
    const run = { how, record, statements, target, places, abort: new AbortController() };
    this.#run = run;
    errors.begin(this.document, run.places);
    this.onDidChange();
    return run;
  }

  async #toEnd(
    run: Run,
    journal: OpenRun,
    context: MessageContext,
    readOnly: boolean,
    work: (runner: FileRunner, signal: AbortSignal, onEvent: (event: RunEvent) => void) => Promise<RunSummary>,
  ): Promise<RunSummary['status']> {
    const { record, target, abort } = run;
    let status: RunSummary['status'] = 'failed';
    try {
      const runner = await this.#runnerFor(target, readOnly);
      ({ status } = await work(runner, abort.signal, (event) => this.#take(run, event, context)));
      record.over(status === 'aborted' ? 'cancelled' : status);
    } catch (error) {
      if (Cancelled.is(error)) {
        status = 'aborted';
        record.over('cancelled');
      } else {
        record.over('failed', this.#errorView(error, context));
        void this.ports.messages.showFailure(error, l10n.t('running SQL'), context);
      }
    }
    journal.over(status);
    this.ports.store.changed(record);
    this.onDidChange();
    return status;
  }

  /** Asks the running statement to stop; nothing when none runs. */
  cancel(): void {
    if (this.#run === undefined || !this.active) return;
    this.#run.record.cancelling();
    this.ports.store.changed(this.#run.record);
    this.#run.abort.abort();
    this.onDidChange();
  }

  /** Its document was closed and is open again, maybe with another text: then nothing is where it was. */
  reopened(document: RunDocument): void {
    const isOther = document.getText() !== this.document.getText();
    this.document = document;
    if (isOther) this.edited([{ rangeOffset: 0, rangeLength: Infinity, text: '' }]);
    this.onDidChange();
  }

  edited(changes: Parameters<StatementPlaces['edited']>[0]): void {
    if (this.#run !== undefined) this.ports.errors.edited(this.document, this.#run.places.edited(changes));
  }

  /** Cancels what runs and gives up the session, as its target, account or document is gone. */
  async close(): Promise<void> {
    const runner = this.#runner?.runner;
    this.#runner = undefined;
    this.#run?.abort.abort();
    this.onDidChange();
    await runner?.close();
  }

  async #runnerFor(target: Target, readOnly: boolean): Promise<FileRunner> {
    const { accounts, loadBackend, ledger, clock, log, closedSessions } = this.ports;
    const redshift = await accounts.redshiftFor(target.accountId);
    const present = this.#runner;
    if (present?.redshift === redshift && sameTarget(present.target, target) && present.readOnly === readOnly) {
      return present.runner;
    }
    // Another target, or another AWS role: what the old session held is not to be mixed with the new one's.
    void present?.runner.close();
    const { FileRunner } = await loadBackend();
    await ledger.settled(target.accountId);
    const restored = ledger.takeSession(fileKey(this.document), target);
    const wasClosedHere = (id: string): boolean => closedSessions.has(id);
    const runner = new FileRunner({ redshift, target, clock, log, restored, wasClosedHere, readOnly });
    this.#runner = { runner, redshift, target, readOnly };
    runner.onDidChangeState(this.onDidChange);
    return runner;
  }

  #take(run: Run, event: RunEvent, context: MessageContext): void {
    const { store } = this.ports;
    const { record } = run;
    switch (event.type) {
      case 'sessionRenewed':
        record.notice(l10n.t('The Redshift session of this file was over; a new one was opened.'));
        store.changed(record);
        break;
      case 'readOnlyRefused':
        record.notice(
          l10n.t('The warehouse does not know read-only sessions: writing is refused here, before it is sent, alone.'),
        );
        store.changed(record);
        break;
      case 'notStored':
        record.notice(
          l10n.t('This run could not be stored ({0}): after a reload it would not be found again.', event.reason),
        );
        store.changed(record);
        break;
      case 'notRun':
        store.ended(record, event.index, { state: 'notRun' });
        break;
      case 'described':
        store.described(record, event.index, event.durationMs);
        break;
      case 'started':
        store.started(record, event.index);
        break;
      case 'finished': {
        const { result, affectedRows, durationMs = event.elapsedMs } = event.outcome;
        store.ended(record, event.index, { state: 'finished', durationMs, affectedRows, result });
        break;
      }
      case 'failed':
        this.#failed(run, event.index, event.elapsedMs, event.problem, context);
        break;
      case 'aborted':
        store.ended(record, event.index, { state: 'cancelled' });
        if (event.error !== undefined) record.notice(event.error.message);
        break;
    }
    this.onDidChange();
  }

  #failed(run: Run, index: number, durationMs: number, problem: RunProblem, context: MessageContext): void {
    const { store, errors, messages } = this.ports;
    const { text = '', bound } = run.statements[index] ?? {};
    if (problem.kind === 'server') {
      const { error } = problem;
      store.ended(run.record, index, {
        state: 'failed',
        durationMs,
        error: { ...errorViewOf(error), ...serverAdvice(error, index) },
      });
      errors.add(this.document, index, text, { ...error, position: positionIn(bound, error.position) });
      return;
    }
    const { failure } = problem;
    const about = { ...context, statement: text };
    const error = this.#errorView(failure, about);
    store.ended(run.record, index, { state: leavesUnknown(failure) ? 'unknown' : 'failed', durationMs, error });
    if (isInText(failure)) errors.add(this.document, index, text, { message: error.message });
    else if (run.told !== failure) void messages.showFailure(failure, l10n.t('running SQL'), about);
    run.told = failure;
  }

  #errorView(error: unknown, context: MessageContext): ErrorView {
    const { messages } = this.ports;
    const text = messages.textOf(error, l10n.t('running SQL'));
    if (text === undefined) return { message: l10n.t('Cancelled') };
    const click = text.action && messages.clickOf(text.action, context);
    return {
      message: text.happened,
      toDo: text.toDo,
      ...(text.action && click ? { action: { id: text.action, label: click.title } } : {}),
    };
  }
}
