import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { signedInAccount, signInFromAccounts } from './harness/accounts';
import { control } from './harness/control';
import { readGrid } from './harness/grid';
import {
  dialogButton,
  goTo,
  notification,
  openFile,
  openViewContainer,
  pickItem,
  quickInput,
  runCommand,
  statusBarItem,
  webview,
} from './harness/page';
import { signInAtProvider, signInByCommand } from './harness/provider';
import { chooseFor, treeRow } from './harness/tree';
import { until } from './harness/until';
import { useWorkbench } from './harness/workbench';

const rows = `SELECT order_id, note FROM sales_schema.orders ORDER BY 1 LIMIT 12`;
const refused = 'SELECT * FROM finance_schema.ledger';
const temporary = 'CREATE TEMP TABLE mine AS SELECT 1 AS n';

describe('the history and the sessions', () => {
  const workbench = useWorkbench({
    sandbox: {},
    files: {
      'demo.sql': `${rows};\n\n${refused};\n\n${temporary};\n\nSELECT pg_sleep(60);\n`,
      'ledger.sql': `-- redshift: account=frida@example.com warehouse=redshift-cluster-1 database=dev\nSELECT count(*) FROM finance_schema.ledger;\n`,
    },
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
    // The panel has nothing to show after a reload, and leads to what has.
    await shot('results after reload dark');
    await results().getByRole('button', { name: 'Show History' }).click();
    await page.locator('.sidebar .pane-header[aria-label^="History"][aria-expanded="true"]').waitFor();
    const run = treeRow(page, /demo\.sql.*2 statements/);
    await run.waitFor();
    if ((await run.getAttribute('aria-expanded')) === 'false') await run.locator('.monaco-tl-twistie').click();
    await chooseFor(page, /^SELECT order_id/, 'Open Result Again');
    await results().getByText('demo.sql, as it was run on').waitFor();
    await status(/From history, \d/).waitFor();
    assert.equal((await readGrid(results())).rowCount, 13);
    await shot('history opened again dark');
    await results()
      .getByRole('tab', { name: /Messages/ })
      .click();
    await results().getByText('Opened again from the history').waitFor();
    assert.deepEqual(await counts(), before);
  });

  it('says of a result that the server has no more that it is gone', async () => {
    const { page } = workbench();
    const code = 'ResourceNotFoundException';
    const gone = {
      service: 'redshift-data',
      action: 'GetStatementResult',
      status: 400,
      code,
      message: 'No such query.',
    };
    await control(workbench(), 'POST faults', gone);
    await chooseFor(page, /^SELECT order_id/, 'Open Result Again');
    await notification(page, 'The result is no longer there: Redshift keeps results for 24 hours.').waitFor();
    // What is shown stays.
    await status(/From history, \d/).waitFor();
  });

  it('goes to the file of a statement, and to its place there', async () => {
    const { page } = workbench();
    await openFile(page, 'demo.sql');
    await goTo(page, 7);
    await runCommand(page, 'View: Close Editor');
    await chooseFor(page, /^SELECT \* FROM finance_schema/, 'Go to File');
    await page.locator('.tab.active', { hasText: 'demo.sql' }).waitFor();
    await statusBarItem(page, 'Ln 3, Col 1').waitFor();
  });

  it('runs again what only reads at once, and asks about the rest', async () => {
    const { page } = workbench();
    const before = await counts();
    await chooseFor(page, /^SELECT order_id/, 'Run Again');
    await page.locator('.tab.active', { hasText: /Untitled|SELECT/ }).waitFor();
    await statusBarItem(page, 'ethan@example.com · redshift-cluster-1/dev').waitFor();
    await status('Finished').waitFor();
    await until('the run', counts, (now) => now[rows] !== before[rows]);
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
    await results().getByText('was closed from the Sessions view of this window.').first().waitFor();
    await shot('session closed here dark');
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

  it('shows what ran under the role where that may be seen, but for what is in the history here', async () => {
    const { page, shot } = workbench();
    const ask = async (): Promise<void> => {
      await runCommand(page, 'Redshift: Show What Ran Under This AWS Role...');
      await pickItem(page, 'frida');
      await dialogButton(page, 'Show Statements').click();
      await treeRow(page, 'Under AWS Role redshift-finance').waitFor();
    };
    await signInByCommand(workbench(), 'Redshift: Sign In...', 'frida');
    await openFile(page, 'ledger.sql');
    await runCommand(page, 'Redshift: Run File');
    await dialogButton(page, 'Use It').click();
    await status('Finished').waitFor();
    await ask();
    await treeRow(page, 'Nothing ran elsewhere in the last 24 hours').waitFor();
    await runCommand(page, 'Redshift: Clear History...');
    await pickItem(page, 'frida');
    await dialogButton(page, 'Clear History').click();
    await pane(page, 'History').getByText('Nothing was run yet').waitFor();
    await ask();
    await treeRow(page, /SELECT count\(\*\) FROM finance_schema\.ledger.*finished/).waitFor();
    await shot('history role shown dark');
  });

  it('says of a file that is gone that it is, and has the text', async () => {
    const { page, folder } = workbench();
    await openFile(page, 'ledger.sql');
    await runCommand(page, 'Redshift: Run File');
    await status('Finished').waitFor();
    await runCommand(page, 'View: Close Editor');
    rmSync(path.join(folder, 'ledger.sql'));
    await chooseFor(page, /ledger\.sql.*1 statement/, 'Go to File');
    await notification(page, 'ledger.sql is not there any more').getByRole('button', { name: 'Open as File' }).click();
    await page.locator('.tab.active', { hasText: /Untitled|SELECT count/ }).waitFor();
  });
});
