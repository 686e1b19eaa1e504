import assert from 'node:assert/strict';
import { stationTexts } from './harness/accessPage';
import { signedInAccount } from './harness/accounts';
import { clipboardText } from './harness/capture';
import { control, requestCount } from './harness/control';
import { notification, openViewContainer, pickItem, runCommand, statusBarItem, webviewWith } from './harness/page';
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

  it('compare what two of their AWS roles bring', async function () {
    this.timeout(120_000);
    const { page, shot } = workbench();
    await runCommand(page, 'Redshift: Compare Access...');
    await pickItem(page, 'Another AWS role…');
    await pickItem(page, 'redshift-analyst-serverless');
    await pickItem(page, 'workgroup-1');
    const compared = await webviewWith(page, 'More in A');
    await shot('roles 4 compared');
    const sides = await compared.locator('.side-card').allInnerTexts();
    assert.deepEqual(
      {
        sides: sides.map((side) => side.split(/\n+/).slice(0, 4)),
        more: await compared.locator('.lists section').allInnerTexts(),
        differs: await compared.locator('.differs').allInnerTexts(),
        schemas: await compared.locator('.schema').getByRole('rowheader').allInnerTexts(),
      },
      {
        // One reaches the cluster, the other the workgroup; in the database they bring the same.
        sides: [
          ['A', 'gus@example.com', 'AWS role redshift-analyst-cluster', 'redshift-cluster-1/dev'],
          ['B', 'gus@example.com', 'AWS role redshift-analyst-serverless', 'workgroup-1/dev'],
        ],
        more: ['More in A\n\nNothing.', 'More in B\n\nNothing.'],
        differs: [],
        schemas: ['finance_schema', 'public', 'reporting_schema', 'sales_schema'],
      },
    );
  });

  it('see in the inspector which wanted role they did not get, and go from there', async function () {
    this.timeout(180_000);
    const { page, context, shot } = workbench();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await signIn(workbench(), 'Redshift: Sign In...', 'nora');
    await treeRow(page, 'nora@example.com').waitFor();
    await runCommand(page, 'Redshift: Open Role Inspector');
    await pickItem(page, 'nora@example.com');
    const inspector = await webviewWith(page, 'Session roles');
    await page.getByRole('button', { name: 'My Access Section' }).click();
    await treeRow(page, 'Open Role Inspector').waitFor();
    await shot('roles 5 inspector');
    await runCommand(page, 'Preferences: Toggle between Light/Dark Themes');
    await inspector.getByRole('row', { name: 'public:' }).click();
    await inspector.locator('.child').getByRole('rowheader').first().waitFor();
    await shot('roles 6 inspector dark');
    const view = page.locator('.pane', { hasText: 'My Access' }).locator('.monaco-list-row');
    const stations = await stationTexts(inspector);
    assert.deepEqual(
      {
        title: await inspector.getByRole('heading', { level: 1 }).innerText(),
        stations: stations.map(([title, link]) => `${title}: ${link}`),
        roles: await inspector.locator('[data-station="roles"]').getByRole('listitem').allInnerTexts(),
        findings: await inspector.locator('.content > .notes').allInnerTexts(),
        alerts: await inspector.getByRole('alert').allInnerTexts(),
        view: await view.allInnerTexts(),
      },
      {
        title: 'Access of nora@example.com',
        stations: ['Identity provider: Holds', 'Principal tags: Holds', 'AWS role: Holds', 'Database user: Holds', 'Session roles: Does not hold', 'Inherited roles: Note', 'Privileges: Holds'],
        roles: ['Does not hold:\nmarketing not granted'],
        findings: ['Does not hold:\nYour identity provider asks for the role marketing, and your session does not have it. Does the database have a role of that very name?'],
        alerts: [''],
        view: ['nora@example.comredshift-cluster-1/dev', 'noraas asked for', 'marketingnot granted', '1 schema', 'Open Role Inspector'],
      },
    ); // prettier-ignore

    await inspector.getByRole('button', { name: 'Copy as Markdown' }).click();
    await statusBarItem(page, 'Copied as Markdown.').waitFor();
    assert.match(await clipboardText(page), /^# Access of nora@example\.com\n[^]*\n\| ✗ Session roles \| ✗ marketing/);

    await inspector.getByRole('button', { name: 'Go to public in the explorer' }).click();
    await page.locator('.sidebar .monaco-list-row.selected', { hasText: 'public' }).waitFor();

    // Beside what somebody else was seen to have before.
    await inspector.getByRole('button', { name: 'Compare…' }).click();
    await pickItem(page, /gus@example.com.*redshift-analyst-cluster/);
    const compared = await webviewWith(page, 'Schema finance_schema');
    await shot('roles 7 compared dark');
    const lists = await compared.locator('.lists section').allInnerTexts();
    const differing = compared.locator('.schema', { has: compared.locator('.differs') });
    assert.deepEqual(
      {
        // Without the words for the signs.
        lists: lists.map((list) => list.split('\n').filter((line) => !/^(Holds:|Attention:|)$/.test(line))),
        differs: await differing.getByRole('rowheader').allInnerTexts(),
      },
      {
        lists: [
          ['More in A', 'Nothing.'],
          [
            'More in B',
            'Role sales',
            'Role finance',
            'Role reporting, inherited by finance',
            'Role reporting, inherited by sales',
            'Schema finance_schema: USAGE, SELECT on all 4, INSERT on 1 of 4, UPDATE on 1 of 4, DELETE on 1 of 4',
            'Schema reporting_schema: USAGE, SELECT on all 1',
            'Schema sales_schema: USAGE, SELECT on all 7, INSERT on 1 of 7, UPDATE on 1 of 7, DELETE on 1 of 7',
            'System privilege VACUUM, by the role finance',
            'System privilege ANALYZE, by the role reporting',
            'Default privilege SELECT on what rdsdb makes (RELATION, schema sales_schema), given to sales',
          ],
          [
            'Not the same',
            'Database user: nora in A, gus in B',
            'Tag RedshiftDbUser: nora in A, gus in B',
            'Tag RedshiftDbRoles: marketing in A, sales:finance in B',
          ],
        ],
        differs: ['finance_schema', 'reporting_schema', 'sales_schema'],
      },
    );
  });
});
