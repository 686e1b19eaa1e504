import assert from 'node:assert/strict';
import { accountsMenu, signedInAccount, signInFromAccounts, signOutFromAccounts } from './harness/accounts';
import { matrixRows, stationTexts } from './harness/accessPage';
import { readGrid } from './harness/grid';
import { openFile, openViewContainer, pickItem, runCommand, webview, webviewWith } from './harness/page';
import { signInAtProvider } from './harness/provider';
import { expand, treeRow, treeRows } from './harness/tree';
import { useWorkbench } from './harness/workbench';

const demo = `SELECT current_user,* FROM pg_get_session_roles() eff_ro(name name, roleid integer);

SELECT order_id, note, total FROM sales_schema.orders ORDER BY 1;

SELECT * FROM finance_schema.ledger;
`;

describe('a person of the sales team', () => {
  const workbench = useWorkbench({ sandbox: {}, files: { 'demo.sql': demo } });

  it('gets from the Accounts menu to rows, sees why not to all, and signs out', async function () {
    this.timeout(180_000);
    const { page, sandbox, shot, reload } = workbench();
    const offer = 'Sign in with Amazon Redshift to use Redshift Federation (1)';
    assert.deepEqual(await accountsMenu(page, 'Amazon Redshift'), [offer]);

    const tab = await signInFromAccounts(page, 'Amazon Redshift');
    await tab.getByLabel('Username').waitFor();
    await shot('job 1 provider', tab);
    await signInAtProvider(tab, sandbox, 'ethan');
    await tab.getByText('ethan@example.com').waitFor();
    await shot('job 2 answer', tab);
    await tab.close();
    assert.equal(await signedInAccount(page, 'ethan'), 'ethan@example.com (Amazon Redshift)');

    await openViewContainer(page, 'Redshift');
    await expand(page, 'ethan@example.com', 'redshift-cluster-1', 'dev', 'sales_schema', 'orders');
    const tree = await treeRows(page);
    assert.deepEqual(
      tree.filter(({ level }) => level === 4).map(({ text }) => text),
      ['public', 'reporting_schema', 'sales_schema'],
    );
    assert.ok(tree.some(({ level, text }) => level === 6 && text.startsWith('order_idbigint')));
    await shot('job 3 sidebar');

    await openFile(page, 'demo.sql');
    await runCommand(page, 'Redshift: Run File');
    await pickItem(page, 'redshift-cluster-1');
    await pickItem(page, 'dev');
    const results = webview(page);
    await results.getByText('permission denied for schema finance_schema').first().waitFor();
    await page.locator('.squiggly-error').first().waitFor();
    await shot('job 4 messages');
    await results.getByRole('tab', { name: /Result 2/ }).click();
    assert.equal((await readGrid(results, 10)).rowCount, 5001);
    await shot('job 5 rows');
    await results.getByRole('tab', { name: /Result 1/ }).click();
    const own = await readGrid(results);
    assert.deepEqual(
      [own.columns, own.rows.map((row) => row.slice(0, 2))],
      [['current_user', 'name', 'roleid'], [['ethan', 'sales']]],
    );

    await runCommand(page, 'Redshift: Open Role Inspector');
    await pickItem(page, 'redshift-cluster-1');
    const inspector = await webviewWith(page, 'Session roles');
    await shot('job 6 inspector');
    const stations = await stationTexts(inspector);
    assert.deepEqual(
      [stations.map(([title, link]) => `${title}: ${link}`), await matrixRows(inspector)],
      [
        ['Identity provider: Holds', 'Principal tags: Holds', 'AWS role: Holds', 'Database user: Holds', 'Session roles: Holds', 'Inherited roles: Holds', 'Privileges: Holds'],
        [
          'public: USAGE, CREATE, SELECT all 1',
          'reporting_schema: USAGE, SELECT all 1',
          'sales_schema: USAGE, SELECT all 7, INSERT 1 of 7, UPDATE 1 of 7, DELETE 1 of 7',
        ],
      ],
    ); // prettier-ignore

    await reload();
    assert.equal(await signedInAccount(page, 'ethan'), 'ethan@example.com (Amazon Redshift)');
    await openViewContainer(page, 'Redshift');
    await treeRow(page, 'redshift-cluster-1').waitFor();

    await signOutFromAccounts(page, 'ethan');
    assert.deepEqual(await accountsMenu(page, 'Sign in with'), [offer]);
    await shot('job 7 signed out');
  });
});
