import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { signedInAccount, signInFromAccounts } from './harness/accounts';
import { readGrid } from './harness/grid';
import {
  dialogButton,
  goTo,
  openFile,
  openViewContainer,
  pickItem,
  quickInput,
  runCommand,
  statusBarItem,
  webview,
} from './harness/page';
import { signInAtProvider } from './harness/provider';
import { chooseFor, treeRow } from './harness/tree';
import { useWorkbench } from './harness/workbench';

const rows = `SELECT order_id, note FROM sales_schema.orders ORDER BY 1 LIMIT 12`;
const refused = 'SELECT * FROM finance_schema.ledger';
const temporary = 'CREATE TEMP TABLE mine AS SELECT 1 AS n';

describe('the history and the sessions', () => {
  const workbench = useWorkbench({
    sandbox: {},
    files: { 'demo.sql': `${rows};\n\n${refused};\n\n${temporary};\n\nSELECT pg_sleep(60);\n` },
  });

  const results = (): ReturnType<typeof webview> => webview(workbench().page);
  const status = (text: string | RegExp): Locator => results().locator('.run-status').filter({ hasText: text });
  const pane = (page: Page, title: string): Locator =>
    page.locator('.sidebar .pane').filter({ hasText: title }).first();

  const openPane = async (title: string): Promise<void> => {
    const { page } = workbench();
    const header = page.locator(`.sidebar .pane-header[aria-label^="${title}"]`).first();
    await header.waitFor();
    if ((await header.getAttribute('aria-expanded')) === 'false') await header.click();
  };
  const runAt = async (line: number, ended: string): Promise<void> => {
    const { page } = workbench();
    await goTo(page, line);
    await page.keyboard.press('Control+Enter');
    await status(ended).waitFor();
  };
  /** How often each text was sent to the warehouse. */
  const counts = async (): Promise<Record<string, number>> => {
    const { sandbox } = workbench();
    assert.ok(sandbox);
    const answer = await fetch(new URL('statements/counts?by=text', sandbox.controlUrl));
    const { counts: all } = (await answer.json()) as { counts: Record<string, number> };
    return Object.fromEntries([rows, refused, temporary].map((text) => [text, all[text] ?? 0]));
  };

  before(async function () {
    this.timeout(60_000);
    const { page, context, sandbox } = workbench();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const provider = await signInFromAccounts(page, 'Amazon Redshift');
    await signInAtProvider(provider, sandbox, 'ethan');
    await provider.close();
    assert.ok(await signedInAccount(page, 'ethan'));
    await workbench().reload();
    await openFile(page, 'demo.sql');
    await statusBarItem(page, 'Select Redshift Target').waitFor();
  });

  it('lists what was run by day, run and statement, as it ends', async () => {
    const { page, shot } = workbench();
    await openViewContainer(page, 'Redshift');
    await openPane('Warehouses');
    await openPane('History');
    await pane(page, 'History').getByText('Nothing was run yet').waitFor();
    await goTo(page, 1);
    await page.keyboard.press('Control+Enter');
    await pickItem(page, 'redshift-cluster-1');
    await pickItem(page, 'dev');
    await status('Finished').waitFor();
    await runAt(3, 'Failed');
    await runAt(5, 'Finished');
    await runCommand(page, 'Redshift: Run File');
    await status('Failed').waitFor();
    await treeRow(page, /demo\.sql.*2 statements/).waitFor();
    const seen: string[] = [];
    for (const row of await page
      .locator('.sidebar .pane-body .monaco-list-row')
      .filter({ hasText: 'demo.sql' })
      .all()) {
      seen.push((await row.innerText()).replaceAll(/\s+/g, ' '));
    }
    assert.deepEqual(
      seen.map((text) => text.replace(/.*?demo\.sql.*?· /, '').replace(/[\d.]+ (?:m?s)$/, 'T')),
      ['2 statements · 12 rows · T', '1 statement · T', '1 statement · T', '1 statement · 12 rows · T'],
    );
    await treeRow(page, /demo\.sql.*2 statements/)
      .locator('.monaco-tl-twistie')
      .click();
    await treeRow(page, /SELECT \* FROM finance_schema.*permission denied/).waitFor();
    await shot('history light');
  });

  it('filters, and searches from the palette', async () => {
    const { page, shot } = workbench();
    await runCommand(page, 'Redshift: Filter History...');
    await quickInput(page).fill('temp table');
    await page.keyboard.press('Enter');
    await pane(page, 'History').getByText('Filter: temp table').waitFor();
    await treeRow(page, temporary).waitFor();
    assert.equal(await page.locator('.sidebar .monaco-list-row').filter({ hasText: 'demo.sql' }).count(), 1);
    await shot('history filtered light');
    await runCommand(page, 'Redshift: Clear History Filter');
    await treeRow(page, /demo\.sql.*2 statements/).waitFor();
    await runCommand(page, 'Redshift: Search History...');
    await quickInput(page).fill('finance denied');
    await pickItem(page, refused);
    await shot('history search light');
    await pickItem(page, 'Copy Statement');
    let text: unknown;
    while (text !== `${refused};\n`) text = await page.evaluate('navigator.clipboard.readText()');
  });

  it('opens a result again after a reload, and runs nothing for it', async () => {
    const { page, reload, shot } = workbench();
    const before = await counts();
    assert.deepEqual(before, { [rows]: 2, [refused]: 2, [temporary]: 1 });
    await reload();
    await statusBarItem(page, /ethan@example.com ·/).waitFor();
    await runCommand(page, 'Preferences: Toggle between Light/Dark Themes');
    await page.locator('.monaco-workbench.vs-dark').waitFor();
    await openViewContainer(page, 'Redshift');
    await openPane('History');
    const run = treeRow(page, /demo\.sql.*2 statements/);
    await run.waitFor();
    if ((await run.getAttribute('aria-expanded')) === 'false') await run.locator('.monaco-tl-twistie').click();
    await chooseFor(page, /^SELECT order_id/, 'Open Result Again');
    await results().getByText('demo.sql, as it was run on').waitFor();
    assert.equal((await readGrid(results())).rowCount, 13);
    await shot('history opened again dark');
    await results()
      .getByRole('tab', { name: /Messages/ })
      .click();
    await results().getByText('Opened again from the history').waitFor();
    assert.deepEqual(await counts(), before);
  });

  it('runs again what only reads at once, and asks about the rest', async function () {
    // Rows of the tree move when it is read again in the moment of a click; seen once, on a loaded machine.
    this.retries(1);
    const { page } = workbench();
    const before = await counts();
    await chooseFor(page, /^SELECT order_id/, 'Run Again');
    await page.locator('.tab.active', { hasText: /Untitled|SELECT/ }).waitFor();
    await statusBarItem(page, 'ethan@example.com · redshift-cluster-1/dev').waitFor();
    await status('Finished').waitFor();
    while ((await counts())[rows] === before[rows]);
    // The new run stands above the others, which then stay where they are.
    await treeRow(page, /Untitled.*1 statement/).waitFor();
    const create = treeRow(page, /demo\.sql.*1 statement ·(?!.*row)/);
    await create.click();
    await chooseFor(page, /demo\.sql.*1 statement ·(?!.*rows)/, 'Run Again');
    await dialogButton(page, 'Cancel').click();
    await dialogButton(page, 'Cancel').waitFor({ state: 'detached' });
    assert.deepEqual(await counts(), { ...before, [rows]: (before[rows] ?? 0) + 1 });
  });

  it('shows the session of a file, and closes it', async () => {
    const { page, sandbox, shot } = workbench();
    assert.ok(sandbox);
    await openPane('Sessions');
    const open = async (): Promise<number> => {
      const answer = await fetch(new URL('dataApi/sessions', sandbox.controlUrl));
      const { sessions } = (await answer.json()) as { sessions: { state: string }[] };
      return sessions.filter(({ state }) => state !== 'CLOSED').length;
    };
    const own = treeRow(page, /redshift-cluster-1\/dev.*Untitled.*available/);
    await own.waitFor();
    await shot('sessions dark');
    const before = await open();
    await own.hover();
    await own.getByRole('button', { name: 'Close Session' }).click();
    await own.waitFor({ state: 'detached' });
    assert.equal(await open(), before - 1);
    const other = treeRow(page, /redshift-cluster-1\/dev.*available/);
    await other.hover();
    await other.getByRole('button', { name: 'Close Session' }).click();
    await dialogButton(page, 'Close Session').click();
    await treeRow(page, 'No open sessions').waitFor();
    assert.equal(await open(), 0);
  });

  it('cancels what runs in a session that is closed, once that is wanted', async () => {
    const { page, shot } = workbench();
    const close = async (row: Locator): Promise<void> => {
      await row.waitFor();
      await row.hover();
      await row.getByRole('button', { name: 'Close Session' }).click();
      await dialogButton(page, 'Cancel Statement and Close').click();
      await status('Cancelled').waitFor();
      await treeRow(page, 'No open sessions').waitFor();
    };
    await openFile(page, 'demo.sql');
    // The file had a temporary table in the session that was closed: that is said once.
    await runAt(7, 'Failed');
    await page.keyboard.press('Control+Enter');
    await close(treeRow(page, /redshift-cluster-1\/dev.*busy/));
    await runAt(1, 'Finished');
    await goTo(page, 7);
    await page.keyboard.press('Control+Enter');
    const own = treeRow(page, /redshift-cluster-1\/dev.*demo\.sql.*busy/);
    await own.waitFor();
    await shot('sessions busy dark');
    await close(own);
  });

  it('asks for what ran under the role once that is wanted, and says where it is refused', async () => {
    const { page, shot } = workbench();
    await runCommand(page, 'Redshift: Show What Ran Under This AWS Role...');
    await dialogButton(page, 'Show Statements').click();
    await treeRow(page, /Under AWS Role/).waitFor();
    // In the sandbox as with AWS, those who may see their own alone are refused.
    await treeRow(page, /AWS refused ListStatements/).waitFor();
    await shot('history role dark');
    await runCommand(page, 'Redshift: Refresh History');
    await treeRow(page, /Under AWS Role/).waitFor({ state: 'detached' });
  });

  it('is cleared once that is confirmed', async () => {
    const { page } = workbench();
    await runCommand(page, 'Redshift: Clear History...');
    await dialogButton(page, 'Clear History').click();
    await pane(page, 'History').getByText('Nothing was run yet').waitFor();
  });
});
