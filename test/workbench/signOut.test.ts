import assert from 'node:assert/strict';
import { signInFromAccounts } from './harness/accounts';
import { ranStatements } from './harness/control';
import { dialogButton, notification, openFile, pickItem, runCommand, statusBarItem, webview } from './harness/page';
import { signInAtProvider } from './harness/provider';
import { until } from './harness/until';
import { useWorkbench } from './harness/workbench';

const open = `BEGIN;

CREATE TEMP TABLE mine AS SELECT 1 AS one;
`;

describe('signing out of everything', () => {
  const workbench = useWorkbench({
    sandbox: {},
    files: { 'open.sql': open, 'slow.sql': 'SELECT pg_sleep(300);\n' },
  });

  /** The lines that the active editor shows, once they hold a text. */
  const lines = async (text: string): Promise<string> => {
    const shown = workbench().page.locator('.editor-group-container.active .view-lines');
    await shown.filter({ hasText: text }).waitFor();
    return (await shown.innerText()).replaceAll('\u00a0', ' ');
  };

  before(async function () {
    this.timeout(60_000);
    const { page, sandbox } = workbench();
    const tab = await signInFromAccounts(page, 'Amazon Redshift');
    await signInAtProvider(tab, sandbox, 'ethan');
    await tab.close();
  });

  it('is asked for knowing what is stored where, by name', async () => {
    const { page, shot } = workbench();
    await openFile(page, 'open.sql');
    await runCommand(page, 'Redshift: Run File');
    await pickItem(page, 'redshift-cluster-1');
    await pickItem(page, 'dev');
    await statusBarItem(page, 'ethan@example.com · redshift-cluster-1/dev').waitFor();
    await webview(page).getByText('Finished').first().waitFor();
    await runCommand(page, 'View: Hide Panel'); // it takes the room that the text needs
    await runCommand(page, 'Redshift: Show What Is Stored');
    const text = await lines('Secret storage');
    await shot('stored 1 signed in');
    assert.match(text, /`redshiftFederation\.sessions`, [\d.]+ KB/);
    assert.match(text, /`redshiftFederation\.profiles: sandbox`/);
    assert.match(text, /`redshiftFederation\.dataKeys\.[0-9a-f]{32}`/);
    assert.match(text, /`redshiftFederation\.targets`, /);
  });

  it('ends what runs, rolls back what is open, and leaves nothing to be seen', async function () {
    this.timeout(90_000);
    const { page, shot } = workbench();
    await runCommand(page, 'Redshift: Open Role Inspector');
    await pickItem(page, 'redshift-cluster-1');
    await page.locator('.tab', { hasText: 'Access: ' }).waitFor();
    await openFile(page, 'slow.sql');
    await runCommand(page, 'Redshift: Run File');
    await pickItem(page, 'used last');
    const ran = (): ReturnType<typeof ranStatements> => ranStatements(workbench());
    await until('pg_sleep', ran, (statements) => statements.some(({ text }) => text.includes('pg_sleep')));

    await runCommand(page, 'Redshift: Sign Out of All Accounts and Clear Stored Data...');
    await dialogButton(page, 'Sign Out and Clear').waitFor();
    await shot('stored 2 question');
    await dialogButton(page, 'Sign Out and Clear').click();
    await notification(page, 'Everything that Redshift Federation had stored is deleted.').waitFor();

    const statements = await ran();
    const session = statements.find(({ text }) => text === 'BEGIN')?.sessionId;
    const outcomes = statements.map(({ text, sessionId, outcome }) => [text, sessionId === session, outcome]);
    assert.deepEqual(outcomes.sort(), [
      ['BEGIN', true, 'FINISHED'],
      ['CREATE TEMP TABLE mine AS SELECT 1 AS one', true, 'FINISHED'],
      ['ROLLBACK', true, 'FINISHED'],
      ['SELECT pg_sleep(300)', false, 'ABORTED'],
      // Each ends the session that it runs in, and so itself.
      ['SELECT pg_terminate_backend(pg_backend_pid())', false, 'FAILED'],
      ['SELECT pg_terminate_backend(pg_backend_pid())', true, 'FAILED'],
    ]);
    assert.deepEqual(await page.locator('.tab', { hasText: 'Access: ' }).count(), 0);
    await webview(page).getByText('No results yet').waitFor();
    await runCommand(page, 'View: Hide Panel'); // it takes the room that the text needs
    await runCommand(page, 'Redshift: Show What Is Stored');
    // The document of before stands until the new text is there.
    const text = await until(
      'the new text',
      () => lines('Secret storage'),
      (shown) => !/redshiftFederation\.sessions/.test(shown),
    );
    await shot('stored 3 cleared');
    assert.doesNotMatch(text, /redshiftFederation\.(targets|dataKeys)|`runs\//);
    assert.match(text, /`redshiftFederation\.profiles: sandbox`/);
  });
});
