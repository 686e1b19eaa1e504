import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { SessionSnapshot } from '../../../src/run/journal';
import { RunLedger } from '../../../src/run/runLedger';
import type { ParameterValue } from '../../../src/sql/parameterValues';
import { DataKeys } from '../../../src/store/dataKeys';
import { LedgerFiles } from '../../../src/store/ledgerFiles';
import { silentLog } from '../redshift/support/ports';
import { DesktopSecrets } from '../ui/support/secretStorages';
import { ManualClock } from './support/manualClock';

const target = {
  accountId: 'ethan',
  warehouse: { kind: 'cluster', name: 'c', database: 'dev' },
  database: 'dev',
} as const;
const note = { file: 'file:///a.sql', name: 'a.sql', target, user: 'ethan@example.com', count: 3 };
const sourceOf = (index: number): { text: string; line: number; offset: number } => ({
  text: `select ${index}`,
  line: index + 1,
  offset: index * 10,
});
const start = (index: number): Parameters<ReturnType<RunLedger['begin']>['starting']>[0] => ({
  statementName: `name-${index}`,
  clientToken: `token-${index}`,
  indexes: [index],
  texts: [`select ${index}`],
  at: 1000 + index,
});
const session = { id: 's', openedAt: 0, transaction: 'open', leftSomething: false } as const;

describe('the ledger of runs', () => {
  let folder: string;
  const secrets = new DesktopSecrets();
  const clock = new ManualClock();
  /** A window; `alive` says which others live. */
  const windowOf = (pid: number, alive: readonly number[]): { ledger: RunLedger; files: LedgerFiles } => {
    const keys = new DataKeys(secrets.window(), silentLog);
    const files = new LedgerFiles(path.join(folder, 'ledgers'), keys, silentLog, {
      self: { pid, started: pid },
      isAlive: (other) => alive.includes(other.pid),
      compactAbove: 60_000,
    });
    return { ledger: new RunLedger(files, clock, silentLog, 30_000), files };
  };

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'ledger-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('gives a window that comes later what a dead one left, once, and its session with it', async () => {
    const first = windowOf(1, []);
    const run = first.ledger.begin(note, sourceOf);
    await run.starting(start(0));
    run.submitted('name-0', 'id-0');
    const expiresAt = clock.now() + 60_000;
    run.ended({
      statementName: 'name-0',
      index: 0,
      status: 'finished',
      at: 2000,
      elapsedMs: 5,
      id: 'id-0',
      rows: 1,
      session: { ...session, expiresAt },
    });
    await run.starting(start(1));
    await first.files.close();

    const second = windowOf(2, [2]);
    const third = windowOf(3, [2, 3]);
    const taken = await second.ledger.takeOver('ethan');
    assert.deepEqual(
      [
        taken.map(({ pending, run: { name, count, statements } }) => ({
          name,
          count,
          pending: pending.map(({ statementName }) => statementName),
          statements: statements.map(({ index, status, text, line }) => [index, status, text, line]),
        })),
        await third.ledger.takeOver('ethan'),
        second.ledger.takeSession(note.file, target),
        second.ledger.takeSession(note.file, target),
      ],
      [
        [
          {
            name: 'a.sql',
            count: 3,
            pending: ['name-1'],
            statements: [
              [0, 'finished', 'select 0', 1],
              [1, 'pending', 'select 1', 2],
            ],
          },
        ],
        [],
        { ...session, expiresAt },
        undefined,
      ],
    );
    await second.files.close();
    await third.files.close();
  });

  it('knows the end that a later window wrote down, whichever file it is in', async () => {
    const first = windowOf(1, []);
    await first.ledger.begin(note, sourceOf).starting(start(0));
    await first.files.close();
    const second = windowOf(2, [2]);
    const [left] = await second.ledger.takeOver('ethan');
    assert.ok(left);
    const again = second.ledger.goOn(left.run);
    again.ended({
      statementName: 'name-0',
      index: 0,
      status: 'unknown',
      at: 3000,
      elapsedMs: 2000,
      error: 'statement.notFound',
    });
    again.over('failed');
    await second.files.close();
    const third = windowOf(3, [3]);
    assert.deepEqual(
      [
        await third.ledger.takeOver('ethan'),
        (await third.ledger.runs('ethan')).map(({ status, statements }) => [status, statements[0]?.status]),
      ],
      [[], [['failed', 'unknown']]],
    );
    await third.files.close();
  });

  it('leaves alone what a living window has under way, and shows it all the same', async () => {
    const first = windowOf(1, [1, 2]);
    await first.ledger.begin(note, sourceOf).starting(start(0));
    const second = windowOf(2, [1, 2]);
    assert.deepEqual([await second.ledger.takeOver('ethan'), (await second.ledger.runs('ethan')).length], [[], 1]);
    await first.files.close();
    await second.files.close();
  });

  it('writes a run that sent nothing nowhere', async () => {
    const { ledger, files } = windowOf(1, [1]);
    ledger.begin(note, sourceOf).over('failed');
    assert.deepEqual(await ledger.runs('ethan'), []);
    await files.close();
  });

  it('keeps the newest runs when the files become large, and what is not answered for', async function () {
    this.timeout(60_000);
    const { ledger, files } = windowOf(1, [1]);
    const unanswered = ledger.begin({ ...note, name: 'unanswered' }, sourceOf);
    await unanswered.starting({ ...start(0), at: clock.now() });
    for (let n = 1; n <= 300; n++) {
      clock.pass(1000);
      const run = ledger.begin(note, sourceOf);
      await run.starting({ ...start(n), at: clock.now() });
      run.ended({ statementName: `name-${n}`, index: n, status: 'finished', at: 2000, elapsedMs: 1 });
      run.over('finished');
    }
    await ledger.written();
    await files.close();
    const runs = await windowOf(2, [2]).ledger.runs('ethan');
    const oldest = runs.at(-1);
    assert.deepEqual(
      [
        runs.length > 20 && runs.length < 200,
        runs[0]?.statements[0]?.index,
        oldest?.name,
        oldest?.statements[0]?.status,
      ],
      [true, 300, 'unanswered', 'pending'],
    );
  });

  /** One run of a file with one statement; `end`: how that ended, if it did. */
  const runOne = async (
    ledger: RunLedger,
    nth: number,
    { name, end, over = true }: { name: string; end?: SessionSnapshot | true; over?: boolean },
  ): Promise<void> => {
    clock.pass(1000);
    const run = ledger.begin({ ...note, file: `file:///${name}`, name }, sourceOf);
    await run.starting({ ...start(nth), texts: [`secret ${nth}`], at: clock.now() });
    const ended = {
      statementName: `name-${nth}`,
      index: nth,
      status: 'finished',
      at: clock.now(),
      elapsedMs: 1,
    } as const;
    if (end !== undefined) run.ended({ ...ended, error: 'secret too', ...(end === true ? {} : { session: end }) });
    if (over) run.over('finished');
    await ledger.written();
  };
  const namesIn = async (ledger: RunLedger): Promise<string[]> => (await ledger.runs('ethan')).map(({ name }) => name);

  it('clears what is over for all windows, and keeps what goes on or is not answered for', async () => {
    const dead = windowOf(1, [1]);
    await runOne(dead.ledger, 1, { name: 'left', over: false });
    await runOne(dead.ledger, 2, { name: 'crashed behind its statement', end: true, over: false });
    await dead.files.close();
    const other = windowOf(2, [2, 3]);
    await runOne(other.ledger, 3, { name: 'over in another window', end: true });
    await runOne(other.ledger, 4, { name: 'goes on in another window', end: true, over: false });
    await runOne(other.ledger, 5, { name: 'pending in another window', over: false });
    const own = windowOf(3, [2, 3]);
    await runOne(own.ledger, 6, { name: 'over', end: true });
    await runOne(own.ledger, 7, { name: 'goes on', end: true, over: false });
    await own.ledger.clear('ethan');
    const left = ['goes on', 'pending in another window', 'goes on in another window', 'left'];
    assert.deepEqual([await namesIn(own.ledger), await namesIn(other.ledger)], [left, left]);
    const taken = await own.ledger.takeOver('ethan');
    assert.deepEqual(
      taken.map(({ run }) => run.name),
      ['left'],
    );
    // Runs of other windows leave the disk when these end their next one, and stay hidden until then.
    const linesOf = async (name: string): Promise<number> =>
      (await own.files.all('ethan'))
        .flatMap(({ records }) => records)
        .filter((line) => JSON.stringify(line).includes(name)).length;
    const before = [await linesOf('"over in another window"'), await linesOf('"over"')];
    await runOne(other.ledger, 8, { name: 'next', end: true });
    assert.deepEqual(
      [before, await linesOf('"over in another window"'), await namesIn(other.ledger)],
      [[1, 1], 0, ['next', ...left]],
    );
    await own.files.close();
    await other.files.close();
  });

  it('leaves of cleared runs nothing on disk but the session that their file goes on with', async () => {
    const first = windowOf(1, [1]);
    const expiresAt = clock.now() + 60_000;
    await runOne(first.ledger, 1, { name: 'a.sql', end: { ...session, expiresAt } });
    await runOne(first.ledger, 2, { name: 'b.sql', end: { ...session, id: 'over', expiresAt: clock.now() } });
    await first.ledger.clear('ethan');
    const lines = JSON.stringify((await first.files.all('ethan')).map(({ records }) => records));
    assert.deepEqual(
      [lines.includes('secret'), lines.includes('b.sql'), await namesIn(first.ledger)],
      [false, false, []],
    );
    await first.files.close();
    const second = windowOf(2, [2]);
    assert.deepEqual(
      [
        await second.ledger.takeOver('ethan'),
        second.ledger.takeSession('file:///a.sql', target),
        await namesIn(second.ledger),
      ],
      [[], { ...session, expiresAt }, []],
    );
    await second.ledger.written();
    await second.files.close();
  });

  it('clears the values of parameters with the runs, those of other windows too, and remembers what is given later', async () => {
    const file = 'file:///a.sql';
    const valueOf = (value: string): ReadonlyMap<string, ParameterValue> => new Map([['n', { kind: 'text', value }]]);
    const other = windowOf(1, [1, 2]);
    const own = windowOf(2, [1, 2]);
    own.ledger.rememberValues('ethan', file, valueOf('mine'));
    await own.ledger.written();
    clock.pass(1);
    other.ledger.rememberValues('ethan', file, valueOf('theirs'));
    await other.ledger.written();
    const before = await own.ledger.values('ethan', file);
    clock.pass(1);
    await own.ledger.clear('ethan');
    const linesOf = async (): Promise<string> =>
      JSON.stringify((await own.files.all('ethan')).map(({ records }) => records));
    const after = [await own.ledger.values('ethan', file), await other.ledger.values('ethan', file)];
    const own1 = await linesOf();
    // The other window drops its own at the end of its next run; until then they stay cleared, whatever is written anew.
    await own.ledger.clear('ethan');
    clock.pass(1);
    other.ledger.rememberValues('ethan', 'file:///b.sql', valueOf('later'));
    await runOne(other.ledger, 1, { name: 'next', end: true });
    const own2 = await linesOf();
    assert.deepEqual(
      {
        before,
        after,
        onDisk: [own1.includes('mine'), own1.includes('theirs'), own2.includes('theirs')],
        later: [await own.ledger.values('ethan', file), await own.ledger.values('ethan', 'file:///b.sql')],
      },
      {
        before: valueOf('theirs'),
        after: [new Map(), new Map()],
        onDisk: [false, true, false],
        later: [new Map(), valueOf('later')],
      },
    );
    await own.files.close();
    await other.files.close();
  });

  it('tells of an unwritable disk the one who waits for it', async () => {
    const keys = new DataKeys(secrets.window(), silentLog);
    const file = path.join(folder, 'file');
    await writeFile(file, '');
    const files = new LedgerFiles(file, keys, silentLog);
    const run = new RunLedger(files, clock, silentLog).begin(note, sourceOf);
    await assert.rejects(run.starting(start(0)), (error: NodeJS.ErrnoException) => error.code === 'ENOTDIR');
    keys.dispose();
  });
});
