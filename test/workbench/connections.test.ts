import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { accountsMenu } from './harness/accounts';
import { dialogButton, notification, openViewContainer, pickItem, quickInput, runCommand } from './harness/page';
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
    await answer(page, '1/7', 'My company');
    await pickItem(page, 'Okta');
    await type(page, '3/7', 'http://example.okta.com/app/aws/1/sso/saml');
    await page.getByText('This must start with https://').waitFor();
    await shot('connection 2 wizard');
    await answer(page, '3/7', 'https://example.okta.com/app/aws/1/sso/saml');
    await page.getByText('https://example.okta.com/app/aws/1/sso/saml/metadata').waitFor();
    await shot('connection 2 metadata');
    await pickItem(page, 'I have none');
    await answer(page, '5/7', 'us-west-2');
    await pickItem(page, 'A cluster');
    await answer(page, '7/9', 'my-cluster');
    await answer(page, '8/9', 'sales');
    await page.getByText('The provider’s app must send its answer to http://localhost:7890/redshift/').waitFor();
    await shot('connection 2 whole');
    await pickItem(page, 'Port of the answer');
    await page.locator('.quick-input-title', { hasText: ': Port of the answer' }).waitFor();
    await quickInput(page).fill('70000');
    await page.getByText('This must be a whole number from 1 to 65535').waitFor();
    await quickInput(page).fill('7891');
    await page.keyboard.press('Enter');
    await pickItem(page, 'http://localhost:7891/redshift/');
    await notification(page, 'The connection “My company” was added.').waitFor();
  });

  it('is offered the sign-in by it at once', async () => {
    const { page, shot } = workbench();
    const offer = 'Sign in with Amazon Redshift to use Redshift Federation (1)';
    assert.deepEqual(await accountsMenu(page, 'Amazon Redshift'), [offer]);
    await page.locator('.sidebar').getByRole('button', { name: 'Sign In' }).waitFor();
    await shot('connection 3 added');
  });

  it('changes it value by value', async () => {
    const { page, shot } = workbench();
    await runCommand(page, 'Redshift: Edit Connection...');
    await pickItem(page, 'Region');
    await page.locator('.quick-input-title', { hasText: ': Region' }).waitFor();
    await quickInput(page).fill('nowhere');
    await page.getByText('This must be an AWS region').waitFor();
    await quickInput(page).fill('eu-west-1');
    await page.keyboard.press('Enter');
    await shot('connection 4 edit');
    await pickItem(page, 'Save');
    await notification(page, 'The connection “My company” was changed.').waitFor();
  });

  it('takes one over from a JDBC URL, and is told what cannot be', async () => {
    const { page, shot } = workbench();
    const url =
      'jdbc:redshift:iam://c1.abc.us-east-1.redshift.amazonaws.com:5439/dev?groupfederation=true&plugin_name=';
    await runCommand(page, 'Redshift: Import from JDBC URL...');
    await quickInput(page).fill(`${url}com.amazon.redshift.plugin.BrowserIdcAuthPlugin`);
    await page.getByText('it signs in by AWS IAM Identity Center').waitFor();
    await quickInput(page).fill(
      `${url}BrowserSamlCredentialsProvider&login_url=https://sso.example.org/start&password=x`,
    );
    await page.keyboard.press('Enter');
    await answer(page, '1/2', 'From JDBC');
    await notification(page, 'Not taken, because secrets are never kept: password.').waitFor();
    await shot('connection 5 jdbc');
    await pickItem(page, 'Add this connection');
    await notification(page, 'The connection “From JDBC” was added.').waitFor();
  });

  it('removes one after a question', async () => {
    const { page } = workbench();
    await runCommand(page, 'Redshift: Remove Connection...');
    await pickItem(page, 'From JDBC');
    await page.getByText('Remove the connection “From JDBC”?').waitFor();
    await dialogButton(page, 'Remove').click();
  });

  it('finds it in the settings file', async () => {
    const { page } = workbench();
    await runCommand(page, 'Redshift: Open Settings');
    await page.locator('.view-line', { hasText: '"my-cluster"' }).waitFor();
  });
});
