import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { signedInAccount, signInFromAccounts } from './harness/accounts';
import { ranStatements, requestCount } from './harness/control';
import { untilMarked } from './harness/marks';
import { goTo, notification, openFile, pickItem, runCommand, statusBarItem, webview } from './harness/page';
import { signInAtProvider } from './harness/provider';
import { until } from './harness/until';
import { useWorkbench } from './harness/workbench';

const marks = `CREATE TEMP TABLE IF NOT EXISTS marks AS SELECT 1 AS n;

INSERT INTO marks VALUES (2), (3);

SELECT * FROM marks ORDER BY 1;

SELECT nothing FROM marks;

SELECT pg_sleep(60);

SELECT 'behind';
`;

const transaction = `BEGIN;

SELECT 1 / 0;
`;

const batch = `CREATE TEMP TABLE mine AS SELECT 7 AS n;

SELECT n + 1 AS eight FROM mine;
`;

describe('statements in the editor', () => {
  const workbench = useWorkbench({
    sandbox: {},
    files: {
      'marks.sql': marks,
      'transaction.sql': transaction,
      'batch.sql': batch,
      'each.sql': `SELECT 1 AS one;\n\nSELECT nothing;\n\nSELECT 3 AS three;\n`,
      'committing.sql': `SELECT 1;\n\nCOMMIT;\n`,
      'many.sql': 'SELECT 1;\n'.repeat(41),
      'closed.sql': `SELECT pg_sleep(3);\n\nSELECT 'the end' AS said;\n`,
      'unwanted.sql': 'SELECT pg_sleep(61);\n',
    },
  });

  const results = (): ReturnType<typeof webview> => webview(workbench().page);
  const status = (text: string): Locator => results().locator('.run-status').filter({ hasText: text });
  const lens = (text: string): Locator => workbench().page.locator('.codelens-decoration a').filter({ hasText: text });

  before(async function () {
    this.timeout(60_000);
    const { page, sandbox } = workbench();
    const provider = await signInFromAccounts(page, 'Amazon Redshift');
    await signInAtProvider(provider, sandbox, 'ethan');
    await provider.close();
    assert.ok(await signedInAccount(page, 'ethan'));
    await workbench().reload();
  });

  /** Opens a file and gives it the target, which it is asked for once. */
  async function open(name: string): Promise<Page> {
    const { page } = workbench();
    await openFile(page, name);
    await lens('Run').first().waitFor();
    if (name !== 'marks.sql') {
      await statusBarItem(page, 'Select Redshift Target').waitFor();
      await runCommand(page, 'Redshift: Select Target...');
      await pickItem(page, /used last/);
      await statusBarItem(page, 'ethan@example.com · redshift-cluster-1/dev').waitFor();
    }
    return page;
  }

  it('have Run above them, and what became of them behind them', async () => {
    const { shot } = workbench();
    const page = await open('marks.sql');
    await lens('Run').first().waitFor();
    await lens('Run up to Here').nth(1).click();
    await pickItem(page, 'redshift-cluster-1');
    await pickItem(page, 'dev');
    await untilMarked(page, ['1: ✓', '3: ✓ 2 rows affected', '5: ✓ 3 rows']);
    await shot('statements light');
    await goTo(page, 3, 34);
    await runCommand(page, 'Show or Focus Hover');
    const hover = page.locator('.monaco-hover').filter({ hasText: 'The statement finished' });
    const told = (await hover.innerText()).replaceAll(/\s+/g, ' ');
    assert.match(told, /^✓ The statement finished 2 rows affected Duration: \d+ ms Ended: \S/);
    await page.keyboard.press('Escape');
    await runCommand(page, 'Preferences: Toggle between Light/Dark Themes');
    await page.locator('.monaco-workbench.vs-dark').waitFor();
  });

  it('go on after an error where that is asked for, and are cancelled where they stand', async () => {
    const { page, shot } = workbench();
    await runCommand(page, 'Redshift: Run File, Going on after Errors');
    await untilMarked(page, ['1: ✓', '3: ✓ 2 rows affected', '5: ✓ 5 rows', '7: ✗ failed', '9: ⟳ running…']);
    await lens('Cancel').waitFor();
    await shot('statements running dark');
    await lens('Cancel').click();
    const ended = ['1: ✓', '3: ✓ 2 rows affected', '5: ✓ 5 rows', '7: ✗ failed', '9: ⊘ cancelled', '11: – not run'];
    await untilMarked(page, ended);
    await shot('statements cancelled dark');
  });

  it('keep their marks while others are edited, and lose them with an edit of their own', async () => {
    const { page } = workbench();
    await goTo(page, 3);
    await page.keyboard.press('Enter');
    await untilMarked(page, ['1: ✓', '4: ✓ 2 rows affected', '6: ✓ 5 rows', '8: ✗ failed', '10: ⊘', '12: –']);
    await goTo(page, 4, 8);
    await page.keyboard.type(' ');
    await untilMarked(page, ['1: ✓', '6: ✓ 5 rows', '8: ✗ failed', '10: ⊘', '12: –']);
  });

  it('run up to the cursor by keys', async () => {
    const { page } = workbench();
    await goTo(page, 4);
    await page.keyboard.press('Control+Alt+Enter');
    await untilMarked(page, ['1: ✓', '4: ✓ 2 rows affected']);
  });

  it('tell their transaction in the status bar, where it can be rolled back', async () => {
    const { shot } = workbench();
    const page = await open('transaction.sql');
    await goTo(page, 1);
    await page.keyboard.press('Control+Enter');
    await statusBarItem(page, 'In a transaction').waitFor();
    await goTo(page, 3);
    await page.keyboard.press('Control+Enter');
    await statusBarItem(page, 'Transaction failed').waitFor();
    await shot('session failed dark');
    await statusBarItem(page, 'Transaction failed').click();
    await pickItem(page, 'Roll Back');
    await results()
      .getByRole('tab', { name: /Messages/ })
      .click();
    await results().locator('.message', { hasText: 'ROLLBACK' }).getByText('From the session menu').waitFor();
    await shot('session menu messages dark');
    await statusBarItem(page, /Session until \d\d:\d\d/).click();
    await pickItem(page, 'Show Sessions');
    await page.locator('.sidebar .pane-header[aria-label^="Sessions"][aria-expanded="true"]').waitFor();
    await openFile(page, 'transaction.sql');
    await statusBarItem(page, /Session until \d\d:\d\d/).click();
    await pickItem(page, 'Close Session');
    await statusBarItem(page, /Session|ransaction/).waitFor({ state: 'hidden' });
  });

  it('run as one batch', async () => {
    const { shot } = workbench();
    const page = await open('batch.sql');
    await runCommand(page, 'Redshift: Run File as Batch...');
    await page.getByText('One transaction: one that fails takes all the others back').waitFor();
    await shot('batch dark');
    await pickItem(page, 'All or nothing');
    await results().getByRole('gridcell', { name: '8' }).waitFor();
    await untilMarked(page, ['1: ✓', '3: ✓ 1 row']);
  });

  it('run as a batch each by itself, and what is selected alone', async () => {
    const page = await open('each.sql');
    const batches = (): Promise<number> => requestCount(workbench(), 'redshift-data.BatchExecuteStatement');
    const before = await batches();
    await runCommand(page, 'Redshift: Run File as Batch...');
    await pickItem(page, 'Each by itself');
    await untilMarked(page, ['1: ✓ 1 row', '3: ✗ failed', '5: ✓ 1 row']);
    await goTo(page, 4);
    await page.keyboard.press('Control+Shift+End');
    await runCommand(page, 'Redshift: Run Selection as Batch...');
    await pickItem(page, 'All or nothing');
    await untilMarked(page, ['5: ✓ 1 row']);
    await results().getByRole('gridcell', { name: '3' }).waitFor();
    assert.equal(await batches(), before + 2);
  });

  it('have nothing above and behind them where the settings are off', async () => {
    const { page, folder } = workbench();
    const set = (isOn: boolean): void =>
      writeFileSync(
        path.join(folder, '.vscode/settings.json'),
        JSON.stringify({ 'redshiftFederation.codeLens': isOn, 'redshiftFederation.statementMarks': isOn }),
      );
    mkdirSync(path.join(folder, '.vscode'));
    await openFile(page, 'each.sql');
    await untilMarked(page, ['5: ✓ 1 row']);
    set(false);
    await untilMarked(page, []);
    await lens('Run').first().waitFor({ state: 'detached' });
    set(true);
    await untilMarked(page, ['5: ✓ 1 row']);
    await lens('Run').first().waitFor();
  });

  it('are refused as a batch where they end its transaction, and are too many, and run one by one then', async () => {
    const { shot } = workbench();
    const page = await open('committing.sql');
    await runCommand(page, 'Redshift: Run File as Batch...');
    await pickItem(page, 'All or nothing');
    await notification(page, 'Statement 2 is COMMIT').waitFor();
    await open('many.sql');
    await runCommand(page, 'Redshift: Run File as Batch...');
    const told = notification(page, 'These are 41 statements; the Redshift Data API takes 40 in a batch');
    await told.waitFor();
    await shot('batch too many dark');
    await told.getByRole('button', { name: 'Run One by One' }).click();
    await status('Finished').waitFor();
    await results()
      .getByRole('tab', { name: /Messages/ })
      .click();
    // The status of the run before may have been seen: 41 statements take their time.
    await results().getByText('Line 41').waitFor({ timeout: 60_000 });
  });

  it('are cancelled when their file is closed and that is wanted', async () => {
    const page = await open('unwanted.sql');
    await page.keyboard.press('Control+Enter');
    await untilMarked(page, ['1: ⟳ running…']);
    await runCommand(page, 'View: Close Editor');
    await notification(page, 'unwanted.sql was closed while it runs')
      .getByRole('button', { name: 'Cancel It' })
      .click();
    await until(
      'the end of the statement',
      async () => (await ranStatements(workbench())).find(({ text }) => text === 'SELECT pg_sleep(61)')?.outcome,
      (outcome) => outcome === 'ABORTED',
    );
  });

  it('go on when their file is closed, which is told, and so is their end', async () => {
    const { shot } = workbench();
    const page = await open('closed.sql');
    await goTo(page, 1);
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Control+Enter');
    await untilMarked(page, ['1: ⟳ running…']);
    await runCommand(page, 'View: Close Editor');
    await notification(page, 'closed.sql was closed while it runs').waitFor();
    await shot('closed while running dark');
    const ended = notification(page, 'The run of closed.sql, which was closed, has finished.');
    await ended.getByRole('button', { name: 'Show Results' }).click();
    await results()
      .getByRole('tab', { name: /Result 2\b/ })
      .click();
    await results().getByRole('gridcell', { name: 'the end' }).waitFor();
  });
});
