import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { signedInAccount, signInFromAccounts } from './harness/accounts';
import { readGrid } from './harness/grid';
import {
  goTo,
  isHidden,
  notification,
  openFile,
  pickItem,
  quickInput,
  runCommand,
  statusBarItem,
  webview,
} from './harness/page';
import { signInAtProvider } from './harness/provider';
import { useWorkbench } from './harness/workbench';

const rows = 200_000;

const sample = `SELECT current_user,* FROM pg_get_session_roles() eff_ro(name name, roleid integer);

SELECT order_id, note, total FROM sales_schema.orders ORDER BY 1;

SELECT * FROM finance_schema.ledger;
`;

const further = `SELECT * FROM sales_schema.web_events ORDER BY 1;

SELECT pg_sleep(60);

CREATE TEMP TABLE mine AS SELECT 9223372036854775807::bigint AS n, ''::varchar AS empty, NULL::varchar AS nothing;

SELECT * FROM mine;
`;

describe('running SQL files', () => {
  const workbench = useWorkbench({
    sandbox: { args: ['--rows', String(rows)] },
    files: { 'demo.sql': sample, 'further.sql': further },
  });

  const results = (): ReturnType<typeof webview> => webview(workbench().page);
  const status = (text: string | RegExp): Locator => results().locator('.run-status').filter({ hasText: text });
  const tab = (name: RegExp): Locator => results().getByRole('tab', { name });
  const squiggles = (page: Page): Locator => page.locator('.squiggly-error');

  const runAt = async (line: number): Promise<void> => {
    const { page } = workbench();
    // The extension is there: it shows where the file goes.
    await statusBarItem(page, /Select Redshift Target|ethan@example/).waitFor();
    await goTo(page, line);
    await page.keyboard.press('Control+Enter');
  };

  before(async function () {
    this.timeout(60_000);
    const { page, context, sandbox } = workbench();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const provider = await signInFromAccounts(page, 'Amazon Redshift');
    await signInAtProvider(provider, sandbox, 'ethan');
    await provider.close();
    assert.ok(await signedInAccount(page, 'ethan'));
    // Seen in the browser that these tests drive: after the page opened a window, Chromium may never end the update check of
    // the webviews' service worker, and a webview that is shown again then stays blank. A fresh page is free of that.
    await workbench().reload();
    await openFile(page, 'demo.sql');
  });

  it('asks once where the statements of a file go, and shows the rows', async () => {
    const { page, shot } = workbench();
    await statusBarItem(page, 'Select Redshift Target').waitFor();
    await runAt(1);
    await pickItem(page, 'redshift-cluster-1');
    await pickItem(page, 'dev');
    const { columns, rows: shown } = await readGrid(results());
    await statusBarItem(page, 'ethan@example.com · redshift-cluster-1/dev').waitFor();
    assert.deepEqual([columns, shown.map((row) => row[1])], [['current_user', 'name', 'roleid'], ['sales']]);
    await runAt(3);
    await results().getByText('7000000001').waitFor();
    await shot('results light');
  });

  it('sorts rows by a header and finds in them by Ctrl+F', async () => {
    const { page } = workbench();
    const header = (name: RegExp) => results().getByRole('columnheader', { name });
    await header(/^order_id/).click();
    await header(/^order_id.*sorted ascending/).click();
    await header(/^order_id.*sorted descending/).waitFor();
    await results().getByRole('gridcell').first().click();
    await page.keyboard.press('Control+f');
    await results().getByRole('textbox', { name: 'Find in the rows' }).waitFor();
    await page.keyboard.type('7000000001');
    await results().locator('.found', { hasText: '1 found' }).waitFor();
    await page.keyboard.press('Escape');
    await results().locator('#active-cell', { hasText: '7000000001' }).waitFor();
  });

  it('runs a whole file up to its first error, and shows the error at its place until it is edited', async () => {
    const { page, shot } = workbench();
    await runCommand(page, 'Redshift: Run File');
    await status('Failed').waitFor();
    const lines = await results().locator('.message').allInnerTexts();
    assert.deepEqual(
      lines.map((line) => line.split('\n').filter((part) => !/^[\d.]+ m?s$/.test(part))),
      [
        [sample.split(';')[0], '1 row', 'Line 1'],
        ['SELECT order_id, note, total FROM sales_schema.orders ORDER BY 1', '5,000 rows', 'Line 3'],
        [
          'SELECT * FROM finance_schema.ledger',
          'Failed',
          'Line 5',
          'permission denied for schema finance_schema',
          'None of your database roles allows this: see what is missing, and ask for it.',
          'Why Denied?',
        ],
      ],
    );
    await squiggles(page).first().waitFor();
    await shot('failed light');
    await results().getByRole('button', { name: 'SELECT * FROM finance_schema.ledger' }).click();
    await statusBarItem(page, 'Ln 5, Col 1').waitFor();
    await page.keyboard.press('Enter');
    await statusBarItem(page, 'Ln 6, Col 1').waitFor();
    assert.equal(await squiggles(page).count(), 1);
    await page.keyboard.press('Delete');
    await squiggles(page).first().waitFor({ state: 'detached' });
  });

  it('shows a far row of a long result, copies it, and comes back to it after being hidden', async () => {
    const { page, shot } = workbench();
    await openFile(page, 'further.sql');
    await runAt(1);
    await pickItem(page, /used last/);
    await results().getByRole('gridcell', { name: '/products/1', exact: true }).first().waitFor();
    await results().getByRole('gridcell').first().click();
    await page.keyboard.press('Control+End');
    const last = results()
      .locator(`[aria-rowindex="${rows + 1}"] [role=gridcell]`)
      .first();
    await last.filter({ hasText: String(rows) }).waitFor();
    await page.keyboard.press('Home');
    await page.keyboard.press('Control+c');
    assert.equal(await page.evaluate('navigator.clipboard.readText()'), String(rows));
    await shot('far row');
    await runCommand(page, 'View: Toggle Panel Visibility');
    await page.locator('iframe.webview.ready').waitFor({ state: 'detached' });
    await runCommand(page, 'View: Toggle Panel Visibility');
    await last.filter({ hasText: String(rows) }).waitFor();
    await results()
      .locator('.slick-cell.active')
      .filter({ hasText: String(rows) })
      .waitFor();
  });

  it('cancels a long statement on the server, and leaves the result before it marked as old', async () => {
    const { page, shot } = workbench();
    await runAt(3);
    await statusBarItem(page, 'Running').waitFor();
    await results().getByText('This is the result of an earlier run.').waitFor();
    await shot('running');
    await results().getByRole('button', { name: 'Cancel' }).click();
    await status('Cancelled').waitFor();
    await statusBarItem(page, 'Running').waitFor({ state: 'hidden' });
    await tab(/Messages/).click();
    assert.match(await results().locator('.message').first().innerText(), /pg_sleep\(60\)\s+Cancelled/);
  });

  it('keeps one session for a file: temporary tables, exact numbers, NULL apart from the empty string', async () => {
    const { page, shot } = workbench();
    await runAt(5);
    await status('Finished').waitFor();
    await runAt(7);
    await results().getByText('9223372036854775807').waitFor();
    assert.deepEqual((await readGrid(results())).rows, [['9223372036854775807', '', 'NULL']]);
    await runCommand(page, 'Preferences: Toggle between Light/Dark Themes');
    await page.locator('.monaco-workbench.vs-dark').waitFor();
    await goTo(page, 1);
    await shot('session dark');
    await openFile(page, 'demo.sql');
    await tab(/Result 2/).click();
    await results().getByText('7000000001').waitFor();
    await shot('results dark');
    await tab(/Messages/).click();
    await shot('failed dark');
  });

  it('saves a result as a file, and copies cells in another format', async () => {
    const { page, folder, shot } = workbench();
    await openFile(page, 'further.sql');
    await results().getByText('9223372036854775807').click();
    await results().getByText('9223372036854775807').click({ button: 'right' });
    const entry = page.getByText('Copy As...');
    // A menu does not take clicks in its first moments.
    do await entry.click();
    while (!(await isHidden(entry, 500)));
    await pickItem(page, 'INSERT');
    const insert = 'INSERT INTO "table_name" ("n") VALUES\n  (9223372036854775807);';
    let text: unknown;
    while (text !== insert) text = await page.evaluate('navigator.clipboard.readText()');

    await runCommand(page, 'Redshift: Save Results As...');
    const input = quickInput(page);
    while (!(await input.inputValue()).endsWith('further Result 1.csv')) await input.waitFor();
    await input.fill(path.join(folder, 'saved.json'));
    await page.keyboard.press('Enter');
    await notification(page, '1 row saved in saved.json.').waitFor();
    await shot('saved');
    assert.deepEqual(
      [readFileSync(path.join(folder, 'saved.json'), 'utf8'), readdirSync(folder).sort()],
      ['[\n{"n":9223372036854775807,"empty":"","nothing":null}\n]\n', ['demo.sql', 'further.sql', 'saved.json']],
    );
    await openFile(page, 'demo.sql');
  });

  it('copies with headers from the context menu of the grid', async () => {
    const { page } = workbench();
    await tab(/Result 1/).click();
    await results().getByRole('gridcell', { name: 'sales' }).click();
    await results().getByRole('gridcell', { name: 'sales' }).click({ button: 'right' });
    const entry = page.getByText('Copy with Headers');
    // A menu does not take clicks in its first moments.
    do await entry.click();
    while (!(await isHidden(entry, 500)));
    let text: unknown;
    while (text !== 'name\nsales') text = await page.evaluate('navigator.clipboard.readText()');
  });

  it('remembers the target of a file over a reload', async () => {
    const { page, reload } = workbench();
    await reload();
    await openFile(page, 'demo.sql');
    await statusBarItem(page, 'ethan@example.com · redshift-cluster-1/dev').waitFor();
    await runAt(3);
    await results().getByText('7000000001').waitFor();
  });
});
