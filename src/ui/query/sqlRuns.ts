import { l10n, window, workspace, type TextDocument } from 'vscode';
import { Emitter } from '../../core/emitter';
import { Failure } from '../../core/failure';
import type { Disposable } from '../../core/ports';
import { isProduction } from '../../core/profile';
import type { Session } from '../../core/session';
import type { Target } from '../../core/warehouse';
import { bindStatements, parameterNames, type BoundSource } from '../../run/boundStatements';
import type { RunSummary } from '../../run/runEvents';
import type { LeftRun } from '../../run/runLedger';
import { splitStatements, type Statement } from '../../sql/splitter';
import type { AccountService } from '../accounts/accountService';
import { loadFaces } from '../faces';
import type { FailureAction } from '../failures/failureText';
import type { MessageContext } from '../messages';
import { FileRun, type Destination, type FileSessionView, type RunHow, type RunPorts } from './fileRun';
import type { HeaderTargets } from './headerTarget';
import type { RunGate } from './runGate';
import { isOpen, tellEnd, untilRunIsOver } from './runsOfClosed';
import { fileKey, fileName, type RunDocument } from './sqlDocument';
import type { TargetMemory } from './targetMemory';
import type { Ledgers } from '../ledgers';
import type { TargetPicker } from './targetPicker';

interface SqlRunsPorts extends RunPorts {
  targets: TargetMemory;
  picker: TargetPicker;
  headers: HeaderTargets;
  gate: RunGate;
  /** Brings the results to the front. */
  showResults: () => Promise<void>;
  /** What is written down of an account's runs. */
  ledgers: Pick<Ledgers, 'letGo' | 'forget'>;
  /** Shows there that work goes on. */
  showProgress: (work: Promise<unknown>) => Promise<void>;
}

/** Whether the connection marks the target as production; one that is not in the settings any more marks nothing. */
function isMarked(accounts: AccountService, session: Session, { warehouse }: Target): boolean {
  try {
    return isProduction(accounts.profileOf(session), warehouse);
  } catch (error) {
    if (Failure.has(error, 'profile.unknown')) return false;
    throw error;
  }
}

/** For listing warehouses that a header names; ms. */
const headerMs = 60_000;

/** Runs SQL documents: knows where each one goes, and keeps one session and one run for each. */
export class SqlRuns implements Disposable {
  readonly #files = new Map<string, FileRun>();
  /** Documents for which a run is being prepared: a second key press must not begin a second one. */
  readonly #starting = new Set<string>();
  readonly #changes = new Emitter<undefined>();
  readonly #listeners: Disposable[];

  /** Fires when a run, or the target of a file, may be another. */
  readonly onDidChange = this.#changes.event;

  constructor(private readonly ports: SqlRunsPorts) {
    const { accounts } = ports;
    this.#listeners = [
      accounts.onDidChange(({ removed }) => {
        for (const { account } of removed) void this.#forgetAccount(account.id);
      }),
      accounts.beforeSignOut(async (accountId) => {
        await this.#closeFiles(accountId);
        await ports.ledgers.forget(accountId);
      }),
    ];
  }

  fileOf(document: Pick<TextDocument, 'uri'>): FileRun | undefined {
    return this.#files.get(fileKey(document));
  }

  /** The target of a document with its account, where that is signed in. */
  async targetOf(
    document: TextDocument,
  ): Promise<{ target: Target; session: Session; production: boolean } | undefined> {
    const { targets, accounts } = this.ports;
    const target = targets.of(fileKey(document));
    const session = target && (await accounts.session(target.accountId));
    return target && session ? { target, session, production: isMarked(accounts, session, target) } : undefined;
  }

  /** Runs statements of a document; asks for a target where it has none. Rejects as the asking does, or with Cancelled. */
  async run(document: TextDocument, statements: readonly Statement[], how: RunHow = {}): Promise<void> {
    if (statements.length === 0) {
      void window.showInformationMessage(l10n.t('There is no SQL statement here to run.'));
      return;
    }
    const key = fileKey(document);
    if (this.#starting.has(key) || this.fileOf(document)?.active === true) {
      await this.#offerCancel(document);
      return;
    }
    this.#starting.add(key);
    try {
      const destination = await this.#destination(document);
      const { target, profile } = destination;
      const { refused } = await this.ports.gate.pass(key, fileName(document), profile, target, statements);
      const bound = refused ? statements : await this.#bind(document, target, statements);
      const file = this.#fileFor(document);
      await this.ports.showResults();
      const context = this.#contextOf(document, target, statements, how);
      if (refused) file.refuse(destination, bound, context, refused);
      else void this.ports.showProgress(file.run(destination, bound, context, how));
    } finally {
      this.#starting.delete(key);
    }
  }

  /** Runs all statements of a document on a target, which is its own from here on. Rejects as {@link run}. */
  async runOn(document: TextDocument, target: Target): Promise<void> {
    await this.ports.targets.remember(fileKey(document), target);
    this.#changes.fire(undefined);
    await this.run(document, splitStatements(document.getText()));
  }

  /** The Redshift sessions of the files of this window. */
  sessions(): FileSessionView[] {
    return [...this.#files.values()].flatMap((file) => file.session ?? []);
  }

  /** Waits for what a window of before has sent for a document. Rejects as the ledger does. */
  async goOn(document: RunDocument, left: LeftRun): Promise<RunSummary['status']> {
    const { target } = left.run;
    const file = this.#fileFor(document);
    const context = this.#contextOf(document, target, []);
    const done = file.goOn(left, context);
    void this.ports.showProgress(done);
    return done;
  }

  /** Brings the results of a document's last run to the front. */
  async showResultsOf(document: Pick<TextDocument, 'uri'>): Promise<void> {
    this.ports.store.show(fileKey(document));
    await this.ports.showResults();
  }

  /** Asks where a document's statements go, and remembers it. Rejects with Failure or Cancelled. */
  async selectTarget(document: TextDocument): Promise<{ target: Target; session: Session }> {
    const { targets, picker } = this.ports;
    const key = fileKey(document);
    const target = await picker.pick(fileName(document), targets.of(key) ?? targets.last);
    await targets.remember(key, target, this.ports.headers.find(document)?.text);
    this.#changes.fire(undefined);
    const chosen = await this.targetOf(document);
    if (chosen === undefined) throw new Failure('account.none', {});
    return chosen;
  }

  /** Does what a button in the results offers for a run. */
  act(runId: string, action: FailureAction): unknown {
    const file = this.#fileOfRun(runId);
    const target = file && this.ports.targets.of(fileKey(file.document));
    if (file === undefined || target === undefined) return undefined;
    const context = this.#contextOf(file.document, target, file.statements, file.how);
    return this.ports.messages.clickOf(action, context)?.run();
  }

  /** The error of a statement of a run, and where it was run. */
  errorOf(runId: string, statement: number): { target: Target; statement: string; message: string } | undefined {
    const file = this.#fileOfRun(runId);
    const { record, target } = file?.lastRun ?? {};
    const error = record?.statement(statement)?.error;
    const text = file?.statements[statement]?.text;
    return target && error && text !== undefined ? { target, statement: text, message: error.message } : undefined;
  }

  cancelRun(runId: string): void {
    this.#fileOfRun(runId)?.cancel();
  }

  /** Document and place of a statement of a run. */
  placeOf(runId: string, statement: number): { document: RunDocument; start: number; end: number } | undefined {
    const file = this.#fileOfRun(runId);
    const place = file?.placeOf(statement);
    return file && place && { document: file.document, ...place };
  }

  /** Cancels what runs in a document, and ends its session. */
  async closeSession(document: TextDocument): Promise<void> {
    await this.fileOf(document)?.close();
  }

  /** A document is open (again): what runs in it is shown there. */
  opened(document: TextDocument): void {
    this.ports.store.opened(fileKey(document));
    this.fileOf(document)?.reopened(document);
  }

  /** The document is gone, and with it its session, when nothing runs in it any more. */
  async closed(document: TextDocument): Promise<void> {
    const key = fileKey(document);
    const file = this.#files.get(key);
    const wasRunning = file?.active === true;
    if (wasRunning) await untilRunIsOver(file, this.onDidChange);
    if (wasRunning && (isOpen(document) || this.#files.get(key) !== file)) return;
    this.#files.delete(key);
    this.ports.errors.forget(document);
    await file?.close();
    if (wasRunning && (await tellEnd(file))) await this.showResultsOf(document);
    else if (!wasRunning || !isOpen(document)) this.ports.store.closed(key);
  }

  /** What runs goes on at the server: the next window picks it up. */
  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#files.clear();
    this.#changes.dispose();
  }

  /** Where a document's statements go: as decided before, as its header says (once the person has seen it), or as they choose. */
  async #destination(document: TextDocument): Promise<Destination> {
    const { targets, headers, accounts } = this.ports;
    const key = fileKey(document);
    const header = headers.find(document);
    if (header !== undefined && header.text !== targets.headerOf(key)) {
      const target = await headers.resolve(document, header, AbortSignal.timeout(headerMs));
      if (target !== undefined) {
        await targets.remember(key, target, header.text);
        this.#changes.fire(undefined);
      } else await this.selectTarget(document);
    }
    const { target, session } = (await this.targetOf(document)) ?? (await this.selectTarget(document));
    return { target, user: session.account.label, profile: accounts.profileOf(session) };
  }

  /** Asks for the values of parameters, where there are some, and remembers them with the file. Rejects with Cancelled. */
  async #bind(
    document: TextDocument,
    { accountId }: Target,
    statements: readonly Statement[],
  ): Promise<readonly BoundSource[]> {
    const names = parameterNames(statements);
    if (names.length === 0) return statements;
    const { ledger } = this.ports;
    const last = await ledger.values(accountId, fileKey(document));
    const { askParameters } = await loadFaces();
    const values = await askParameters(l10n.t('Parameters of {0}', fileName(document)), names, last);
    ledger.rememberValues(accountId, fileKey(document), new Map([...last, ...values]));
    return bindStatements(statements, values);
  }

  #fileFor(document: RunDocument): FileRun {
    const key = fileKey(document);
    const file = this.#files.get(key) ?? new FileRun(document, this.ports, () => this.#changes.fire(undefined));
    this.#files.set(key, file);
    return file;
  }

  #fileOfRun(runId: string): FileRun | undefined {
    return [...this.#files.values()].find(({ record }) => record?.id === runId);
  }

  #contextOf(
    document: RunDocument,
    target: Target,
    statements: readonly Statement[],
    how: RunHow = {},
  ): MessageContext {
    const open = workspace.textDocuments.find(({ uri }) => fileKey({ uri }) === fileKey(document));
    if (open === undefined || statements.length === 0) return { accountId: target.accountId };
    return {
      accountId: target.accountId,
      retry: () => this.run(open, statements, how),
      selectTarget: () => this.selectTarget(open),
    };
  }

  async #offerCancel(document: TextDocument): Promise<void> {
    const cancel = l10n.t('Cancel Run');
    const text = l10n.t('Statements of {0} are still running.', fileName(document));
    if ((await window.showInformationMessage(text, cancel)) === cancel) this.fileOf(document)?.cancel();
  }

  async #closeFiles(accountId: string): Promise<void> {
    const files = [...this.#files.values()].filter((file) => file.accountId === accountId);
    await Promise.all(files.map((file) => file.close()));
  }

  async #forgetAccount(accountId: string): Promise<void> {
    await this.#closeFiles(accountId);
    await this.ports.ledgers.letGo(accountId);
    this.ports.store.forgetAccount(accountId);
    await this.ports.targets.forgetAccount(accountId);
    this.#changes.fire(undefined);
  }
}
