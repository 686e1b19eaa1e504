import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { signInFromAccounts } from './harness/accounts';
import { control, ranStatements } from './harness/control';
import { dialogButton, openFile, pickItem, quickInput, runCommand, statusBarItem, webviewWith } from './harness/page';
import { signInAtProvider } from './harness/provider';
import { until } from './harness/until';
import { useWorkbench, type Workbench } from './harness/workbench';

const cluster = { kind: 'cluster', name: 'redshift-cluster-1', database: 'dev' } as const;

async function signIn({ page, sandbox }: Workbench): Promise<void> {
  const tab = await signInFromAccounts(page, 'Amazon Redshift');
  await signInAtProvider(tab, sandbox, 'ethan');
  await tab.close();
}

const dialog = (page: Page): Promise<string> => page.locator('.monaco-dialog-box').innerText();

/** Texts of the file's statements that really ran. */
const ran = async (workbench: Workbench): Promise<string[]> => (await ranStatements(workbench)).map(({ text }) => text);

describe('a file that names its target and has parameters', () => {
  const header = `-- redshift: profile=sandbox account=ethan@example.com warehouse=redshift-cluster-1 database=dev
`;
  const files = {
    'headed.sql': `${header}SELECT :word AS word, :nothing AS nothing, :number + 1 AS number;

SELECT :word, nme FROM sales_schema.customers;
`,
  };
  const workbench = useWorkbench({ sandbox: {}, files });

  before(async function () {
    this.timeout(60_000);
    await signIn(workbench());
  });

  it('is run there once the person has seen where that is, with values that are bound and never pasted', async function () {
    this.timeout(90_000);
    const { page, shot } = workbench();
    await openFile(page, 'headed.sql');
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('ArrowDown');
    await runCommand(page, 'Redshift: Run Statement');
    const use = dialogButton(page, 'Use It');
    await use.waitFor();
    await shot('guards 1 header');
    assert.match(await dialog(page), /redshift-sales \(123456789012\)[\s\S]*redshift-cluster-1 \(cluster\)[\s\S]*dev/);
    await use.click();
    await page.getByText('Value of :word (any type)').waitFor();
    await shot('guards 2 parameter');
    await quickInput(page).fill(`'; DROP TABLE x; --`);
    await page.keyboard.press('Enter');
    await page.getByText('Value of :nothing').waitFor();
    await page.locator('.quick-input-widget:visible').getByRole('button', { name: 'Use NULL' }).click();
    await page.getByText('Value of :number').waitFor();
    await page.locator('.quick-input-widget:visible').getByRole('button', { name: 'Choose the Type' }).click();
    await pickItem(page, 'whole number');
    await page.getByText('Value of :number (whole number)').waitFor();
    await quickInput(page).fill('4x');
    await page.getByText('This is not a whole number.').waitFor();
    await quickInput(page).fill('41');
    await page.keyboard.press('Enter');
    const results = await webviewWith(page, '42');
    await results.getByText(`'; DROP TABLE x; --`).waitFor();
    await results.getByText('NULL').first().waitFor();
    await shot('guards 3 bound');
    await statusBarItem(page, 'ethan@example.com · redshift-cluster-1/dev').waitFor();
  });

  it('is not asked about again, remembers the values, and shows an error at its place in the file', async function () {
    this.timeout(60_000);
    const { page, shot } = workbench();
    await openFile(page, 'headed.sql');
    await page.keyboard.press('Control+End');
    await runCommand(page, 'Redshift: Run Statement');
    await page.getByText('Value of :word').waitFor();
    assert.equal(await quickInput(page).inputValue(), `'; DROP TABLE x; --`);
    await page.keyboard.press('Enter');
    await webviewWith(page, 'column "nme" does not exist');
    await page.locator('.squiggly-error').first().waitFor();
    await page.keyboard.press('F8');
    await shot('guards 4 error behind a parameter');
    const place = await statusBarItem(page, /Ln \d+, Col \d+/).innerText();
    assert.match(place, /Ln 4, Col 15/);
  });

  it('forgets the values with the history', async () => {
    const { page } = workbench();
    await runCommand(page, 'Redshift: Clear History...');
    const clear = dialogButton(page, 'Clear History');
    await clear.waitFor();
    assert.match(await dialog(page), /and the values remembered for parameters, are deleted from this computer/);
    await clear.click();
    await clear.waitFor({ state: 'detached' });
    await openFile(page, 'headed.sql');
    // Nothing tells that they are gone but this.
    const offered = async (): Promise<string> => {
      await runCommand(page, 'Redshift: Run Statement');
      await page.getByText('Value of :word').waitFor();
      const value = await quickInput(page).inputValue();
      await page.keyboard.press('Escape');
      await page.getByText('Value of :word').waitFor({ state: 'hidden' });
      return value;
    };
    await until('an empty value', offered, (value) => value === '');
  });
});

describe('a read-only connection', () => {
  const workbench = useWorkbench({
    sandbox: { profile: { statements: 'readOnly', warehouses: [cluster] } },
    files: { 'write.sql': 'SELECT 1;\n\nDELETE FROM sales_schema.orders;\n', 'read.sql': 'SELECT 41 + 1 AS answer;\n' },
  });

  before(async function () {
    this.timeout(60_000);
    await signIn(workbench());
  });

  it('sends nothing of a run that would write, and says which statement is to blame', async function () {
    this.timeout(60_000);
    const { page, shot } = workbench();
    await openFile(page, 'write.sql');
    await runCommand(page, 'Redshift: Run File');
    await pickItem(page, 'redshift-cluster-1');
    await pickItem(page, 'dev');
    await webviewWith(page, 'is read-only, and this statement would write');
    await page.locator('.squiggly-error').first().waitFor();
    await shot('guards 5 read-only');
    assert.deepEqual(await ran(workbench()), []);
  });

  it('has a session in which the warehouse refuses to write, too', async function () {
    this.timeout(60_000);
    const { page } = workbench();
    await openFile(page, 'read.sql');
    await runCommand(page, 'Redshift: Run File');
    await pickItem(page, 'used last');
    await webviewWith(page, '42');
    assert.deepEqual(await ran(workbench()), ['SET default_transaction_read_only TO on', 'SELECT 41 + 1 AS answer']);
  });
});

describe('a production warehouse', () => {
  const workbench = useWorkbench({
    sandbox: { profile: { statements: 'ask', warehouses: [{ ...cluster, production: true }] } },
    files: {
      'prod.sql': 'SELECT 41 + 1 AS answer;\n\nCREATE TEMP TABLE mine AS SELECT 1 AS a;\n\nDELETE FROM mine;\n',
    },
  });

  before(async function () {
    this.timeout(60_000);
    await signIn(workbench());
  });

  it('is asked for once for each file, colours the status bar, and risky statements are asked for each time', async function () {
    this.timeout(90_000);
    const { page, shot } = workbench();
    await openFile(page, 'prod.sql');
    await page.keyboard.press('Control+Home');
    await runCommand(page, 'Redshift: Run Statement');
    await pickItem(page, 'redshift-cluster-1');
    await pickItem(page, 'dev');
    const run = dialogButton(page, /^Run$/);
    await run.waitFor();
    await shot('guards 6 production');
    assert.match(await dialog(page), /redshift-cluster-1\/dev is marked as production[\s\S]*SELECT 41 \+ 1 AS answer/);
    await run.click();
    await webviewWith(page, '42');
    const item = page.locator('.statusbar-item.warning-kind', { hasText: 'redshift-cluster-1' });
    await item.waitFor();
    await shot('guards 7 production status bar');

    await runCommand(page, 'Redshift: Run File');
    await run.waitFor();
    await shot('guards 8 risky');
    assert.match(await dialog(page), /DELETE without WHERE removes all rows of mine\.[\s\S]*DELETE FROM mine/);
    await dialogButton(page, 'Cancel').click();
    assert.deepEqual(await ran(workbench()), ['SELECT 41 + 1 AS answer']);
    await control(workbench(), 'DELETE statements');
    await runCommand(page, 'Redshift: Run File');
    await run.click();
    const results = await webviewWith(page, 'Messages');
    await results.getByRole('tab', { name: 'Messages' }).click();
    await results.getByText('1 row affected').last().waitFor();
    await until(
      'the last statement',
      () => ran(workbench()),
      (texts) => texts.at(-1) === 'DELETE FROM mine',
    );
  });
});
