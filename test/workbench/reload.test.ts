import assert from 'node:assert/strict';
import { signInFromAccounts } from './harness/accounts';
import { ranStatements } from './harness/control';
import { notification, openFile, pickItem, runCommand, statusBarItem, webviewWith } from './harness/page';
import { signInAtProvider } from './harness/provider';
import { until } from './harness/until';
import { useWorkbench } from './harness/workbench';

const slow = `BEGIN;

CREATE TEMP TABLE kept AS SELECT 41 AS almost;

SELECT almost + 1 AS answer, pg_sleep(12) FROM kept;

SELECT 'never sent' AS text;
`;
const after = `SELECT almost + 2 AS later FROM kept;
`;

describe('a reload while statements run', () => {
  const workbench = useWorkbench({ sandbox: {}, files: { 'slow.sql': slow } });

  /** Texts of the file's statements that really ran, with how each ended. */
  const ran = async (): Promise<[string, string | null][]> =>
    (await ranStatements(workbench())).map(({ text, outcome }) => [text, outcome]);

  before(async function () {
    this.timeout(60_000);
    const { page, sandbox } = workbench();
    const tab = await signInFromAccounts(page, 'Amazon Redshift');
    await signInAtProvider(tab, sandbox, 'ethan');
    await tab.close();
  });

  it('loses nothing and sends nothing twice: the running one is picked up, the others are not sent', async function () {
    this.timeout(120_000);
    const { page, reload, shot } = workbench();
    await openFile(page, 'slow.sql');
    await runCommand(page, 'Redshift: Run File');
    await pickItem(page, 'redshift-cluster-1');
    await pickItem(page, 'dev');
    await until('the long statement', ran, (texts) => texts.some(([text]) => text.includes('pg_sleep')));
    await reload();
    await statusBarItem(page, 'Waiting for slow.sql').waitFor();
    await shot('reload 1 running again');
    const told = notification(page, 'was running when the window was closed has finished');
    await told.waitFor({ timeout: 60_000 });
    await told.getByRole('button', { name: 'Show Results' }).click();
    const results = await webviewWith(page, '42');
    await results.getByText('42').first().waitFor();
    await shot('reload 2 picked up');
    assert.deepEqual(await ran(), [
      ['BEGIN', 'FINISHED'],
      ['CREATE TEMP TABLE kept AS SELECT 41 AS almost', 'FINISHED'],
      ['SELECT almost + 1 AS answer, pg_sleep(12) FROM kept', 'FINISHED'],
    ]);
  });

  it('leaves the file its session, with the open transaction and the temporary table', async function () {
    this.timeout(60_000);
    const { page, shot } = workbench();
    await openFile(page, 'slow.sql');
    await page.keyboard.press('Control+End');
    await page.keyboard.type(after);
    await page.keyboard.press('ArrowUp');
    await runCommand(page, 'Redshift: Run Statement');
    const results = await webviewWith(page, '43');
    await results.getByText('43').first().waitFor();
    await shot('reload 3 same session');
  });
});
