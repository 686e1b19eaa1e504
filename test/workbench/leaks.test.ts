import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { samlResponseOf } from '../unit/sandbox/support/signIn';
import { signedInAccount, signInFromAccounts, signOutFromAccounts } from './harness/accounts';
import { browserStorage, captureMessages, clipboardText, type MessageCapture } from './harness/capture';
import { control } from './harness/control';
import {
  dialogButton,
  notification,
  openFile,
  openViewContainer,
  pickItem,
  quickInput,
  runCommand,
  webviewWith,
} from './harness/page';
import { signInAtProvider } from './harness/provider';
import { SecretSearch, type Leak, type Secret } from './harness/secretSearch';
import { expand, treeRow } from './harness/tree';
import { useWorkbench, type Workbench } from './harness/workbench';

const work = `SELECT order_id, note FROM sales_schema.orders ORDER BY 1;

SELECT * FROM finance_schema.ledger;
`;

/** Typed by mistake; the provider never saw it given out. */
const wrongPassword = 'Tom-typed-another-2023';

/**
 * The browser's own: what it keeps of the pages that the person visits is between it and the provider. What our editor keeps
 * in it (IndexedDB, Local Storage, Session Storage, its service worker) is searched.
 */
const browsersOwn = /^chromium\/Default\/(Cache|Network|History|Sessions|Favicons|Web Data|Login Data)/;

describe('secrets', () => {
  const workbench = useWorkbench({ sandbox: {}, files: { 'work.sql': work }, logLevel: 'trace' });
  let capture: MessageCapture;

  before(async function () {
    this.timeout(60_000);
    const { context, page } = workbench();
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(page.url()).origin });
    capture = await captureMessages(context);
    await workbench().reload();
  });

  const expectNoLeaks = async (when: string): Promise<Record<string, string>> => {
    const places = await placesOf(workbench(), capture);
    assert.deepEqual(await leaksIn(places, workbench()), [], when);
    return places;
  };

  it('of a sign-in by the browser, and of the work after it, are nowhere but in the secret storage', async function () {
    this.timeout(180_000);
    const { page, sandbox, home } = workbench();
    const tab = await signInFromAccounts(page, 'Amazon Redshift');
    await signInAtProvider(tab, sandbox, 'ethan');
    await tab.getByText('ethan@example.com').waitFor();
    await tab.close();
    await signedInAccount(page, 'ethan');
    await workAsUsual(page);
    expectTheWork(await expectNoLeaks('while signed in'), home);
  });

  it('of a sign-in by password and code are nowhere else either, nor is the password that was wrong', async function () {
    this.timeout(120_000);
    const { page } = workbench();
    await runCommand(page, 'Redshift: Sign In Another Way...');
    await pickItem(page, 'Okta user name and password');
    await answer(page, 'User name at', 'tom');
    await answer(page, 'Password for tom', wrongPassword);
    await answer(page, 'did not accept', passwordOf(workbench(), 'tom'));
    const code = await control<{ totp: string }>(workbench(), 'GET idp/codes/tom');
    await answer(page, 'ode', code.totp);
    await treeRow(page, 'tom@example.com').waitFor();
    await expectNoLeaks('while signed in by password');
  });

  it('of a sign-in by password and push are nowhere else either', async function () {
    this.timeout(120_000);
    const { page } = workbench();
    await runCommand(page, 'Redshift: Sign In Another Way...');
    await pickItem(page, 'Okta user name and password');
    await answer(page, 'User name at', 'mia');
    await answer(page, 'Password for mia', passwordOf(workbench(), 'mia'));
    const waiting = notification(page, /Choose \d+ on Phone of mia/);
    await waiting.waitFor();
    const number = Number(/Choose (\d+) on/.exec(await waiting.innerText())?.[1]);
    await control(workbench(), 'POST idp/push', { user: 'mia', answer: 'approve', number });
    await treeRow(page, 'mia@example.com').waitFor();
    await expectNoLeaks('while signed in by password and push');
  });

  it('of a pasted response are nowhere else either, nor of one that is refused', async function () {
    this.timeout(120_000);
    const { page, sandbox } = workbench();
    if (sandbox === undefined) assert.fail();
    await control(workbench(), 'POST saml/next', { user: 'nora', audience: 'urn:somebody:else' });
    const refused = await samlResponseOf(sandbox, 'nora');
    const response = await samlResponseOf(sandbox, 'frida');
    for (const pasted of [refused, response]) {
      await runCommand(page, 'Redshift: Sign In Another Way...');
      await pickItem(page, 'Pasted SAML response');
      await answer(page, 'SAML response of', pasted);
      if (pasted === refused) await notification(page, 'urn:somebody:else').waitFor();
    }
    await dialogButton(page, 'Use This Account').click();
    await treeRow(page, 'frida@example.com').waitFor();
    await expectNoLeaks('while signed in by a pasted response');
  });

  it('of a switch of the AWS role are nowhere else either', async function () {
    this.timeout(120_000);
    const { page, context, sandbox } = workbench();
    await context.clearCookies();
    const opened = context.waitForEvent('page');
    await runCommand(page, 'Redshift: Sign In...');
    const tab = await opened;
    await signInAtProvider(tab, sandbox, 'gus');
    await pickItem(page, 'redshift-analyst-cluster');
    await notification(page, 'Signed in to Amazon Redshift as gus@example.com').waitFor();
    await tab.close();
    await runCommand(page, 'Redshift: Switch AWS Role...');
    await pickItem(page, 'gus@example.com');
    await pickItem(page, 'redshift-analyst-serverless');
    await notification(page, 'AWS role now: redshift-analyst-serverless').waitFor();
    await expectNoLeaks('after a switch of the AWS role');
  });

  it('are nowhere when all have signed out', async function () {
    this.timeout(120_000);
    const { page } = workbench();
    for (const account of ['ethan', 'tom', 'mia', 'frida']) {
      await runCommand(page, 'Redshift: Sign Out...');
      await pickItem(page, account);
      await dialogButton(page, 'Sign Out').click();
      await treeRow(page, account).waitFor({ state: 'detached' });
    }
    await signOutFromAccounts(page, 'gus');
    await page.locator('.sidebar').getByText('Sign In', { exact: false }).first().waitFor();
    await expectNoLeaks('after signing out');
  });

  it('would be found in each of these places', async () => {
    const { page, home } = workbench();
    const [secret = '', other = ''] = (await secretsOf(workbench()))
      .filter(({ kind }) => kind === 'awsSessionToken')
      .flatMap(({ value }) => [value, Buffer.from(`x${value}`).toString('base64')]);
    writeFileSync(path.join(home, 'data/planted.log'), other);
    await page.evaluate(`localStorage.setItem('planted', ${JSON.stringify(secret)})`);
    await page.evaluate(`new MessageChannel().port1.postMessage({ planted: ${JSON.stringify(other)} })`);
    await page.evaluate(`console.log(${JSON.stringify(secret)})`);
    await page.evaluate(`document.title = ${JSON.stringify(secret)}`);
    const write = `navigator.clipboard.writeText(${JSON.stringify(secret)})`;
    const places = await placesOf(workbench(), capture, write);
    const wheres = new Set((await leaksIn(places, workbench())).map(({ where }) => where));
    for (const where of ['data/planted.log', 'localStorage', 'messages', 'console', 'page', 'clipboard']) {
      assert.ok(wheres.has(where), `${where} of ${[...wheres].join(', ')}`);
    }
  });
});

/** Tree, rows, a refusal, a failure, the inspector, the clipboard. */
async function workAsUsual(page: Workbench['page']): Promise<void> {
  await openViewContainer(page, 'Redshift');
  await expand(page, 'ethan@example.com', 'redshift-cluster-1', 'dev', 'sales_schema', 'orders');
  await openFile(page, 'work.sql');
  await runCommand(page, 'Redshift: Run File');
  await pickItem(page, 'redshift-cluster-1');
  await pickItem(page, 'dev');
  const results = await webviewWith(page, 'permission denied for schema finance_schema');
  await results.getByRole('tab', { name: /Result 1/ }).click();
  await results.getByText('7000000001').click();
  await page.keyboard.press('Control+C');
  await runCommand(page, 'Redshift: Open Role Inspector');
  await pickItem(page, 'redshift-cluster-1');
  await webviewWith(page, 'Session roles');
}

const passwordOf = ({ sandbox }: Workbench, user: string): string =>
  sandbox?.authnAccounts.find((each) => each.user === user)?.password ?? '';

/** Types into the box whose words contain `question`. */
async function answer(page: Workbench['page'], question: string, text: string): Promise<void> {
  await page.locator('.quick-input-widget:visible .quick-input-message').filter({ hasText: question }).waitFor();
  await quickInput(page).fill(text);
  await page.keyboard.press('Enter');
}

/** Every place that outlives or leaves the extension's memory, the files below `home` apart. */
async function placesOf(
  { page, console }: Workbench,
  capture: MessageCapture,
  before?: string,
): Promise<Record<string, string>> {
  return {
    clipboard: await clipboardText(page, before),
    ...(await browserStorage(page)),
    page: await page.content(),
    messages: capture.messages.join('\n'),
    console: console.join('\n'),
  };
}

/** What there is in these places and in the files of every secret that the sandbox gave out. */
async function leaksIn(places: Record<string, string>, workbench: Workbench): Promise<Leak[]> {
  const search = new SecretSearch(await secretsOf(workbench));
  return [
    ...Object.entries(places).flatMap(([where, content]) => search.in(where, content)),
    ...search.inFolder(workbench.home, (file) => browsersOwn.test(file)),
  ];
}

async function secretsOf(workbench: Workbench): Promise<Secret[]> {
  const { secrets } = await control<{ secrets: Secret[] }>(workbench, 'GET secrets');
  const kinds = secrets.map(({ kind }) => kind);
  for (const kind of ['userPassword', 'assertion', 'awsSecretKey', 'awsSessionToken']) {
    assert.ok(kinds.includes(kind), `The sandbox's ledger has no ${kind}.`);
  }
  return [...secrets, { kind: 'wrongPassword', value: wrongPassword }];
}

/** What must be in these places after the work: a search that looks past them would find nothing for ever. */
function expectTheWork(places: Record<string, string>, home: string): void {
  const everything = Object.entries(places).map(([where, content]) => ({ where, content }));
  const has = (where: RegExp, text: RegExp): boolean =>
    everything.some((place) => where.test(place.where) && text.test(place.content));
  assert.deepEqual(
    {
      messages: has(/messages/, /permission denied for schema/),
      clipboard: has(/clipboard/, /./),
      storage: has(/IndexedDB/, /redshift-federation/),
      secretStorage: has(/localStorage/, /secrets\.provider/),
      page: has(/page/, /work\.sql/),
      log: logOf(home).includes('ExecuteStatement of redshift-federation-'),
    },
    { messages: true, clipboard: true, storage: true, secretStorage: true, page: true, log: true },
  );
}

/** The lines of our channel, from wherever the editor put its file. */
function logOf(home: string): string {
  const files = readdirSync(home, { recursive: true, encoding: 'utf8' });
  const ours = files.filter((file) => /Redshift Federation[^/]*\.log$/.test(file));
  return ours.map((file) => readFileSync(path.join(home, file), 'utf8')).join('\n');
}
