import assert from 'node:assert/strict';
import { signedInAccount } from './harness/accounts';
import { openViewContainer, pickItem, runCommand, webviewWith } from './harness/page';
import { signInAtProvider } from './harness/provider';
import { treeRow, treeRows } from './harness/tree';
import { useWorkbench, type Workbench } from './harness/workbench';

/** Runs a command that signs in, and does so at the provider, in the tab that opens; nobody is signed in there before. */
async function signIn({ page, context, sandbox }: Workbench, command: string, user: string): Promise<void> {
  await context.clearCookies();
  const opened = context.waitForEvent('page');
  await runCommand(page, command);
  const tab = await opened;
  await signInAtProvider(tab, sandbox, user);
  await tab.getByRole('heading').first().waitFor();
  await tab.close();
}

/** The rows below the accounts, as one sees them: what failed by its first words. */
async function warehouses({ page }: Workbench): Promise<string[]> {
  const rows = (await treeRows(page)).filter(({ level }) => level === 2);
  return rows.map(({ text }) => text.split(':')[0] ?? '').sort();
}

describe('people with other roles', () => {
  const byHand = { kind: 'cluster', name: 'redshift-cluster-1', database: 'dev' } as const;
  const workbench = useWorkbench({ sandbox: { profile: { warehouses: [byHand] } } });

  it('choose one of several AWS roles, and another one later, as the same account', async function () {
    this.timeout(120_000);
    const { page, shot } = workbench();
    await openViewContainer(page, 'Redshift');
    await signIn(workbench(), 'Redshift: Sign In...', 'gus');
    await shot('roles 1 choice');
    await pickItem(page, 'redshift-analyst-cluster');
    await treeRow(page, 'AWS refused ListWorkgroups').waitFor();
    assert.deepEqual(await warehouses(workbench()), [
      'AWS refused ListWorkgroups of Amazon Redshift Serverless',
      'redshift-cluster-1cluster',
    ]);

    await signIn(workbench(), 'Redshift: Switch AWS Role...', 'gus');
    await pickItem(page, 'redshift-analyst-serverless');
    await treeRow(page, 'workgroup-1').waitFor();
    await shot('roles 2 switched');
    assert.deepEqual(await warehouses(workbench()), [
      'AWS refused DescribeClusters of Amazon Redshift',
      'redshift-cluster-1cluster',
      'workgroup-1serverless workgroup',
    ]);
    assert.equal(await signedInAccount(page, 'gus'), 'gus@example.com (Amazon Redshift)');
  });

  it('see in the inspector which wanted role they did not get', async function () {
    this.timeout(120_000);
    const { page, shot } = workbench();
    await signIn(workbench(), 'Redshift: Sign In...', 'nora');
    await treeRow(page, 'nora@example.com').waitFor();
    await runCommand(page, 'Redshift: Open Role Inspector');
    await pickItem(page, 'nora@example.com');
    const inspector = await webviewWith(page, 'Database roles');
    const row = inspector.getByRole('row', { name: 'marketing' });
    await row.waitFor();
    await shot('roles 3 inspector');
    assert.deepEqual(
      {
        title: await inspector.getByRole('heading', { level: 1 }).innerText(),
        sections: await inspector.getByRole('heading', { level: 2 }).allInnerTexts(),
        columns: await inspector.getByRole('columnheader').allInnerTexts(),
        row: [await row.getByRole('rowheader').innerText(), ...(await row.getByRole('cell').allInnerTexts())],
        alerts: await inspector.getByRole('alert').allInnerTexts(),
      },
      {
        title: 'Roles: nora@example.com on redshift-cluster-1',
        sections: ['Database user', 'Database roles', 'AWS session', 'Identity provider'],
        columns: ['Role', 'Tag RedshiftDbRoles', 'Session'],
        row: ['marketing', 'wanted', '✗not granted'],
        alerts: [''],
      },
    );
  });
});
