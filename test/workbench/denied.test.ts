import assert from 'node:assert/strict';
import type { FrameLocator, Page } from 'playwright-core';
import { clipboardText } from './harness/capture';
import { goTo, openFile, openViewContainer, pickItem, runCommand, statusBarItem, webviewWith } from './harness/page';
import { signInByCommand } from './harness/provider';
import { chooseFor, expand } from './harness/tree';
import { useWorkbench } from './harness/workbench';

const statements = `SELECT * FROM finance_schema.ledger;

SELECT seller FROM sales_schema.commissions;
`;

describe('why it was denied', () => {
  const workbench = useWorkbench({
    sandbox: {},
    settings: { 'redshiftFederation.accessRequestAddress': 'data-access@example.com' },
    files: { 'denied.sql': statements },
  });

  /** The page, once it has its answer about this. */
  const answer = async (page: Page, about: string): Promise<FrameLocator> => {
    const frame = await webviewWith(page, `Why Denied: ${about}`);
    await frame.getByRole('status').filter({ hasText: 'Read at' }).waitFor();
    return frame;
  };
  const needs = async (frame: FrameLocator): Promise<string[]> =>
    (await frame.locator('.needs li').allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim());

  before(async function () {
    this.timeout(90_000);
    const { page, context } = workbench();
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(page.url()).origin });
    await openViewContainer(page, 'Redshift');
    await signInByCommand(workbench(), 'Redshift: Sign In...', 'ethan');
    await openFile(page, 'denied.sql');
    await statusBarItem(page, 'Select Redshift Target').waitFor();
    await goTo(page, 1);
    await page.keyboard.press('Control+Enter');
    await pickItem(page, 'redshift-cluster-1');
    await pickItem(page, 'dev');
  });

  it('is answered from the error in the results, with a request that can be copied and mailed', async () => {
    const { page, shot } = workbench();
    const results = await webviewWith(page, 'permission denied for schema finance_schema');
    await shot('denied 1 error light');
    await results.getByRole('button', { name: 'Why Denied?' }).click();
    const frame = await answer(page, 'finance_schema.ledger');
    await shot('denied 2 page light');
    await frame.getByRole('button', { name: 'Copy Request' }).click();
    await frame.getByRole('status').filter({ hasText: 'Copied.' }).waitFor();
    const grants =
      'GRANT USAGE ON SCHEMA finance_schema TO ROLE sales;\nGRANT SELECT ON finance_schema.ledger TO ROLE sales;';
    const mail = new URL((await frame.getByRole('link', { name: 'Open Mail' }).getAttribute('href')) ?? '');
    const request = await clipboardText(page);
    assert.deepEqual(
      {
        summary: await frame.locator('.summary').innerText(),
        needs: await needs(frame),
        asks: await frame.locator('pre').allInnerTexts(),
        mail: [mail.protocol, mail.pathname, mail.searchParams.get('subject'), mail.searchParams.get('body')],
      },
      {
        summary: 'You lack USAGE on schema finance_schema, SELECT on finance_schema.ledger.',
        needs: ['✗ USAGE on schema finance_schema you lack it', '✗ SELECT on finance_schema.ledger you lack it'],
        asks: [request, grants, 'sales:…'],
        mail: [
          'mailto:',
          'data-access@example.com',
          'Access to finance_schema.ledger',
          request.replaceAll('\n', '\r\n'),
        ],
      },
    );
    assert.ok(request.includes(grants));
    await frame.getByRole('button', { name: 'Copy GRANT' }).click();
    assert.equal(await clipboardText(page), grants);
  });

  it('is answered by the light bulb, in every theme', async () => {
    const { page, shot } = workbench();
    await runCommand(page, 'Preferences: Toggle between Light/Dark Themes');
    await page.locator('.monaco-workbench.vs-dark').waitFor();
    await shot('denied 3 page dark');
    await openFile(page, 'denied.sql');
    await goTo(page, 3);
    await page.keyboard.press('Control+Enter');
    await webviewWith(page, 'permission denied for relation commissions');
    await goTo(page, 3);
    await page.locator('.squiggly-error').waitFor();
    await page.keyboard.press('Control+.');
    const action = page.locator('.action-widget').getByText('Why Denied?');
    await action.waitFor();
    await shot('denied 4 light bulb dark');
    await page.keyboard.press('Enter');
    const frame = await answer(page, 'sales_schema.commissions');
    await shot('denied 5 table dark');
    assert.deepEqual(await needs(frame), [
      '✓ USAGE on schema sales_schema you have it',
      '✗ SELECT on sales_schema.commissions you lack it',
    ]);
  });

  it('is answered for a node of the tree, and for the name at the cursor', async () => {
    const { page } = workbench();
    await expand(page, 'ethan@example.com', 'redshift-cluster-1', /^dev/);
    await chooseFor(page, 'sales_schema', 'Why Denied?');
    const ofSchema = await answer(page, 'sales_schema');
    assert.equal(
      await ofSchema.locator('.summary').innerText(),
      'As far as one can see, nothing is missing: you have all that this needs.',
    );
    await openFile(page, 'denied.sql');
    await goTo(page, 1, 20);
    await runCommand(page, 'Redshift: Why Denied?');
    const frame = await answer(page, 'finance_schema.ledger');
    assert.deepEqual(await needs(frame), [
      '✗ USAGE on schema finance_schema you lack it',
      '✗ SELECT on finance_schema.ledger you lack it',
    ]);
  });
});
