import assert from 'node:assert/strict';
import { signedInAccount } from './harness/accounts';
import { control, requestCount } from './harness/control';
import { notification, openViewContainer, pickItem, runCommand, webviewWith } from './harness/page';
import { signInAtProvider } from './harness/provider';
import { treeRow, treeRows } from './harness/tree';
import { useWorkbench, type Workbench } from './harness/workbench';

/** Past the five minutes from its issue in which AWS takes an answer; ms. */
const tooLate = 330_000;

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

  before(async function () {
    this.timeout(60_000);
    await openViewContainer(workbench().page, 'Redshift');
    await signIn(workbench(), 'Redshift: Sign In...', 'gus');
    await workbench().shot('roles 1 choice');
    await pickItem(workbench().page, 'redshift-analyst-cluster');
  });

  it('take another one of their AWS roles at once, as the same account', async () => {
    const { page, context, shot } = workbench();
    await treeRow(page, 'AWS refused ListWorkgroups').waitFor();
    assert.deepEqual(await warehouses(workbench()), [
      'AWS refused ListWorkgroups of Amazon Redshift Serverless',
      'redshift-cluster-1cluster',
    ]);
    const logins = await requestCount(workbench(), 'idp.login');
    let opened = 0;
    context.on('page', () => opened++);
    await runCommand(page, 'Redshift: Switch AWS Role...');
    await pickItem(page, 'redshift-analyst-serverless');
    await notification(page, 'AWS role now: redshift-analyst-serverless').waitFor();
    await treeRow(page, 'workgroup-1').waitFor();
    await shot('roles 2 switched');
    assert.deepEqual(await warehouses(workbench()), [
      'AWS refused DescribeClusters of Amazon Redshift',
      'redshift-cluster-1cluster',
      'workgroup-1serverless workgroup',
    ]);
    assert.equal(await signedInAccount(page, 'gus'), 'gus@example.com (Amazon Redshift)');
    assert.deepEqual([opened, (await requestCount(workbench(), 'idp.login')) - logins], [0, 0]);
  });

  it('switch with one click and one tab when AWS does not take the answer any more', async () => {
    const { page, context, shot } = workbench();
    const logins = await requestCount(workbench(), 'idp.login');
    await control(workbench(), 'PUT clock', { offsetMs: tooLate });
    // The next answer of AWS tells the time there.
    await runCommand(page, 'Redshift: Refresh Explorer');
    await notification(page, 'behind that of AWS').waitFor();

    let opened = 0;
    context.on('page', () => opened++);
    await signIn(workbench(), 'Redshift: Switch AWS Role...', 'gus');
    await shot('roles 3 choice again');
    await pickItem(page, 'redshift-analyst-cluster');
    await notification(page, 'Signed in to Amazon Redshift as gus@example.com').waitFor();
    await treeRow(page, 'AWS refused ListWorkgroups').waitFor();
    assert.deepEqual([opened, (await requestCount(workbench(), 'idp.login')) - logins], [1, 1]);
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
    await shot('roles 4 inspector');
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
