import assert from 'node:assert/strict';
import { signInFromAccounts } from './harness/accounts';
import { control, ranStatements, requestCount } from './harness/control';
import { readGrid } from './harness/grid';
import { notification, openFile, pickItem, runCommand, statusBarItem, webview } from './harness/page';
import { signInAtProvider } from './harness/provider';
import { until } from './harness/until';
import { useWorkbench } from './harness/workbench';

const long = `SELECT pg_sleep(6);

SELECT order_id FROM sales_schema.orders ORDER BY 1 LIMIT 3;
`;

describe('a session that ends', () => {
  const workbench = useWorkbench({ sandbox: {}, files: { 'long.sql': long } });

  /** Signs in, closes the tab, and begins to count those that open. */
  const signIn = async (): Promise<{ opened: number }> => {
    const { page, context, sandbox } = workbench();
    const tab = await signInFromAccounts(page, 'Amazon Redshift');
    await signInAtProvider(tab, sandbox, 'ethan');
    await tab.close();
    const tabs = { opened: 0 };
    context.on('page', () => tabs.opened++);
    return tabs;
  };

  /** Clicks what renews. The provider knows the person still, so its tab answers by itself. */
  const renew = async (click: () => Promise<void>): Promise<void> => {
    const opened = workbench().context.waitForEvent('page');
    await click();
    const tab = await opened;
    await tab.getByText('ethan@example.com').waitFor();
    await tab.close();
  };

  const signOut = async (): Promise<void> => {
    const { page } = workbench();
    await runCommand(page, 'Redshift: Sign Out...');
    await page.locator('.monaco-dialog-box .monaco-button').filter({ hasText: 'Sign Out' }).click();
    await statusBarItem(page, 'ethan@example.com:').waitFor({ state: 'detached' });
  };

  afterEach(async () => {
    await control(workbench(), 'PUT sessions/lifetime', { seconds: null });
    await signOut();
    await workbench().context.clearCookies();
  });

  it('in the middle of a run is asked for once, and the run goes on where it was', async function () {
    this.timeout(120_000);
    const { page, shot } = workbench();
    const tabs = await signIn();
    await openFile(page, 'long.sql');
    await runCommand(page, 'Redshift: Run File');
    await pickItem(page, 'redshift-cluster-1');
    await pickItem(page, 'dev');
    const ran = (): ReturnType<typeof ranStatements> => ranStatements(workbench());
    await until('the long statement', ran, (statements) => statements.length === 1);
    await control(workbench(), 'POST sessions/expire', { user: 'ethan' });

    const question = notification(page, 'Your session in Amazon Redshift as ethan@example.com has ended');
    await question.waitFor();
    await statusBarItem(page, 'ethan@example.com: session ended').waitFor();
    const [running] = await until('its end', ran, ([statement]) => statement?.outcome === 'FINISHED');
    assert.equal(await page.locator('.notification-toast', { hasText: 'has ended' }).count(), 1);
    assert.equal(tabs.opened, 0);
    await shot('renewal 1 question light');
    await runCommand(page, 'Preferences: Toggle between Light/Dark Themes');
    await page.locator('.monaco-workbench.vs-dark').waitFor();
    await shot('renewal 1 question dark');

    await renew(() => question.getByRole('link', { name: 'Sign in again' }).click());
    await webview(page).locator('.run-status').filter({ hasText: 'Finished' }).waitFor();
    await question.waitFor({ state: 'detached' });
    await webview(page)
      .getByRole('tab', { name: /Result 2/ })
      .click();
    assert.equal((await readGrid(webview(page), 3)).rowCount, 4);
    await shot('renewal 2 finished dark');
    assert.equal(tabs.opened, 1);
    const session = running?.sessionId;
    assert.deepEqual(
      (await ran()).map(({ text, sessionId, outcome }) => [text, sessionId === session, outcome]),
      [
        ['SELECT pg_sleep(6)', true, 'FINISHED'],
        ['SELECT order_id FROM sales_schema.orders ORDER BY 1 LIMIT 3', true, 'FINISHED'],
      ],
    );
    await statusBarItem(page, /ethan@example\.com: 5\d min/).waitFor();
  });

  it('says in the status bar when, and is offered to be renewed before, with one click and one tab', async function () {
    this.timeout(120_000);
    const { page, shot } = workbench();
    // The offer comes at half of so short a life.
    await control(workbench(), 'PUT sessions/lifetime', { seconds: 20 });
    const tabs = await signIn();
    await statusBarItem(page, 'ethan@example.com: < 1 min').waitFor();
    const offer = notification(page, 'Your session in Amazon Redshift as ethan@example.com ends at');
    await offer.waitFor();
    await shot('renewal 3 offer');
    assert.equal(tabs.opened, 0);
    await control(workbench(), 'PUT sessions/lifetime', { seconds: null });
    const logins = await requestCount(workbench(), 'idp.login');
    await renew(() => offer.getByRole('button', { name: 'Renew' }).click());
    await statusBarItem(page, /ethan@example\.com: 5\d min/).waitFor();
    await shot('renewal 4 renewed');
    assert.deepEqual([tabs.opened, (await requestCount(workbench(), 'idp.login')) - logins], [1, 0]);
  });
});
