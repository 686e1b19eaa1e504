import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { buildPages } from '../../scripts/build/bundles';
import { removeFolder, root, temporaryFolder } from '../../scripts/common/paths';
import { ensureChromium } from '../../scripts/editor/chromium';
import type { InspectorHostMessage, InspectorPageMessage } from '../../src/webview/inspectorProtocol';
import { comparison, init, inspectorTexts, pictureOf, relations } from './harness/accessViews';
import { openBrowser } from './harness/browser';
import { openInFakeEditor, type FakeEditor } from './harness/fakeEditor';

type Editor = FakeEditor<InspectorPageMessage, InspectorHostMessage>;

const text = 'Read at 2:04 PM.';

describe('the access page', () => {
  let context: BrowserContext;
  let home: string;

  before(async function () {
    this.timeout(120_000);
    home = temporaryFolder('page');
    await buildPages(home);
    context = await openBrowser(await ensureChromium(AbortSignal.timeout(120_000)), home);
    context.setDefaultTimeout(6_000);
  });

  after(async () => {
    await context.close();
    removeFolder(home);
  });

  const open = async (
    theme: 'dark' | 'light' | 'high-contrast' = 'dark',
    state?: unknown,
    shown: InspectorHostMessage = { type: 'picture', picture: pictureOf(24), text },
  ): Promise<Editor> => {
    const editor = await openInFakeEditor<InspectorPageMessage, InspectorHostMessage>(context, {
      folder: home,
      page: 'inspector',
      theme,
      state,
      answer(message) {
        if (message.type === 'ready') return [init, shown];
        if (message.type !== 'open') return undefined;
        return [{ type: 'relations', schema: message.schema, relations, notes: [] }];
      },
    });
    await editor.page.getByText(text).waitFor();
    return editor;
  };

  const shot = async (page: Page, name: string, width = 1100): Promise<void> => {
    const folder = path.join(root, 'test/workbench/shots');
    mkdirSync(folder, { recursive: true });
    await page.setViewportSize({ width, height: 760 });
    await page.screenshot({ path: path.join(folder, `access page ${name}.png`) });
  };

  const focused = (page: Page): Promise<string> =>
    page.evaluate(`{
      const { role, textContent, ariaLabel } = document.activeElement;
      (ariaLabel ?? textContent).slice(0, 55);
    }`);

  it('shows a thousand schemas, hostile names as text, and finds one while its name is typed', async () => {
    const editor = await open('dark', undefined, { type: 'picture', picture: pictureOf(1_000), text });
    const { page } = editor;
    const rows = page.getByRole('treegrid').getByRole('row');
    const all = await rows.count();
    await page.getByRole('searchbox').fill('TEAM_12');
    const found = await rows.getByRole('rowheader').allInnerTexts();
    const said = await page.getByText('of 1,000 schemas').innerText();
    await page.getByRole('searchbox').fill('<img');
    const hostile = await rows.nth(1).getByRole('gridcell').allInnerTexts();
    await page.getByRole('searchbox').fill('nobody');
    await page.getByText(inspectorTexts.noMatch).waitFor();
    assert.deepEqual(
      { all, found: found.length, said, hostile, images: await page.locator('img').count(), title: await page.title() },
      {
        all: 1001, // with the head
        found: 10,
        said: '10 of 1,000 schemas',
        hostile: ['2', 'yes', '–\nno', 'all 2', '?\nnot known', '?\nnot known', '?\nnot known'],
        images: 0,
        title: '',
      },
    );
    assert.deepEqual(editor.complaints, []);
  });

  it('is worked by keys alone: through rows, into cells, open and closed, and out again', async () => {
    const editor = await open();
    const { page } = editor;
    await page.getByRole('searchbox').focus();
    const walk: string[] = [];
    for (const key of [
      'ArrowDown', // into the matrix
      'ArrowDown',
      'ArrowRight', // opens
      'ArrowDown', // its first table
      'ArrowRight', // its name
      'ArrowLeft',
      'ArrowLeft', // to the schema
      'ArrowLeft', // closes
      'ArrowDown', // so that this is the next schema
      'ArrowUp',
      'End',
      'Home',
      'PageDown',
    ]) {
      await page.keyboard.press(key);
      if (walk.length === 2) await page.getByRole('row', { name: 'customers' }).waitFor();
      walk.push(await focused(page));
    }
    assert.deepEqual(walk, [
      'public: USAGE, CREATE, SELECT all 4, INSERT all 4, UPDA',
      'reporting_schema: USAGE, SELECT 3 of 12',
      'reporting_schema: USAGE, SELECT 3 of 12',
      'customers2 columns–no1 column–no',
      'customers',
      'customers2 columns–no1 column–no',
      'reporting_schema: USAGE, SELECT 3 of 12',
      'reporting_schema: USAGE, SELECT 3 of 12',
      '<img src=x onerror="document.title=\'hit\'">, Spectrum: U',
      'reporting_schema: USAGE, SELECT 3 of 12',
      'team_020: USAGE, CREATE, SELECT all 100, INSERT 20 of 1',
      'public: USAGE, CREATE, SELECT all 4, INSERT all 4, UPDA',
      'team_007: USAGE, SELECT all 100, INSERT 7 of 100',
    ]);
    assert.deepEqual(await page.getByRole('row', { name: 'customers' }).count(), 0);

    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight'); // its first cell, which has a button
    await page.keyboard.press('Enter');
    const sent = editor.received.at(-1);
    for (let at = 0; at < 3; at++) await page.keyboard.press('ArrowRight');
    assert.deepEqual([sent, await focused(page)], [{ type: 'goTo', schema: 'public' }, 'yes']);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(`document.querySelector('.matrix').contains(document.activeElement)`), false);
  });

  it('tells assistive tools how the tree goes, and what each link is', async () => {
    const { page } = await open();
    await page.getByRole('row', { name: /^reporting_schema/ }).click();
    const column = page.getByRole('row', { name: 'city' });
    await column.waitFor();
    const grid = page.getByRole('treegrid', { name: 'Privileges' });
    const attributes = (name: string): Promise<(string | null)[]> =>
      Promise.all(['aria-level', 'aria-expanded'].map((each) => page.getByRole('row', { name }).getAttribute(each)));
    assert.deepEqual(
      {
        columns: await grid.getByRole('columnheader').allInnerTexts(),
        rows: await grid.getAttribute('aria-rowcount'),
        schema: await attributes('reporting_schema:'),
        table: await attributes('customers'),
        column: await attributes('city'),
        links: await page.getByRole('list', { name: inspectorTexts.chain }).locator('.link').allInnerTexts(),
        tabStops: await page.locator('.matrix [tabindex="0"]').count(),
      },
      {
        columns: ['Schema', 'Tables', 'USAGE', 'CREATE', 'SELECT', 'INSERT', 'UPDATE', 'DELETE'],
        rows: '25',
        schema: ['1', 'true'],
        table: ['2', null],
        column: ['3', null],
        links: ['Holds', 'Holds', 'Holds', 'Attention', 'Does not hold', 'Note', 'Holds'],
        tabStops: 1,
      },
    );
  });

  it('draws some of many tables, and the others when they are wanted', async () => {
    const { page } = await open();
    await page.getByRole('row', { name: /^public/ }).click();
    await page.getByRole('row', { name: 'Show 10 more' }).click();
    await page.getByRole('row', { name: 'orders_208' }).waitFor();
    assert.equal(await page.getByRole('row', { name: /^Show/ }).count(), 0);
  });

  it('comes back with its filter, its open rows and its place after being hidden', async () => {
    const first = await open();
    await first.page.getByRole('searchbox').fill('schema');
    await first.page.getByRole('row', { name: /^reporting_schema/ }).click();
    await first.page.getByRole('row', { name: 'customers' }).waitFor();
    await first.page.mouse.wheel(0, 150);
    const kept = { filter: 'schema', open: ['reporting_schema'], scrolled: 150 };
    const now = async (): Promise<unknown> => first.keptState();
    while (JSON.stringify(await now()) !== JSON.stringify(kept)) await first.page.waitForTimeout(20);
    const again = await open('dark', kept);
    await again.page.getByRole('row', { name: 'customers' }).waitFor();
    assert.deepEqual(
      [await again.page.getByRole('searchbox').inputValue(), await again.page.evaluate('window.scrollY')],
      ['schema', 150],
    );
  });

  it('marks where two pictures differ, and shows that alone when it is wanted', async () => {
    const { page } = await open('dark', undefined, { type: 'comparison', comparison, text });
    const row = page.getByRole('row', { name: /^sales_schema/ });
    const cells = await row.locator('.differs').allInnerTexts();
    await page.getByRole('checkbox', { name: inspectorTexts.onlyDifferences }).check();
    assert.deepEqual(
      [cells, await page.locator('.body .row:visible').getByRole('rowheader').allInnerTexts()],
      [['A\n3 of 7\nB\nall 9'], ['finance_schema', 'sales_schema']],
    );
  });

  for (const theme of ['dark', 'light', 'high-contrast'] as const) {
    it(`is drawn in ${theme}`, async () => {
      const editor = await open(theme);
      await editor.page.getByRole('row', { name: /^reporting_schema/ }).click();
      await editor.page.getByRole('row', { name: 'customers' }).waitFor();
      await shot(editor.page, theme);
      await shot(editor.page, `${theme} narrow`, 420);
      const compared = await open(theme, undefined, { type: 'comparison', comparison, text });
      await shot(compared.page, `comparison ${theme}`);
      assert.deepEqual([...editor.complaints, ...compared.complaints], []);
    });
  }
});
