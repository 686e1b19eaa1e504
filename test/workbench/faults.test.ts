import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { signedInAccount, signInFromAccounts } from './harness/accounts';
import { control, ranStatements, type Ran } from './harness/control';
import { orderFaults, type DataFault } from './harness/faults';
import { untilMarked } from './harness/marks';
import { goTo, isShown, notification, openFile, pickItem, runCommand, statusBarItem, webview } from './harness/page';
import { signInAtProvider } from './harness/provider';
import { until } from './harness/until';
import { useWorkbench } from './harness/workbench';

/** A fault that nobody is to notice, but for the time that it takes. */
interface Survived extends DataFault {
  action: string;
}

// Four times: more than the SDK tries again by itself.
const throttle = { throttle: true, times: 4 };
const down = { status: 503, code: 'ServiceUnavailableException', times: 4 };
const brokeDown = { status: 500, code: 'InternalServerException', when: 'after', times: 4 };
const reset = { reset: true, times: 4 };
const resetAfter = { reset: true, when: 'after', times: 4 };
const cut = { cutAfter: 20, when: 'after', times: 4 };
const slow = { delayMs: 1_000, when: 'after', times: 1 };

const sending = 'ExecuteStatement';
const waiting = 'DescribeStatement';
const fetching = 'GetStatementResult';

const survived: Readonly<Record<string, Survived>> = {
  'too many calls when it is sent': { action: sending, ...throttle },
  'a service that is down when it is sent': { action: sending, ...down },
  'a service that breaks down when it has run': { action: sending, ...brokeDown },
  'a connection that breaks before it is sent': { action: sending, ...reset },
  'a connection that breaks when it has run': { action: sending, ...resetAfter },
  'an answer that is cut off when it has run': { action: sending, ...cut },
  'an answer that comes late': { action: sending, ...slow },
  'too many calls while it is waited for': { action: waiting, ...throttle },
  'a service that is down while it is waited for': { action: waiting, ...down },
  'a connection that breaks while it is waited for': { action: waiting, ...reset },
  'an answer that is cut off while it is waited for': { action: waiting, ...cut },
  'too many calls when its rows are fetched': { action: fetching, ...throttle },
  'a service that is down when its rows are fetched': { action: fetching, ...down },
  'a connection that breaks when its rows are fetched': { action: fetching, ...reset },
  'rows that are cut off': { action: fetching, ...cut },
  'rows that come late': { action: fetching, ...slow },
};

/** Endpoints that do not know WaitTimeSeconds. Windows remember them: so these are met by windows of their own. */
const older: Readonly<Record<string, DataFault>> = {
  'an endpoint that refuses WaitTimeSeconds': {
    withMember: 'WaitTimeSeconds',
    status: 400,
    code: 'ValidationException',
    message: 'Unknown parameter WaitTimeSeconds',
    times: 0,
  },
  'an endpoint that passes over WaitTimeSeconds': {
    withMember: 'WaitTimeSeconds',
    dropMember: 'WaitTimeSeconds',
    times: 0,
  },
};

/** What each fault is met by: a text of its own, which the ledger is asked for. */
const said = (name: string): string => `in spite of ${name}`;
const quick = (name: string): string => `SELECT '${said(name)}' AS said`;
const long = (name: string, seconds = 1.5): string => `SELECT '${said(name)}' AS said, pg_sleep(${seconds})`;
const textOf = (name: string, { action }: Survived): string => (action === waiting ? long(name) : quick(name));

const refused = quick('a refusal');
const unknown = quick('an end that is not known');
const cancelled = long('a broken cancel', 60);
const expired = long('keys that end while it is waited for');
const inTransaction = quick('a loss in a transaction');
const runningInTransaction = long('a loss while it runs in a transaction', 60);
const between = quick('a loss between statements');
const running = long('a loss while it runs', 60);

/** The statements of each file, one every second line; no text is there twice. */
const files = {
  single: [
    ...Object.entries(survived).map(([name, fault]) => textOf(name, fault)),
    ...[refused, unknown, cancelled, expired],
    ...Object.keys(older).map((name) => long(name)),
  ],
  batch: ['CREATE TEMP TABLE batched AS SELECT 7 AS n', 'SELECT n + 1 AS said FROM batched'],
  session: ['BEGIN', inTransaction, quick('nothing'), between, running],
  transaction: ['START TRANSACTION', runningInTransaction, `SELECT 'behind the loss'`],
};
type FileName = keyof typeof files;

describe('SQL files under faults', () => {
  // Registered first, as the workbench's own hook ends the sandbox. What came late is seen here.
  after(async () => {
    const ran = (await ranStatements(workbench())).map(({ text }) => text);
    assert.deepEqual(
      ran.filter((text, index) => ran.indexOf(text) !== index),
      [],
      'ran more than once',
    );
  });

  const workbench = useWorkbench({
    sandbox: {},
    files: Object.fromEntries(
      Object.entries(files).map(([name, texts]) => [`${name}.sql`, texts.map((text) => `${text};\n`).join('\n')]),
    ),
  });

  const results = (): ReturnType<typeof webview> => webview(workbench().page);
  const cell = (text: string): Locator => results().getByRole('gridcell', { name: text, exact: true });
  const status = (text: string): Locator => results().locator('.run-status').filter({ hasText: text });
  const session = (text: string | RegExp): Locator => statusBarItem(workbench().page, text);
  const loseSessions = (): Promise<unknown> => control(workbench(), 'POST dataApi/sessions/lose', {});

  before(async function () {
    this.timeout(60_000);
    const { page, sandbox } = workbench();
    const provider = await signInFromAccounts(page, 'Amazon Redshift');
    await signInAtProvider(provider, sandbox, 'ethan');
    await provider.close();
    assert.ok(await signedInAccount(page, 'ethan'));
    await workbench().reload();
    await openFile(page, 'single.sql');
    await statusBarItem(page, 'Select Redshift Target').waitFor();
    await runCommand(page, 'Redshift: Select Target...');
    await pickItem(page, 'redshift-cluster-1');
    await pickItem(page, 'dev');
    await statusBarItem(page, 'ethan@example.com · redshift-cluster-1/dev').waitFor();
  });

  afterEach(() => control(workbench(), 'DELETE faults'));

  /** Opens a file, and gives it the target that was used last where it has none. */
  async function open(name: FileName): Promise<void> {
    const { page } = workbench();
    if (await isShown(page.locator('.tab.active', { hasText: `${name}.sql` }), 1)) return;
    await openFile(page, `${name}.sql`);
    const target = statusBarItem(page, /Select Redshift Target|redshift-cluster-1\/dev/);
    await target.waitFor();
    if (name === 'single') return;
    await runCommand(page, 'Redshift: Select Target...');
    await pickItem(page, /used last/);
    await statusBarItem(page, 'ethan@example.com · redshift-cluster-1/dev').waitFor();
  }

  /** Runs a statement as a person does, with the cursor in it. Gives its line. */
  async function run(name: FileName, text: string): Promise<number> {
    const { page } = workbench();
    const line = 2 * files[name].indexOf(text) + 1;
    await open(name);
    await goTo(page, line);
    await page.keyboard.press('Control+Enter');
    return line;
  }

  /** How each run of a text has ended, by the sandbox's ledger; null while it runs. */
  async function endsOf(text: string): Promise<Ran['outcome'][]> {
    const order = `GET statements?text=${encodeURIComponent(text)}`;
    const { statements } = await control<{ statements: Ran[] }>(workbench(), order);
    return statements.map(({ outcome }) => outcome);
  }

  async function untilItRuns(text: string): Promise<void> {
    await until(
      `the beginning of ${text}`,
      () => endsOf(text),
      (ends) => ends.length === 1,
    );
  }

  async function showsItsRow(name: string, line: number, text: string): Promise<void> {
    await cell(said(name)).waitFor();
    await status('Finished').waitFor();
    await untilMarked(workbench().page, [`${line}: ✓ 1 row`]);
    assert.deepEqual(await endsOf(text), ['FINISHED']);
  }

  for (const [name, fault] of Object.entries(survived)) {
    it(`show the row of a statement that ran once, in spite of ${name}`, async () => {
      const hits = await orderFaults(workbench(), [fault]);
      const text = textOf(name, fault);
      const line = await run('single', text);
      await showsItsRow(name, line, text);
      assert.deepEqual(await hits(), [fault['times']]);
    });
  }

  it('run as a batch once, in spite of a service that breaks down when it has run', async () => {
    const { page } = workbench();
    await open('batch');
    const hits = await orderFaults(workbench(), [{ action: 'BatchExecuteStatement', ...brokeDown }]);
    await runCommand(page, 'Redshift: Run File as Batch...');
    await pickItem(page, 'All or nothing');
    await cell('8').waitFor();
    await untilMarked(page, ['1: ✓', '3: ✓ 1 row']);
    const ends = await Promise.all(files.batch.map(endsOf));
    assert.deepEqual([ends, await hits()], [[['FINISHED'], ['FINISHED']], [4]]);
  });

  it('are cancelled at the server, in spite of a service that is down and of too many calls', async () => {
    const { page } = workbench();
    const hits = await orderFaults(workbench(), [
      { action: sending, reset: true, when: 'after' },
      { action: 'CancelStatement', ...down },
      { action: 'CancelStatement', skip: 4, throttle: true },
    ]);
    const line = await run('single', cancelled);
    await untilItRuns(cancelled);
    await results().getByRole('button', { name: 'Cancel', exact: true }).click();
    await status('Cancelled').waitFor();
    await untilMarked(page, [`${line}: ⊘ cancelled`]);
    assert.deepEqual([await endsOf(cancelled), await hits()], [['ABORTED'], [1, 4, 1]]);
  });

  it('say who refused them, and did not run', async () => {
    const refusal = { status: 400, code: 'AccessDeniedException', message: 'Not today.' };
    await orderFaults(workbench(), [{ action: sending, ...refusal }]);
    const line = await run('single', refused);
    await results().getByText('AWS refused ExecuteStatement of Amazon Redshift Data API: Not today.').waitFor();
    await untilMarked(workbench().page, [`${line}: ✗ failed`]);
    assert.deepEqual(await endsOf(refused), []);
  });

  it('say that their end is not known where nobody tells it, and are not sent again', async () => {
    const { page, shot } = workbench();
    const denied = { status: 400, code: 'AccessDeniedException' };
    const hits = await orderFaults(workbench(), [
      { action: sending, ...resetAfter, times: 3 },
      { action: sending, skip: 3, ...denied },
      { action: 'ListStatements', ...denied, times: 0 },
    ]);
    const line = await run('single', unknown);
    await results().getByText('Whether it ran is not known').waitFor({ timeout: 40_000 });
    await results().getByText('It was not sent again. Look at your data before you run it once more.').waitFor();
    await status('End not known').waitFor();
    await untilMarked(page, [`${line}: ? end not known`]);
    await shot('end not known light');
    assert.deepEqual([await endsOf(unknown), (await hits()).slice(0, 2)], [['FINISHED'], [3, 1]]);
  });

  it('tell in the status bar that their session is lost with its transaction, and run nothing unawares', async () => {
    const { page, shot } = workbench();
    await run('session', 'BEGIN');
    await session('In a transaction').waitFor();
    await loseSessions();
    const line = await run('session', inTransaction);
    await results()
      .getByText('The warehouse closed the session of this file. The open transaction was rolled back.')
      .waitFor();
    await session('Session lost').waitFor();
    await shot('session lost light');
    assert.deepEqual(await endsOf(inTransaction), []);
    await runCommand(page, 'Preferences: Toggle between Light/Dark Themes');
    await page.locator('.monaco-workbench.vs-dark').waitFor();
    await shot('session lost dark');
    await run('session', inTransaction);
    await showsItsRow('a loss in a transaction', line, inTransaction);
    await session(/Session until \d\d:\d\d/).waitFor();
  });

  it('stop where their session is lost while they run in a transaction', async () => {
    const { page, shot } = workbench();
    await open('transaction');
    await goTo(page, 1);
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Control+Enter');
    await untilItRuns(runningInTransaction);
    await session('In a transaction').waitFor();
    await loseSessions();
    await results().getByText('The connection to the database ended, and its session with it.').waitFor();
    await session('Session lost').waitFor();
    await untilMarked(page, ['1: ✓', '3: ✗ failed', '5: – not run']);
    await shot('session lost while running');
    const ends = await Promise.all(files.transaction.map(endsOf));
    assert.deepEqual(ends, [['FINISHED'], ['FAILED'], []]);
  });

  it('go on in a new session, which is told, where the lost one held nothing', async () => {
    const { page } = workbench();
    await run('session', quick('nothing'));
    await cell(said('nothing')).waitFor();
    await session(/Session until \d\d:\d\d/).waitFor();
    await loseSessions();
    const line = await run('session', between);
    await showsItsRow('a loss between statements', line, between);
    await results()
      .getByRole('tab', { name: /Messages/ })
      .click();
    await results().getByText('The Redshift session of this file was over; a new one was opened.').waitFor();

    await run('session', running);
    await untilItRuns(running);
    await session('Session busy').waitFor();
    await loseSessions();
    await results().getByText('The connection to the database ended, and its session with it.').waitFor();
    await session(/Session (until|busy|lost)|ransaction/).waitFor({ state: 'hidden' });
    await untilMarked(page, ['9: ✗ failed']);
    assert.deepEqual(await endsOf(running), ['FAILED']);
  });

  it('go on when keys that ended while they were waited for are renewed', async () => {
    const { page, context } = workbench();
    const hits = await orderFaults(workbench(), [{ action: waiting, status: 400, code: 'ExpiredTokenException' }]);
    const line = await run('single', expired);
    const question = notification(page, 'Your session in Amazon Redshift as ethan@example.com has ended');
    await question.waitFor();
    const opened = context.waitForEvent('page');
    await question.getByRole('link', { name: 'Sign in again' }).click();
    const tab = await opened;
    await tab.getByText('ethan@example.com').waitFor();
    await tab.close();
    await showsItsRow('keys that end while it is waited for', line, expired);
    assert.deepEqual(await hits(), [1]);
  });

  for (const [name, fault] of Object.entries(older)) {
    it(`are waited for at ${name}, which is told it once`, async () => {
      await workbench().reload();
      const hits = await orderFaults(workbench(), [fault]);
      const line = await run('single', long(name));
      await showsItsRow(name, line, long(name));
      assert.deepEqual(await hits(), [1]);
    });
  }
});
