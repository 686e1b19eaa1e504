import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { buildPages } from '../../scripts/build/bundles';
import { removeFolder, root, temporaryFolder } from '../../scripts/common/paths';
import { ensureChromium } from '../../scripts/editor/chromium';
import type { Row } from '../../src/core/result';
import { openBrowser } from './harness/browser';
import { ResultsHost, type ResultsEditor } from './harness/resultsHost';

const columns = [
  { name: 'order_id', type: 'int8' },
  { name: '<b>city</b>', type: 'varchar', precision: 64 },
  { name: 'amount', type: 'numeric', precision: 38, scale: 2 },
  { name: 'details', type: 'super' },
  { name: 'bytes', type: 'varbyte', precision: 16 },
];
const cities = ['Lima', 'Oslo', null, '<i>Bonn</i>', 'oslo'];

function rowAt(i: number): Row {
  return [
    i === 7 ? '9223372036854775807' : String(i + 1),
    cities[i % 5] ?? null,
    `${(i * 37) % 1_000}.05`,
    `{"id":9007199254740993,"tags":["a","<i>"],"none":null,"at":${i}}`,
    '00ff4a6f',
  ];
}

const pageOf = (first: number): Row[] => Array.from({ length: 2_500 }, (_, i) => rowAt(first + i));

describe('the rows of the results page, arranged', () => {
  let context: BrowserContext;
  let home: string;
  let host: ResultsHost;

  before(async function () {
    this.timeout(120_000);
    home = temporaryFolder('arranged');
    await buildPages(home);
    context = await openBrowser(await ensureChromium(AbortSignal.timeout(120_000)), home);
    context.setDefaultTimeout(6_000);
  });

  beforeEach(() => {
    host = new ResultsHost(columns, [pageOf(0), pageOf(2_500)]);
  });

  afterEach(() => host.dispose());

  after(async () => {
    await context.close();
    removeFolder(home);
  });

  const cell = (page: Page, row: number, column: number): Locator =>
    page.locator(`.slick-row[data-row="${row}"] .slick-cell[aria-colindex="${column + 2}"]`);

  const header = (page: Page, name: RegExp): Locator => page.getByRole('columnheader', { name });

  const loadAll = async ({ page }: ResultsEditor): Promise<void> => {
    await page.getByRole('button', { name: 'Load All Rows' }).click();
    await page.getByText('Over all 5,000 rows').waitFor();
  };

  const shot = async (page: Page, name: string): Promise<void> => {
    const folder = path.join(root, 'test/workbench/shots');
    mkdirSync(folder, { recursive: true });
    await page.setViewportSize({ width: 1100, height: 420 });
    await page.screenshot({ path: path.join(folder, `results page ${name}.png`) });
  };

  it('are sorted by headers and keys, first those that are loaded, then all, and stay so for a page that comes new', async () => {
    const editor = await host.open(context, home);
    const { page } = editor;
    await header(page, /order_id/).click();
    await header(page, /order_id, int8, sorted ascending/).click();
    await cell(page, 0, 0).filter({ hasText: '9223372036854775807' }).waitFor();
    assert.equal(await cell(page, 1, 0).textContent(), '2500');
    await page.getByText('Only the first 2,500 of 5,000 rows are loaded and looked at').waitFor();
    await loadAll(editor);
    await cell(page, 1, 0)
      .filter({ hasText: /^5000$/ })
      .waitFor();

    await cell(page, 0, 1).click();
    await page.keyboard.press('s');
    await header(page, /city.*sorted ascending/).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+S');
    await header(page, /amount.*sorted ascending/).waitFor();
    await cell(page, 0, 2).filter({ hasText: '1.05' }).waitFor();
    assert.deepEqual(
      {
        sorts: await page.locator('[aria-sort]').evaluateAll((nodes) => nodes.map((node) => (node as { ariaSort: string }).ariaSort)),
        chips: await page.locator('.chip').allInnerTexts(),
        first: await cell(page, 0, 1).textContent(),
        active: await page.locator('#active-cell').getAttribute('aria-colindex'),
        rowCount: await page.getByRole('grid').getAttribute('aria-rowcount'),
        complaints: editor.complaints,
      },
      { sorts: ['ascending'], chips: ['<b>city</b>', 'amount'], first: '<i>Bonn</i>', active: '4', rowCount: '5001', complaints: [] },
    ); // prettier-ignore

    const again = await host.open(context, home, 'light', await editor.keptState());
    await header(again.page, /amount.*sorted ascending/).waitFor();
    await again.page.getByRole('button', { name: 'Do not sort by amount' }).click();
    await header(again.page, /amount.*sorted/).waitFor({ state: 'detached' });
    await again.page.getByRole('button', { name: 'Do not sort by <b>city</b>' }).click();
    await again.page.locator('.arrangement').waitFor({ state: 'hidden' });
    await cell(again.page, 0, 0).filter({ hasText: /^1$/ }).waitFor();
  });

  it('are searched from the keyboard, by case, word and pattern, and lead to what is found', async () => {
    const editor = await host.open(context, home);
    const { page } = editor;
    const activeIn = (row: number): Locator => page.locator(`[data-row="${row}"] > #active-cell`);
    const says = (text: string): Promise<void> => page.locator('.found').getByText(text, { exact: true }).waitFor();
    await cell(page, 0, 0).click();
    await page.keyboard.press('Control+f');
    await page.keyboard.type('OSLO');
    await says('1,000 found in the first 2,500 of 5,000 rows');
    await page.getByRole('search').getByRole('button', { name: 'Load All Rows' }).click();
    await says('2,000 found');
    await activeIn(1).waitFor();
    await page.keyboard.press('Enter');
    await activeIn(4).waitFor();
    await page.keyboard.press('Shift+Enter');
    await activeIn(1).waitFor();
    await page.keyboard.press('Shift+Enter');
    await activeIn(4_999).waitFor();
    await page.getByRole('button', { name: 'Match Case' }).click();
    await says('Nothing found');
    await page.getByRole('button', { name: 'Use Regular Expression' }).click();
    await page.getByRole('textbox').fill('^Os');
    await says('1,000 found');
    await page.keyboard.press('Escape');
    await page.keyboard.press('ArrowUp');
    assert.deepEqual([await page.locator('.find-box').isVisible(), editor.complaints], [false, []]);
  });

  it('are filtered by condition and by value, with the counts of both, and by keys alone', async () => {
    const editor = await host.open(context, home);
    const { page } = editor;
    await cell(page, 0, 2).click();
    await page.keyboard.press('f');
    await page.getByRole('dialog', { name: 'Filter amount' }).waitFor();
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.type('10.05');
    await page.keyboard.press('Enter');
    await page.getByText('21 of 5,000 rows').waitFor();
    await shot(page, 'filtered');
    await page.getByRole('button', { name: 'Load All Rows' }).click();
    await page.getByText('50 of 5,000 rows', { exact: true }).waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('f');
    const dialog = page.getByRole('dialog', { name: 'Filter <b>city</b>' });
    await dialog.getByText('Values', { exact: true }).waitFor();
    const values = (await dialog.locator('.values label').allInnerTexts()).map((text) => text.split('\n'));
    await dialog.getByRole('checkbox', { name: 'NULL' }).check();
    await dialog.getByRole('checkbox', { name: 'Lima' }).check();
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await page.getByText('20 of 5,000 rows', { exact: true }).waitFor();
    assert.deepEqual(
      {
        values,
        chips: await page.locator('.chip').allInnerTexts(),
        rowCount: await page.getByRole('grid').getAttribute('aria-rowcount'),
        filtered: await page.locator('.filter-button.on').count(),
        complaints: editor.complaints,
      },
      {
        values: [['<i>Bonn</i>', '10'], ['Lima', '10'], ['Oslo', '10'], ['oslo', '10'], ['NULL', '10']],
        chips: ['amount < 10.05', '<b>city</b>: NULL, Lima'],
        rowCount: '21',
        filtered: 2,
        complaints: [],
      },
    ); // prettier-ignore
    await page.getByRole('button', { name: 'Remove the filter: amount' }).click();
    await page.getByText('2,000 of 5,000 rows', { exact: true }).waitFor();
  });

  it('are summed up exactly where they are selected', async () => {
    const editor = await host.open(context, home);
    const { page } = editor;
    await cell(page, 7, 0).click();
    await cell(page, 9, 1).click({ modifiers: ['Shift'] });
    await page.getByText('Count 5 · Sum 9223372036854775826 · Mean 3074457345618258608.666666…').waitFor();
    await page.keyboard.press('Control+a');
    await page.getByText('of the 2,500 rows that are loaded').waitFor();
    await cell(page, 0, 0).click();
    assert.deepEqual([await page.locator('.sums').textContent(), editor.complaints], ['', []]);
  });

  it('are opened beside the grid: SUPER as a tree, VARBYTE as bytes, a row as names and values', async () => {
    const editor = await host.open(context, home);
    const { page } = editor;
    const viewer = page.getByRole('complementary', { name: 'Cell' });
    await cell(page, 0, 3).click();
    await page.keyboard.press('Enter');
    await viewer.getByText('9007199254740993').waitFor();
    await viewer.getByText('2 elements').click();
    await viewer.getByText('"<i>"').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await viewer.getByRole('button', { name: 'Copy' }).click();
    const copied = editor.received.at(-1);
    await cell(page, 0, 4).click();
    await viewer.getByText('00000000  00 ff 4a 6f').waitFor();
    await viewer.getByRole('button', { name: 'Row' }).click();
    const row = await viewer.locator('dt, dd').allInnerTexts();
    await viewer.getByRole('button', { name: 'Close' }).click();
    assert.deepEqual(
      {
        copied,
        row: row.filter((_, i) => i !== 7),
        focus: await page.evaluate(`document.activeElement.getAttribute('role')`),
        shown: await viewer.count(),
        complaints: editor.complaints,
      },
      {
        copied: { type: 'copy', resultId: 'result-2', range: { top: 0, left: 3, bottom: 0, right: 3 }, withHeaders: false },
        row: ['order_id', '1', '<b>city</b>', 'Lima', 'amount', '0.05', 'details', 'bytes', '00ff4a6f'],
        focus: 'grid',
        shown: 0,
        complaints: [],
      },
    ); // prettier-ignore
  });

  for (const theme of ['dark', 'light', 'high-contrast'] as const) {
    it(`is drawn in ${theme}`, async () => {
      const editor = await host.open(context, home, theme);
      const { page } = editor;
      await header(page, /amount/).click();
      await header(page, /city/).click({ modifiers: ['Shift'] });
      await header(page, /city.*sorted/).waitFor();
      await page.keyboard.press('Control+f');
      await page.getByRole('textbox').fill('oslo');
      await page.getByRole('button', { name: 'Match Case' }).click();
      await page.locator('.found').getByText('500 found').waitFor();
      await shot(page, `arranged ${theme}`);
      await page.keyboard.press('Escape');
      await page.keyboard.press('f');
      await page.getByRole('dialog').getByText('Values', { exact: true }).waitFor();
      await page.getByRole('checkbox', { name: 'Lima' }).check();
      await shot(page, `filter ${theme}`);
      await page.keyboard.press('Escape');
      await cell(page, 1, 3).click();
      await page.keyboard.press('Enter');
      await page.getByText('2 elements').click();
      await shot(page, `cell ${theme}`);
      assert.deepEqual(editor.complaints, []);
    });
  }
});
