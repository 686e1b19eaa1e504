import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { accountsMenu } from './harness/accounts';
import { notification, openViewContainer, pickItem, quickInput, runCommand } from './harness/page';
import { useWorkbench } from './harness/workbench';

/** Types into a step of the wizard, once it is there. */
async function type(page: Page, step: string, text: string): Promise<void> {
  await page.locator('.quick-input-title', { hasText: `(${step})` }).waitFor();
  await quickInput(page).fill(text);
}

async function answer(page: Page, step: string, text: string): Promise<void> {
  await type(page, step, text);
  await page.keyboard.press('Enter');
}

describe('a person without a connection', () => {
  const broken = { name: 'Broken', loginUrl: 'http://example.okta.com', region: 'us-west-2' };
  const workbench = useWorkbench({ settings: { 'redshiftFederation.profiles': [broken] } });

  it('is told what is broken in the settings, and where', async () => {
    const { page, shot } = workbench();
    await notification(page, 'The connection “Broken” cannot be used: loginUrl must start with https://').waitFor();
    await shot('connection 1 broken');
  });

  it('adds one step by step, and is corrected while typing', async () => {
    const { page, shot } = workbench();
    await openViewContainer(page, 'Redshift');
    await page.getByRole('button', { name: 'Add Connection' }).click();
    await answer(page, '1/6', 'My company');
    await pickItem(page, 'Okta');
    await type(page, '3/6', 'http://example.okta.com/app/aws/1/sso/saml');
    await page.getByText('This must start with https://').waitFor();
    await shot('connection 2 wizard');
    await answer(page, '3/6', 'https://example.okta.com/app/aws/1/sso/saml');
    await page.locator('.quick-input-title', { hasText: '(4/6)' }).waitFor();
    assert.equal(await quickInput(page).inputValue(), 'https://example.okta.com/app/aws/1/sso/saml/metadata');
    await page.keyboard.press('Enter');
    await answer(page, '5/6', 'us-west-2');
    await pickItem(page, 'A cluster');
    await answer(page, '7/8', 'my-cluster');
    await answer(page, '8/8', 'sales');
    await notification(page, 'The connection “My company” was added.').waitFor();
  });

  it('is offered the sign-in by it at once', async () => {
    const { page, shot } = workbench();
    const offer = 'Sign in with Amazon Redshift to use Redshift Federation (1)';
    assert.deepEqual(await accountsMenu(page, 'Amazon Redshift'), [offer]);
    await page.locator('.sidebar').getByRole('button', { name: 'Sign In' }).waitFor();
    await shot('connection 3 added');
  });

  it('finds it in the settings file', async () => {
    const { page } = workbench();
    await runCommand(page, 'Redshift: Open Settings');
    await page.locator('.view-line', { hasText: '"my-cluster"' }).waitFor();
  });
});
