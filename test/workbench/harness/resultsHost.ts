import type { BrowserContext } from 'playwright-core';
import { systemClock } from '../../../src/core/clock';
import type { Column, Row } from '../../../src/core/result';
import { RowEngine } from '../../../src/rows/engine/rowEngine';
import { takeRequest } from '../../../src/ui/results/resultRequests';
import { ResultsStore } from '../../../src/ui/results/resultsStore';
import type { ResultsHostMessage, ResultsPageMessage } from '../../../src/webview/protocol';
import { openInFakeEditor, type FakeEditor } from './fakeEditor';
import { resultsTexts } from './resultsTexts';
import type { themes } from './themes';

export type ResultsEditor = FakeEditor<ResultsPageMessage, ResultsHostMessage>;

const ignore = (): void => undefined;
const log = { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore };

/** The results page with what the extension itself answers, engine included, and without the editor. */
export class ResultsHost {
  readonly #engine = new RowEngine({ clock: systemClock, log });
  readonly store = new ResultsStore(
    { resultTitle: (number) => `Result ${number}`, wordsOf: String },
    () => 0,
    undefined,
    () => Promise.resolve(this.#engine),
  );

  /** @param pages rows of each page of the result */
  constructor(columns: readonly Column[], pages: readonly Row[][]) {
    const totalRows = pages.flat().length;
    const page = (at: number) => ({
      columns,
      totalRows,
      rows: pages[at] ?? [],
      ...(at + 1 < pages.length && { nextToken: String(at + 1) }),
    });
    const run = this.store.begin('sales.sql', { file: 'sales.sql', target: 'ethan · analytics / dev', accountId: 'ethan' }, [
      { text: 'SELECT * FROM sales_schema.orders', line: 1 },
    ]); // prettier-ignore
    this.store.started(run, 0);
    this.store.ended(run, 0, {
      state: 'finished',
      durationMs: 1_240,
      result: { columns, totalRows, firstPage: page(0), page: (token) => Promise.resolve(page(Number(token))) },
    });
    run.over('finished');
  }

  async open(
    context: BrowserContext,
    folder: string,
    theme: keyof typeof themes = 'dark',
    state?: unknown,
  ): Promise<ResultsEditor> {
    const editor = await openInFakeEditor<ResultsPageMessage, ResultsHostMessage>(context, {
      folder,
      page: 'results',
      theme,
      state,
      answer: (message) => this.#answer(message),
    });
    const listener = this.store.onMessage((message) => {
      // A page that was closed hears nothing more.
      editor.send(message).catch(ignore);
    });
    editor.page.once('close', () => listener.dispose());
    await editor.page.locator('.slick-row .slick-cell.l1:not(.pending)').first().waitFor();
    return editor;
  }

  dispose(): void {
    this.store.dispose();
    this.#engine.dispose();
  }

  #answer(message: ResultsPageMessage): ResultsHostMessage[] | undefined {
    const run = this.store.shownRun();
    switch (message.type) {
      case 'ready':
        return [
          { type: 'init', texts: resultsTexts, locale: 'en' },
          { type: 'run', ...(run && { run: run.view() }) },
        ];
      case 'copy':
      case 'cancel':
      case 'showHistory':
      case 'reveal':
      case 'action':
        return undefined;
      case 'want':
      case 'stopLoading':
      case 'loadAll':
      case 'arrange':
      case 'stopArranging':
      case 'find':
      case 'stopFinding':
      case 'listValues':
      case 'stopListing':
      case 'summarize':
        takeRequest(this.store, message);
        return undefined;
    }
  }
}
