import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { ensurePsql } from '../../scripts/editor/psql';
import { readJdbcUrl } from '../../src/federation/jdbcUrl';
import { browserStorage, clipboardText } from './harness/capture';
import { dialogButton, notification, openViewContainer, pickItem, quickInput, runCommand } from './harness/page';
import { signInByCommand } from './harness/provider';
import { SecretSearch, type Leak, type Secret } from './harness/secretSearch';
import { readableTerminals, terminalLines, typeInTerminal } from './harness/terminal';
import { chooseFor, expand, treeRow } from './harness/tree';
import { useWorkbench, type Workbench } from './harness/workbench';

/** Passwords for the database that the sandbox gave out. */
async function databasePasswords({ sandbox }: Workbench): Promise<Secret[]> {
  const answer = await fetch(`${sandbox?.controlUrl ?? ''}secrets`);
  const { secrets } = (await answer.json()) as { secrets: Secret[] };
  return secrets.filter(({ kind }) => kind === 'databasePassword');
}

/** What of them is anywhere but in the clipboard and in the environment of psql. */
async function leaks(workbench: Workbench): Promise<Leak[]> {
  const { page, console, home } = workbench;
  const search = new SecretSearch(await databasePasswords(workbench));
  const places = {
    ...(await browserStorage(page)),
    page: await page.content(),
    console: console.join('\n'),
    'command lines': commandLines(),
  };
  return [...Object.entries(places).flatMap(([where, text]) => search.in(where, text)), ...search.inFolder(home)];
}

/** The command lines of all programs, where the system shows them. */
function commandLines(): string {
  const lines = existsSync('/proc/self/cmdline') ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
  return lines
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch {
        // It ended meanwhile.
        return '';
      }
    })
    .join('\n');
}

/** A person who is signed in, with the clipboard's permissions and the tree open. */
async function signedIn(workbench: Workbench): Promise<void> {
  const { context, page } = workbench;
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(page.url()).origin });
  await openViewContainer(page, 'Redshift');
  await signInByCommand(workbench, 'Redshift: Sign In...', 'ethan');
  await expand(page, 'ethan@example.com', 'redshift-cluster-1');
}

async function copyUrl({ page }: Workbench, form: string): Promise<string> {
  await runCommand(page, 'Notifications: Clear All Notifications');
  await chooseFor(page, /^dev/, 'Copy as JDBC URL...');
  await pickItem(page, form);
  await notification(page, 'JDBC URL copied.').waitFor();
  return clipboardText(page);
}

const byHand = { kind: 'cluster', name: 'redshift-cluster-1', database: 'dev' } as const;
const sandbox = { profile: { warehouses: [byHand] } };

describe('other tools', () => {
  const workbench = useWorkbench({ sandbox, settings: readableTerminals });

  before(async function () {
    this.timeout(180_000);
    await ensurePsql(AbortSignal.timeout(120_000));
    await signedIn(workbench());
  });

  it('get the connection as a JDBC URL, on one line or with extended properties, without a secret', async function () {
    this.timeout(60_000);
    const { page, shot, sandbox: info } = workbench();
    await chooseFor(page, /^dev/, 'Copy as JDBC URL...');
    await page.locator('.quick-input-widget:visible').getByText('DBeaver').waitFor();
    await shot('hand-over 1 forms');
    await page.keyboard.press('Escape');
    const url = await copyUrl(workbench(), 'DataGrip');
    await shot('hand-over 2 copied');
    assert.match(url, /^jdbc:redshift:iam:\/\/127\.0\.0\.1:\d+\/dev\?/);
    assert.deepEqual(readJdbcUrl(url), {
      connection: {
        provider: 'saml', // its login URL is on this computer, not at Okta
        loginUrl: info?.idp.embedLink,
        region: info?.region,
        acsPort: Number(new URL(info?.acs ?? '').port),
        signInTimeout: 120,
        warehouse: byHand,
      },
      notes: [],
      secrets: [],
      ignored: [],
    });

    const [base, ...properties] = (await copyUrl(workbench(), 'extended properties')).trimEnd().split('\n');
    const parameters = new URLSearchParams(url.split('?')[1]);
    assert.deepEqual([base, properties], [url.split('?')[0], [...parameters].map((each) => each.join('='))]);
  });

  it('log in from a terminal as the person of the sign-in, by a password that is in no command line and no file', async function () {
    this.timeout(90_000);
    const { page, shot } = workbench();
    await chooseFor(page, /^dev/, 'Open psql in Terminal');
    await terminalLines(page, 'dev=>');
    await typeInTerminal(page, 'select current_user;');
    const lines = await terminalLines(page, '(1 row)');
    await shot('hand-over 3 psql');
    assert.deepEqual(lines.slice(lines.findIndex((line) => line.includes('current_user;'))), [
      'dev=> select current_user;',
      ' current_user',
      '--------------',
      ' ethan',
      '(1 row)',
      'dev=>',
    ]);
    assert.equal((await databasePasswords(workbench())).length > 0, true);
    assert.deepEqual(await leaks(workbench()), []);
  });

  it('are led to an address that is typed in where AWS does not tell it, and that is remembered', async function () {
    this.timeout(120_000);
    const { page, shot } = workbench();
    const [, address = ''] = /\/\/([^/]+)\//.exec(await copyUrl(workbench(), 'DataGrip')) ?? [];
    await signInByCommand(workbench(), 'Redshift: Sign In...', 'nora');
    await treeRow(page, 'ethan@example.com').click();
    await page.keyboard.press('ArrowLeft');
    await expand(page, 'nora@example.com');
    await chooseFor(page, 'redshift-cluster-1', 'Open psql in Terminal');
    await page.getByText('AWS does not tell you the address').waitFor();
    await shot('hand-over 4 address');
    await quickInput(page).fill('http://somewhere');
    await page.getByText('This must be a host and a port').waitFor();
    await quickInput(page).fill(address);
    await page.keyboard.press('Enter');
    await page.locator('.panel').getByText('psql: nora@example.com').first().waitFor();
    await terminalLines(page, 'dev=>');
    await typeInTerminal(page, 'select current_user;');
    const lines = await terminalLines(page, '(1 row)');
    assert.ok(lines.includes(' nora'), lines.join('\n'));

    await chooseFor(page, 'redshift-cluster-1', 'Open psql in Terminal');
    await quickInput(page).waitFor();
    assert.equal(await quickInput(page).inputValue(), address);
    await page.keyboard.press('Escape');
    assert.deepEqual(await leaks(workbench()), []);
  });
});

describe('other tools, in an editor that logs everything', () => {
  const workbench = useWorkbench({ sandbox, logLevel: 'trace' });

  before(async function () {
    this.timeout(180_000);
    await ensurePsql(AbortSignal.timeout(120_000));
    await signedIn(workbench());
  });

  it('get a temporary password by the clipboard after a question, and it is nowhere else', async function () {
    this.timeout(60_000);
    const { page, shot } = workbench();
    await copyUrl(workbench(), 'DataGrip');
    const before = [await clipboardText(page), await databasePasswords(workbench())];
    await chooseFor(page, /^dev/, 'Copy Temporary Password...');
    await page.getByText('Copy a temporary password for ethan@example.com').waitFor();
    await shot('hand-over 5 question');
    await dialogButton(page, 'Cancel').click();
    assert.deepEqual([await clipboardText(page), await databasePasswords(workbench())], before);

    await chooseFor(page, /^dev/, 'Copy Temporary Password...');
    await dialogButton(page, 'Copy Password').click();
    await notification(page, 'Password copied: log in as “ethan”').waitFor();
    await shot('hand-over 6 password');
    const copied = await clipboardText(page);
    const passwords = await databasePasswords(workbench());
    assert.deepEqual([passwords.map(({ value }) => value === copied), await leaks(workbench())], [[true], []]);
  });

  it('get no terminal, whose environment the editor would write into its logs', async () => {
    const { page, shot } = workbench();
    const before = await databasePasswords(workbench());
    await chooseFor(page, /^dev/, 'Open psql in Terminal');
    await notification(page, 'The editor’s log level is “trace”').waitFor();
    await shot('hand-over 7 logged');
    assert.deepEqual(
      [await databasePasswords(workbench()), await page.locator('.terminal-wrapper').count()],
      [before, 0],
    );
  });
});
