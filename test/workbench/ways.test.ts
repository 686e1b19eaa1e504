import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { signedInAccount } from './harness/accounts';
import { dialogButton, notification, pickItem, quickInput, runCommand } from './harness/page';
import { signInAtProvider } from './harness/provider';
import { useWorkbench, type Workbench } from './harness/workbench';

const anotherWay = 'Redshift: Sign In Another Way...';

/** The text below the title of the open box, which says what it is for. */
function question(page: Page, text: string | RegExp): Promise<void> {
  return page.locator('.quick-input-widget:visible .quick-input-message').filter({ hasText: text }).waitFor();
}

async function answer(page: Page, text: string | RegExp, value: string): Promise<void> {
  await question(page, text);
  await quickInput(page).fill(value);
  await page.keyboard.press('Enter');
}

const passwordOf = ({ sandbox }: Workbench, user: string): string =>
  [...(sandbox?.accounts ?? []), ...(sandbox?.authnAccounts ?? [])].find((each) => each.user === user)?.password ?? '';

async function control({ sandbox }: Workbench, path: string, body: object): Promise<void> {
  const sent = { method: 'POST', body: JSON.stringify(body) };
  assert.ok((await fetch(`${sandbox?.controlUrl ?? ''}${path}`, sent)).ok);
}

/** The form that the provider's page posts, as a person reads it in the browser's tools; nobody takes the post itself. */
async function postedForm({ context, sandbox }: Workbench, user: string): Promise<string> {
  await context.clearCookies();
  const tab = await context.newPage();
  const posted = tab.waitForRequest((request) => request.method() === 'POST' && request.url() === sandbox?.acs);
  await tab.goto(sandbox?.idp.embedLink ?? '');
  await tab.getByLabel('Username').fill(user);
  await tab.getByLabel('Password').fill(sandbox?.accounts.find((each) => each.user === user)?.password ?? '');
  await tab.getByRole('button', { name: 'Sign in' }).click();
  const form = (await posted).postData() ?? '';
  await tab.close();
  return form;
}

describe('a person who signs in another way', () => {
  const workbench = useWorkbench({ sandbox: {} });

  it('types in name and password and approves the push by its number', async function () {
    this.timeout(120_000);
    const { page, sandbox, shot } = workbench();
    const host = new URL(sandbox?.idp.origin ?? '').host;
    await runCommand(page, anotherWay);
    await page.locator('.quick-input-widget:visible').getByText('Pasted SAML response').waitFor();
    await shot('ways 1 choice');
    await pickItem(page, 'Okta user name and password');
    await answer(page, `User name at ${host}`, 'mia');
    await question(page, `Password for mia at ${host}`);
    assert.equal(await quickInput(page).getAttribute('type'), 'password');
    await shot('ways 2 password');
    await answer(page, /Password for mia/, 'not-the-password');
    await question(page, 'did not accept the user name and password');
    await shot('ways 3 wrong password');
    await quickInput(page).fill(passwordOf(workbench(), 'mia'));
    await page.keyboard.press('Enter');
    const waiting = notification(page, /Choose \d+ on Phone of mia/);
    await waiting.waitFor();
    await shot('ways 4 push');
    const number = /Choose (\d+) on/.exec(await waiting.innerText())?.[1];
    await control(workbench(), 'idp/push', { user: 'mia', answer: 'approve', number: Number(number) });
    await notification(page, 'Signed in to Amazon Redshift as mia@example.com').waitFor();
    assert.equal(await signedInAccount(page, 'mia'), 'mia@example.com (Amazon Redshift)');
  });

  it('takes a push back by cancelling the sign-in', async function () {
    this.timeout(60_000);
    const { page, sandbox } = workbench();
    await runCommand(page, anotherWay);
    await pickItem(page, 'Okta user name and password');
    await answer(page, /User name at/, 'mia');
    await answer(page, /Password for mia/, passwordOf(workbench(), 'mia'));
    const waiting = notification(page, /on Phone of mia/);
    await waiting.getByRole('button', { name: 'Cancel' }).click();
    await waiting.waitFor({ state: 'detached' });
    const pushes = async (): Promise<number> => {
      const left = (await (await fetch(`${sandbox?.controlUrl ?? ''}idp/push`)).json()) as unknown[];
      return left.length;
    };
    const end = Date.now() + 10_000;
    while ((await pushes()) > 0 && Date.now() < end) await page.waitForTimeout(100);
    assert.equal(await pushes(), 0);
  });

  it('is told why a password is not enough, and goes on in the browser', async function () {
    this.timeout(60_000);
    const { page, context, shot } = workbench();
    await runCommand(page, anotherWay);
    await pickItem(page, 'Okta user name and password');
    await answer(page, /User name at/, 'lea');
    await answer(page, /Password for lea/, passwordOf(workbench(), 'lea'));
    const message = notification(page, /Your account at .* is locked/);
    await message.waitFor();
    await shot('ways 5 locked');
    await context.clearCookies();
    const opened = context.waitForEvent('page');
    await message.getByRole('button', { name: 'Use the Browser' }).click();
    const tab = await opened;
    await signInAtProvider(tab, workbench().sandbox, 'frida');
    await tab.close();
    assert.equal(await signedInAccount(page, 'frida'), 'frida@example.com (Amazon Redshift)');
  });

  it('pastes the response that the browser got, and is told what is none', async function () {
    this.timeout(60_000);
    const { page, shot } = workbench();
    const form = await postedForm(workbench(), 'ethan');
    await runCommand(page, anotherWay);
    await pickItem(page, 'Pasted SAML response');
    await question(page, 'the field SAMLResponse');
    await quickInput(page).fill('SAMLRequest=fZJNT');
    await question(page, 'This is the request');
    await shot('ways 6 not a response');
    await quickInput(page).fill(form);
    await page.keyboard.press('Enter');
    // Nothing ties a pasted answer to this window, and ethan is new here.
    await dialogButton(page, 'Use This Account').click();
    await notification(page, 'Signed in to Amazon Redshift as ethan@example.com').waitFor();
    assert.equal(await signedInAccount(page, 'ethan'), 'ethan@example.com (Amazon Redshift)');
  });
});

describe('a person whose editor runs on another computer', () => {
  const workbench = useWorkbench({ sandbox: {}, proxyUri: 'https://{{port}}.editor.example/' });

  it('is offered what works there, with the reason', async function () {
    this.timeout(120_000);
    const { page, shot } = workbench();
    const form = await postedForm(workbench(), 'ethan');
    await runCommand(page, 'Redshift: Sign In...');
    const rows = page.locator('.quick-input-widget:visible .monaco-list-row');
    await rows.first().waitFor();
    await shot('ways 7 elsewhere');
    const texts = await rows.locator('.label-name').allInnerTexts();
    assert.deepEqual(
      [texts, await quickInput(page).getAttribute('placeholder')],
      [
        [
          'Pasted SAML response',
          'Copied from the developer tools of any browser.',
          'Okta user name and password',
          'Typed in here, with code or push. Nothing of it is stored.',
          'Browser',
          'Only if its port is forwarded unchanged.',
        ],
        'This editor runs on another computer, which your browser cannot reach.',
      ],
    );
    await pickItem(page, 'Pasted SAML response');
    await question(page, 'the field SAMLResponse');
    await quickInput(page).fill(form);
    await page.keyboard.press('Enter');
    assert.equal(await signedInAccount(page, 'ethan'), 'ethan@example.com (Amazon Redshift)');
  });
});
