import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { buildPages } from '../../scripts/build/bundles';
import { removeFolder, root, temporaryFolder } from '../../scripts/common/paths';
import { ensureChromium } from '../../scripts/editor/chromium';
import type { Row } from '../../src/core/result';
import type { ResultsHostMessage, ResultsPageMessage, ResultView, RunView } from '../../src/webview/protocol';
import type { KeptState } from '../../src/webview/results/host';
import { openBrowser } from './harness/browser';
import { openInFakeEditor, type FakeEditor } from './harness/fakeEditor';
import { resultsTexts } from './harness/resultsTexts';

type Editor = FakeEditor<ResultsPageMessage, ResultsHostMessage>;

const totalRows = 1_000_000;
const hostile = '<img src=x onerror="document.title=\'hit\'">';

const columns = [
  { name: 'order_id', type: 'int8' },
  { name: hostile, type: 'varchar', precision: 64 },
  { name: 'amount', type: 'numeric', precision: 38, scale: 2 },
  { name: 'note', type: 'varchar', precision: 256 },
  { name: 'paid_at', type: 'timestamptz' },
];

function rowAt(index: number): Row {
  if (index === 0) return ['9223372036854775807', hostile, null, '', '2026-01-01 00:00:00+00'];
  return [
    String(index + 1),
    `customer ${index}`,
    `${index}.05`,
    index % 7 === 0 ? null : 'two\nlines\twith "quotes"',
    '2026-01-01 00:00:00+00',
  ];
}

const result: ResultView = {
  id: 'result-1',
  statement: 0,
  title: 'Result 1',
  columns,
  totalRows,
  durationMs: 1_240,
  load: { state: 'idle', loadedRows: totalRows },
  stale: false,
};

const run: RunView = {
  id: 'run-1',
  file: 'sales.sql',
  target: 'ethan · analytics / dev',
  state: 'failed',
  elapsedMs: 2_345,
  statementCount: 3,
  statements: [
    { index: 0, text: 'SELECT * FROM sales_schema.orders', line: 1, state: 'finished', rows: totalRows, durationMs: 1_240 },
    { index: 1, text: "UPDATE sales_schema.orders SET note = ''", line: 3, state: 'finished', affectedRows: 12, durationMs: 86 },
    {
      index: 2,
      text: 'SELECT * FROM finance_schema.invoices',
      line: 5,
      state: 'failed',
      durationMs: 40,
      error: {
        message: 'permission denied for schema finance_schema',
        hint: 'Ask for a role that has USAGE on it.',
      },
    },
  ],
  results: [result],
  notices: [],
}; // prettier-ignore

describe('the results page', () => {
  let context: BrowserContext;
  let home: string;

  before(async function () {
    this.timeout(120_000);
    home = temporaryFolder('page');
    await buildPages(home);
    context = await openBrowser(await ensureChromium(AbortSignal.timeout(120_000)), home);
    context.setDefaultTimeout(6_000);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  });

  after(async () => {
    await context.close();
    removeFolder(home);
  });

  const open = async (theme: 'dark' | 'light' | 'high-contrast' = 'dark', state?: unknown): Promise<Editor> => {
    const editor = await openInFakeEditor<ResultsPageMessage, ResultsHostMessage>(context, {
      folder: home,
      page: 'results',
      theme,
      state,
      answer(message) {
        if (message.type === 'ready') return [{ type: 'init', texts: resultsTexts, locale: 'en' }, { type: 'run' }];
        if (message.type !== 'want') return undefined;
        return message.blocks.map(({ first, count }) => ({
          type: 'rows',
          resultId: message.resultId,
          first,
          rows: Array.from({ length: count }, (_, i) => rowAt(first + i)),
        }));
      },
    });
    await editor.page.getByText(resultsTexts.emptyHint).waitFor();
    return editor;
  };

  const pickResult = async (editor: Editor): Promise<Page> => {
    await editor.send({ type: 'run', run });
    await editor.page.getByRole('tab', { name: /Result 1/ }).click();
    await cell(editor.page, 0, 0).filter({ hasText: '9223372036854775807' }).waitFor();
    return editor.page;
  };

  const cell = (page: Page, row: number, column: number) =>
    page.locator(`.slick-row[data-row="${row}"] .slick-cell[aria-colindex="${column + 2}"]`);

  const shot = async (page: Page, name: string): Promise<void> => {
    const folder = path.join(root, 'test/workbench/shots');
    mkdirSync(folder, { recursive: true });
    await page.setViewportSize({ width: 1100, height: 340 });
    await page.screenshot({ path: path.join(folder, `results page ${name}.png`) });
  };

  it('says what to do before anything ran', async () => {
    const { page, complaints, received } = await open();
    await page.getByText(resultsTexts.emptyEarlier).waitFor();
    await shot(page, 'empty');
    await page.getByRole('button', { name: resultsTexts.showHistory }).click();
    assert.deepEqual([complaints, received.at(-1)], [[], { type: 'showHistory' }]);
  });

  it('shows a million rows, hostile names as text, and NULL apart from the empty string', async () => {
    const editor = await open();
    const page = await pickResult(editor);
    assert.deepEqual(
      {
        bigint: await cell(page, 0, 0).textContent(),
        hostileCell: await cell(page, 0, 1).textContent(),
        hostileColumn: await page.locator('.slick-column-name').nth(2).textContent(),
        null: [await cell(page, 0, 2).textContent(), await cell(page, 0, 2).getAttribute('class')],
        empty: [await cell(page, 0, 3).textContent(), await cell(page, 0, 3).getAttribute('class')],
        numeric: await page.evaluate(`getComputedStyle(document.querySelector('.slick-row .l3')).textAlign`),
        type: await page.locator('.column-type').nth(2).textContent(),
        title: await page.title(),
        images: await page.locator('img').count(),
      },
      {
        bigint: '9223372036854775807',
        hostileCell: hostile,
        hostileColumn: hostile,
        null: ['NULL', 'slick-cell l3 r3 numeric null'],
        empty: ['', 'slick-cell l4 r4'],
        numeric: 'right',
        type: 'numeric(38,2)',
        title: '',
        images: 0,
      },
    );
    assert.deepEqual(editor.complaints, []);
  });

  it('tells assistive tools how long it is and where one is', async () => {
    const page = await pickResult(await open());
    await cell(page, 3, 1).click();
    await page.keyboard.press('Control+End');
    const last = cell(page, totalRows - 1, columns.length - 1);
    await last.waitFor();
    const grid = page.getByRole('grid');
    assert.deepEqual(
      {
        rows: await grid.getAttribute('aria-rowcount'),
        columns: await grid.getAttribute('aria-colcount'),
        row: await last.locator('..').getAttribute('aria-rowindex'),
        column: await last.getAttribute('aria-colindex'),
        selected: await last.getAttribute('aria-selected'),
        active: await page.locator(`#${(await grid.getAttribute('aria-activedescendant')) ?? ''}`).textContent(),
      },
      {
        rows: String(totalRows + 1),
        columns: '6',
        row: String(totalRows + 1),
        column: '6',
        selected: 'true',
        active: '2026-01-01 00:00:00+00',
      },
    );
  });

  it('jumps to far rows and asks for what it shows alone', async () => {
    const editor = await open();
    const page = await pickResult(editor);
    const before = editor.received.length;
    for (const part of [0.5, 0.9, 0.1]) {
      await page.evaluate(`{
        const viewport = document.querySelector('.slick-viewport-top.slick-viewport-right');
        viewport.scrollTop = viewport.scrollHeight * ${part};
      }`);
      const inTheMiddle = `document.elementFromPoint(400, 200)?.closest('.slick-row')?.dataset.row`;
      const near = (row: number): boolean => Math.abs(row / totalRows - part) < 0.01;
      while (!near(Number(await page.evaluate(inTheMiddle)))) await page.waitForTimeout(20);
      const row = Number(await page.evaluate(inTheMiddle));
      await page.locator('.pending').first().waitFor({ state: 'detached' });
      assert.equal(await cell(page, row, 1).textContent(), `customer ${row}`);
    }
    const wanted = editor.received.slice(before).flatMap((message) => (message.type === 'want' ? message.blocks : []));
    assert.ok(wanted.length <= 12, `${wanted.length} blocks`);
    assert.deepEqual(editor.complaints, []);
  });

  it('is worked by keys alone, and lets Tab go', async () => {
    const page = await pickResult(await open());
    await page.getByRole('tab', { name: /Result 1/ }).focus();
    await page.keyboard.press('Tab');
    const active = page.locator('#active-cell');
    const walk: [string, string][] = [];
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight', 'End', 'Home', 'PageDown', 'PageUp', 'Control+End', 'Control+Home']) {
      await page.keyboard.press(key);
      walk.push([key, `${await active.locator('..').getAttribute('data-row')}:${await active.getAttribute('aria-colindex')}`]);
    } // prettier-ignore
    const page1 = walk[5]?.[1] ?? '';
    assert.ok(Number(page1.split(':')[0]) > 10, page1);
    assert.deepEqual(
      walk.filter(([key]) => !key.startsWith('Page')),
      [
        ['ArrowDown', '1:2'],
        ['ArrowDown', '2:2'],
        ['ArrowRight', '2:3'],
        ['End', '2:6'],
        ['Home', '2:2'],
        ['Control+End', `${totalRows - 1}:6`],
        ['Control+Home', '0:2'],
      ],
    );
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(`document.querySelector('.grid').contains(document.activeElement)`), false);
  });

  it('copies cells as TSV, one cell as its text, and leaves what is not here to the editor', async () => {
    const editor = await open();
    const page = await pickResult(editor);
    await cell(page, 0, 0).click();
    await cell(page, 1, 3).click({ modifiers: ['Shift'] });
    await page.keyboard.press('Control+c');
    const table = await page.evaluate('navigator.clipboard.readText()');
    await cell(page, 1, 3).click();
    await page.keyboard.press('Control+c');
    const single = await page.evaluate('navigator.clipboard.readText()');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+c');
    assert.deepEqual(
      { table, single, toHost: editor.received.filter(({ type }) => type === 'copy') },
      {
        table: `9223372036854775807\t"${hostile.replaceAll('"', '""')}"\t\t""\n2\tcustomer 1\t1.05\t"two\nlines\twith ""quotes"""`,
        single: 'two\nlines\twith "quotes"',
        toHost: [
          {
            type: 'copy',
            resultId: 'result-1',
            range: { top: 0, left: 0, bottom: totalRows - 1, right: 4 },
            withHeaders: false,
          },
        ],
      },
    );
  });

  it('selects by dragging, and whole rows by their numbers', async () => {
    const page = await pickResult(await open());
    await cell(page, 1, 1).hover();
    await page.mouse.down();
    await cell(page, 3, 2).hover();
    await page.mouse.up();
    const drawn = await page.locator('.slick-cell.selected').count();
    await cell(page, 5, -1).click();
    await cell(page, 7, -1).click({ modifiers: ['Shift'] });
    assert.deepEqual([drawn, await page.locator('.slick-cell.selected').count()], [6, 15]);
  });

  it('shows each statement with what came of it, and sends its place when it is clicked', async () => {
    const editor = await open();
    const statements = [...run.statements, { index: 3, text: 'ROLLBACK', state: 'finished' as const }];
    await editor.send({ type: 'run', run: { ...run, statements } });
    const { page } = editor;
    const lines = page.locator('.message');
    assert.deepEqual(
      (await lines.allInnerTexts()).map((text) => text.split('\n')),
      [
        ['SELECT * FROM sales_schema.orders', '1,000,000 rows', '1.24 s', 'Line 1'],
        ["UPDATE sales_schema.orders SET note = ''", '12 rows affected', '86 ms', 'Line 3'],
        [
          'SELECT * FROM finance_schema.invoices',
          'Failed',
          '40 ms',
          'Line 5',
          'permission denied for schema finance_schema',
          'Hint: Ask for a role that has USAGE on it.',
        ],
        ['ROLLBACK', 'Done', 'From the session menu'],
      ],
    );
    assert.equal(await page.getByRole('button', { name: 'ROLLBACK' }).count(), 0);
    await page.getByRole('button', { name: 'SELECT * FROM finance_schema.invoices' }).click();
    assert.deepEqual(editor.received.at(-1), { type: 'reveal', runId: 'run-1', statement: 2 });
  });

  it('shows progress with Cancel, and marks what an earlier run left', async () => {
    const editor = await open();
    const page = await pickResult(editor);
    const running: RunView = {
      ...run,
      id: 'run-2',
      state: 'running',
      statements: [{ index: 0, text: 'SELECT slow()', line: 1, state: 'running' }],
      results: [{ ...result, stale: true }],
    };
    await editor.send({ type: 'run', run: running });
    await page.getByText(resultsTexts.stale).waitFor();
    await shot(page, 'stale while running');
    await page.getByRole('button', { name: 'Cancel' }).click();
    assert.deepEqual(editor.received.at(-1), { type: 'cancel', runId: 'run-2' });
  });

  it('comes back to the tab, the row and the selection that one left', async () => {
    const first = await open();
    const page = await pickResult(first);
    await cell(page, 2, 2).click();
    await page.keyboard.press('Control+End');
    await cell(page, totalRows - 1, 4).waitFor();
    const topKept = async (): Promise<number> =>
      ((await first.keptState()) as KeptState | undefined)?.viewpoints['result-1']?.top ?? 0;
    while ((await topKept()) < 900_000) await page.waitForTimeout(20);
    const again = await open('dark', await first.keptState());
    await again.send({ type: 'run', run });
    await again.page.locator('.slick-cell.active').waitFor();
    assert.equal(
      await again.page.locator('.slick-cell.active').locator('..').getAttribute('data-row'),
      String(totalRows - 1),
    );
  });

  for (const theme of ['dark', 'light', 'high-contrast'] as const) {
    it(`is drawn in ${theme}`, async () => {
      const editor = await open(theme);
      const page = await pickResult(editor);
      await cell(page, 1, 1).click();
      await cell(page, 3, 2).click({ modifiers: ['Shift'] });
      await shot(page, `grid ${theme}`);
      await page.getByRole('tab', { name: /Messages/ }).click();
      await shot(page, `messages ${theme}`);
      assert.deepEqual(editor.complaints, []);
    });
  }
});
