import { l10n, Position, ProgressLocation, Uri, window, workspace } from 'vscode';
import { Cancelled } from '../../core/failure';
import type { Clock, Disposable, Log } from '../../core/ports';
import type { LeftRun, RunLedger } from '../../run/runLedger';
import type { AccountService } from '../accounts/accountService';
import type { RunDocument } from './sqlDocument';
import type { SqlRuns } from './sqlRuns';

interface Parts {
  accounts: AccountService;
  runs: SqlRuns;
  ledger: RunLedger;
  clock: Clock;
  log: Log;
}

/** A window that is being closed lives on for a moment; how often it is looked at, and for how long; ms. */
const lookMs = 2_000;
const patienceMs = 300_000;

/** Picks up the statements that were running when a window was closed, reloaded or crashed. Nothing is sent a second time. */
export class RestoredRuns implements Disposable {
  readonly #closing = new AbortController();
  readonly #seen = new Set<string>();
  readonly #listener: Disposable;

  constructor(private readonly parts: Parts) {
    // An account that is signed in later may have left something, too.
    this.#listener = parts.accounts.onDidChange(({ added }) => {
      for (const { account } of added) void this.#lookAfter(account.id);
    });
  }

  /** Looks after all accounts that are signed in. */
  async start(): Promise<void> {
    const { accounts, log } = this.parts;
    try {
      for (const { account } of await accounts.sessions()) void this.#lookAfter(account.id);
    } catch (error) {
      // Nobody asked for anything here: who needs the sessions is told then.
      log.error('what was left by closed windows could not be looked for', error);
    }
  }

  /** Takes over what dead windows left of an account since it was last looked at. Rejects with the system's error. */
  async takeOver(accountId: string): Promise<void> {
    for (const left of await this.parts.ledger.takeOver(accountId)) void this.#goOn(left);
  }

  dispose(): void {
    this.#closing.abort();
    this.#listener.dispose();
  }

  async #lookAfter(accountId: string): Promise<void> {
    if (this.#seen.has(accountId)) return;
    this.#seen.add(accountId);
    const { ledger, clock, log } = this.parts;
    const until = clock.now() + patienceMs;
    try {
      for (;;) {
        await this.takeOver(accountId);
        if (clock.now() > until || !(await ledger.othersHavePending(accountId))) return;
        await clock.sleep(lookMs, this.#closing.signal);
      }
    } catch (error) {
      if (!Cancelled.is(error)) log.error('what was left by closed windows could not be picked up', error);
    }
  }

  async #goOn(left: LeftRun): Promise<void> {
    const { runs, log } = this.parts;
    const { run } = left;
    log.info(
      `picks up ${left.pending.length} statement(s) of ${run.name} that were running when its window was closed`,
    );
    try {
      const document = await documentOf(run.file);
      const title = l10n.t('Waiting for {0}, which was running when the window was closed', run.name);
      const status = await window.withProgress({ location: ProgressLocation.Window, title }, () =>
        runs.goOn(document, left),
      );
      void this.#tell(left, status, document);
    } catch (error) {
      log.error(`the statements of ${run.name} could not be picked up`, error);
    }
  }

  async #tell({ run }: LeftRun, status: 'finished' | 'failed' | 'aborted', document: RunDocument): Promise<void> {
    const show = l10n.t('Show Results');
    const text = {
      finished: l10n.t('The statement of {0} that was running when the window was closed has finished.', run.name),
      failed: l10n.t('The statement of {0} that was running when the window was closed did not end well; its results say how.', run.name),
      aborted: l10n.t('The statement of {0} that was running when the window was closed was cancelled.', run.name),
    }[status];
    if ((await window.showInformationMessage(text, show)) === show) await this.parts.runs.showResultsOf(document);
  }
}

/** The document, without an editor for it; for a file that is gone, one without text. */
async function documentOf(file: string): Promise<RunDocument> {
  const open = workspace.textDocuments.find(({ uri }) => uri.toString() === file);
  if (open !== undefined) return open;
  const uri = Uri.parse(file, true);
  const gone = { uri, getText: () => '', positionAt: () => new Position(0, 0) };
  if (uri.scheme === 'untitled') return gone;
  try {
    return await workspace.openTextDocument(uri);
  } catch {
    // Deleted, moved, or on a file system that is not there (yet): its statements have run all the same.
    return gone;
  }
}
