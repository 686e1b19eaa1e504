import { l10n } from 'vscode';
import { Cancelled, Failure } from '../../core/failure';
import type { Disposable } from '../../core/ports';
import type { LedgerRun, LedgerStatement } from '../../run/ledgerRuns';
import type { AccountService } from '../accounts/accountService';
import { targetWords } from '../query/targetWords';
import type { ResultsStore } from '../results/resultsStore';
import type { ResultsView } from '../results/resultsView';
import { reopenedKey } from '../results/reopenedKey';

interface Parts {
  accounts: Pick<AccountService, 'redshiftFor'>;
  store: ResultsStore;
  view: Pick<ResultsView, 'reveal' | 'showProgress'>;
}

/** Opens results of before again, one at a time: beside that of the file, and without running anything. */
export class ReopenedResults implements Disposable {
  #shown: string | undefined;
  #fetching: AbortController | undefined;

  constructor(private readonly parts: Parts) {}

  /** Resolves when the first rows are shown, or when another one was asked for. @throws Failure result.gone, others */
  async open(run: LedgerRun, statement: LedgerStatement): Promise<void> {
    const { view } = this.parts;
    const { id } = statement;
    if (id === undefined) throw new Failure('result.gone', {});
    this.#fetching?.abort();
    const fetching = new AbortController();
    this.#fetching = fetching;
    await view.reveal();
    const work = this.#open(run, statement, id, fetching.signal);
    // Whoever waits here has the error.
    void view.showProgress(work.catch(() => undefined));
    await work;
  }

  dispose(): void {
    this.#fetching?.abort();
  }

  async #open(run: LedgerRun, statement: LedgerStatement, id: string, signal: AbortSignal): Promise<void> {
    const { accounts, store } = this.parts;
    const { accountId } = run.target;
    const redshift = await accounts.redshiftFor(accountId);
    const result = await redshift.data.result(id, signal);
    if (signal.aborted) throw new Cancelled();
    const key = reopenedKey(run.file);
    // Of what was opened before, nothing is to stand beside it.
    if (this.#shown !== undefined) store.forget(this.#shown);
    store.forget(key);
    this.#shown = key;
    const { durationMs, affectedRows, at, elapsedMs = 0 } = statement;
    const when = new Date(at).toLocaleString();
    const file = l10n.t('{0}, as it was run on {1}', run.name, when);
    const before = { words: l10n.t('From history, {0}', when), elapsedMs };
    const title = { file, target: targetWords(run.user, run.target), accountId, before };
    const record = store.begin(key, title, [statement]);
    record.notice(l10n.t('Opened again from the history: it was run on {0}, and not again.', when));
    store.started(record, 0);
    store.ended(record, 0, { state: 'finished', durationMs, affectedRows, result });
    record.over('finished');
    store.changed(record);
  }
}
