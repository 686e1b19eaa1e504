import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import { clipboardText } from './harness/capture';
import { control } from './harness/control';
import { notification, quickInput, runCommand, webviewWith } from './harness/page';
import { signInAtProvider, signInByCommand } from './harness/provider';
import { SecretSearch, type Secret } from './harness/secretSearch';
import { until } from './harness/until';
import { useWorkbench } from './harness/workbench';

const title = 'Sign-In Diagnosis: Sandbox';
const notLooked = ['Warehouse', 'Network', 'Database credentials', 'Permissions of the Data API'];

describe('the sign-in doctor', () => {
  const workbench = useWorkbench({
    sandbox: { profile: { warehouses: [{ kind: 'cluster', name: 'redshift-cluster-1', database: 'dev' }] } },
  });

  before(async () => {
    const { context, page } = workbench();
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(page.url()).origin });
  });

  /** Signs in at the provider in the tab that opens when something was done. */
  const diagnose = async (begin: () => Promise<void>): Promise<FrameLocator> => {
    const { context, page, sandbox } = workbench();
    await context.clearCookies();
    const opened = context.waitForEvent('page');
    await begin();
    const tab = await opened;
    await signInAtProvider(tab, sandbox, 'ethan');
    await tab.getByRole('heading', { name: 'The answer has arrived' }).waitFor();
    await tab.close();
    return webviewWith(page, title);
  };

  /** The steps as a screen reader has them: name and state. */
  const steps = async (doctor: FrameLocator): Promise<string[]> =>
    (await doctor.getByRole('list', { name: 'Steps' }).getByRole('heading').allInnerTexts()).map((text) =>
      text.replace(/\s+/g, ' ').trim(),
    );

  const inBothThemes = async (name: string): Promise<void> => {
    const { page, shot } = workbench();
    for (const theme of ['light', 'dark']) {
      await shot(`${name} ${theme}`);
      await runCommand(page, 'Preferences: Toggle between Light/Dark Themes');
      await page.locator(theme === 'light' ? '.monaco-workbench.vs-dark' : '.monaco-workbench:not(.vs-dark)').waitFor();
    }
  };

  it('goes through a sound sign-in live, to the last step', async function () {
    this.timeout(120_000);
    const { page } = workbench();
    const doctor = await diagnose(() => runCommand(page, 'Redshift: Diagnose Sign-In...'));
    await doctor.getByRole('status').filter({ hasText: 'Nothing is wrong: all 21 steps passed.' }).waitFor();
    const told = await steps(doctor);
    assert.equal(told.length, 21);
    assert.deepEqual(
      told.filter((step) => !step.endsWith(' passed')),
      [],
    );
    const labels = await doctor.locator('summary').allInnerTexts();
    assert.deepEqual([...new Set(labels)], ['What was seen']);
    await doctor.getByRole('button', { name: 'Copy Report', disabled: false }).waitFor();
    assert.equal(await doctor.getByRole('button', { name: 'Cancel' }).isDisabled(), true);
    await inBothThemes('doctor 1 sound');
  });

  it('is offered where a sign-in fails, names the fault with what to do, and gives a report without secrets', async function () {
    this.timeout(120_000);
    const { page, sandbox } = workbench();
    await control(workbench(), 'PUT plants', { name: 'rolesByComma' });
    await signInByCommand(workbench(), 'Redshift: Sign In...', 'ethan');
    const refused = notification(page, 'AWS does not accept something in this sign-in');
    const doctor = await diagnose(() => refused.getByRole('button', { name: 'Diagnose' }).click());
    await doctor.getByRole('status').filter({ hasText: 'Something is wrong: Principal tags.' }).waitFor();
    await doctor.getByText('The roles in RedshiftDbRoles are separated by commas.').scrollIntoViewIfNeeded();
    await inBothThemes('doctor 2 fault');
    const told = await steps(doctor);
    assert.deepEqual(
      told.filter((step) => !step.endsWith(' passed')),
      [
        '✗Principal tags failed',
        '–AWS credentials not reached',
        ...notLooked.map((step) => `–${step} not reached`),
        '–Login to the database not reached',
        '–Database roles not reached',
      ],
    );
    await doctor.getByRole('button', { name: 'Copy Report' }).click();
    await notification(page, 'The report was copied').waitFor();
    const report = await clipboardText(page);
    assert.match(
      report,
      /^14\. \*\*Principal tags\*\*: failed\n {3}- The roles in RedshiftDbRoles are separated by commas\./m,
    );
    assert.match(report, /`ethan@example\.com`/);
    assert.ok(report.includes(sandbox?.acs ?? '-'));
    const { secrets } = await control<{ secrets: Secret[] }>(workbench(), 'GET secrets');
    assert.ok(secrets.some(({ kind }) => kind === 'assertion'));
    assert.deepEqual(new SecretSearch(secrets).in('report', report), []);
  });

  it('judges a response that is pasted into a box of dots, and can be cancelled', async function () {
    this.timeout(60_000);
    const { page } = workbench();
    const doctor = await webviewWith(page, title);
    await doctor.getByRole('button', { name: 'Paste a Response Instead' }).click();
    await quickInput(page).waitFor();
    assert.equal(await quickInput(page).getAttribute('type'), 'password');
    await quickInput(page).fill('SAMLRequest=abc');
    await page.keyboard.press('Enter');
    await doctor
      .getByRole('status')
      .filter({ hasText: 'Something is wrong: Answer of the identity provider.' })
      .waitFor();
    await doctor.getByRole('button', { name: 'Paste a Response Instead' }).click();
    await quickInput(page).waitFor();
    await page.keyboard.press('Escape');
    await until(
      'the end',
      () => doctor.getByRole('status').innerText(),
      (text) => text === 'Cancelled.',
    );
  });
});
