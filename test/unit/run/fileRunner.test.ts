import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Cancelled, Failure } from '../../../src/core/failure';
import { FileRunner, type FileRunnerOptions } from '../../../src/run/fileRunner';
import type { RunEvent, RunnerState } from '../../../src/run/runEvents';
import { splitStatements } from '../../../src/sql/splitter';
import { silentLog } from '../redshift/support/ports';
import { ManualClock } from './support/manualClock';
import { aborted, failed, finished, scriptedData, serverError, type ScriptedData } from './support/scriptedData';

const keepAliveSeconds = 600;
const target = { warehouse: { kind: 'cluster', name: 'c', database: 'dev' }, database: 'dev' } as const;
const opening = { keepAliveSeconds };
const first = { id: 'session-1' };

interface Bench {
  runner: FileRunner;
  clock: ManualClock;
  run: (sql: string, signal?: AbortSignal) => Promise<string[]>;
  events: RunEvent[];
}

function bench(data: ScriptedData, options: Pick<FileRunnerOptions, 'wasClosedHere'> = {}): Bench {
  const clock = new ManualClock();
  const runner = new FileRunner({ redshift: { data }, target, clock, log: silentLog, keepAliveSeconds, ...options });
  const events: RunEvent[] = [];
  const run = async (sql: string, signal = new AbortController().signal): Promise<string[]> => {
    const told: RunEvent[] = [];
    const summary = await runner.run(splitStatements(sql), signal, (event) => told.push(event));
    events.push(...told);
    return [...told.map(brief), `${summary.status} ${summary.finished}`];
  };
  return { runner, clock, run, events };
}

/** `finished 0`, `failed 1 session.lost`, ... */
function brief(event: RunEvent): string {
  if (event.type === 'sessionRenewed') return `renewed: ${event.cause}`;
  if (!('index' in event)) return event.type;
  const problem = event.type === 'failed' ? event.problem : undefined;
  const why = problem?.kind === 'failure' ? problem.failure.code : problem?.error.message;
  return [event.type, event.index, why].filter((part) => part !== undefined).join(' ');
}

describe('FileRunner', () => {
  it('runs statements in order, all in the session that the first one opened', async () => {
    const data = scriptedData(finished(), finished(), finished());
    const { run } = bench(data);
    assert.deepEqual(
      [await run('select 1; select 2'), await run('select 3'), data.executed],
      [
        ['started 0', 'finished 0', 'started 1', 'finished 1', 'finished 2'],
        ['started 0', 'finished 0', 'finished 1'],
        [
          { sql: 'select 1', session: opening },
          { sql: 'select 2', session: first },
          { sql: 'select 3', session: first },
        ],
      ],
    );
    const ids = data.requests.flatMap(({ statementName, clientToken }) => [statementName, clientToken]);
    assert.ok(new Set(ids).size === 6 && ids.every((id) => id.length <= 64));
  });

  it('stops at the first statement that fails', async () => {
    const data = scriptedData(finished(), failed());
    const { run, events } = bench(data);
    assert.deepEqual(await run('select 1; selct 2; select 3'), [
      'started 0',
      'finished 0',
      'started 1',
      'failed 1 x',
      'failed 1',
    ]);
    const last = events.at(-1);
    assert.deepEqual(last?.type === 'failed' && last.problem, { kind: 'server', error: serverError });
  });

  it('sends nothing when one of the statements cannot be sent', async () => {
    const data = scriptedData();
    const { run } = bench(data);
    const long = `select '${'ä'.repeat(51_300)}'`;
    assert.deepEqual(
      [await run("select 1; select 'a"), await run(`select 1; ${long}`), data.executed],
      [['failed 1 statement.unterminated', 'failed 0'], ['failed 1 statement.tooLong', 'failed 0'], []],
    );
  });

  it('takes statements of 100 KB', async () => {
    const { run } = bench(scriptedData(finished()));
    assert.deepEqual(await run(`select '${'ä'.repeat(51_195)}'`), ['started 0', 'finished 0', 'finished 1']);
  });

  it('tells the size limit of results from other errors of the server', async () => {
    const text = 'ERROR: Database response exceeded size limit';
    const { run } = bench(scriptedData(failed({ text, message: text, kind: 'other' })));
    assert.deepEqual(await run('select 1'), ['started 0', 'failed 0 result.tooLarge', 'failed 0']);
  });

  it('lets a run wait for the one before it', async () => {
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const data = scriptedData(async () => {
      await gate;
      return finished();
    }, finished());
    const { runner, run } = bench(data);
    const states: RunnerState[] = [];
    runner.onDidChangeState((state) => states.push(state));
    const both = Promise.all([run('select 1'), run('select 2')]);
    await Promise.resolve();
    release();
    await both;
    assert.deepEqual(data.executed, [
      { sql: 'select 1', session: opening },
      { sql: 'select 2', session: first },
    ]);
    assert.deepEqual(
      states.map(({ session, queued }) => `${session} ${queued}`),
      ['none 1', 'none 2', 'busy 1', 'busy 1', 'idle 1', 'busy 0', 'busy 0', 'idle 0'],
    );
  });

  it('ends a waiting run that is cancelled at once, and runs those behind it in their turn', async () => {
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const data = scriptedData(async () => {
      await gate;
      return finished();
    }, finished());
    const { runner, run } = bench(data);
    const cancel = new AbortController();
    const [one, two, three] = [run('select 1'), run('select 2', cancel.signal), run('select 3')];
    await Promise.resolve();
    cancel.abort();
    const cancelled = await two;
    const meanwhile = runner.state;
    release();
    assert.deepEqual(
      [cancelled, meanwhile, (await one).at(-1), (await three).at(-1), data.executed.map(({ sql }) => sql)],
      [
        ['aborted 0'],
        { session: 'busy', transaction: 'none', queued: 1 },
        'finished 1',
        'finished 1',
        ['select 1', 'select 3'],
      ],
    );
  });

  it('stops when it is cancelled, and keeps what finished first', async () => {
    const cancel = new AbortController();
    const data = scriptedData(() => {
      cancel.abort();
      return finished();
    }, aborted());
    const { run } = bench(data);
    const again = new AbortController();
    assert.deepEqual(
      [await run('select 1; select 2', cancel.signal), await run('select 3; select 4', again.signal)],
      [
        ['started 0', 'finished 0', 'aborted 1'],
        ['started 0', 'aborted 0', 'aborted 0'],
      ],
    );
  });

  it('tells one that was cancelled before it was sent as aborted', async () => {
    const { run } = bench(scriptedData(new Cancelled()));
    assert.deepEqual(await run('select 1'), ['started 0', 'aborted 0', 'aborted 0']);
  });

  it('makes a failure of what nobody expected', async () => {
    const { run } = bench(scriptedData(new TypeError('x is not a function')));
    assert.deepEqual(await run('select 1'), ['started 0', 'failed 0 internal.unexpected', 'failed 0']);
  });

  it('knows its session: idle, in a transaction, failed, and when it ends', async () => {
    const { runner, clock, run } = bench(scriptedData(finished(), finished(), failed(), finished()));
    const states = [runner.state];
    for (const sql of ['begin', 'insert into t values (1)', 'selct', 'rollback']) {
      await run(sql);
      states.push(runner.state);
    }
    const expiresAt = clock.now() + keepAliveSeconds * 1000;
    assert.deepEqual(states, [
      { session: 'none', transaction: 'none', queued: 0 },
      { session: 'idle', transaction: 'open', queued: 0, expiresAt },
      { session: 'idle', transaction: 'open', queued: 0, expiresAt },
      { session: 'idle', transaction: 'failed', queued: 0, expiresAt },
      { session: 'idle', transaction: 'none', queued: 0, expiresAt },
    ]);
  });

  it('rolls an open transaction back when it is closed, and cancels what runs', async () => {
    const data = scriptedData(
      finished(),
      (_, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(aborted()))),
      finished(),
    );
    const { runner, run } = bench(data);
    await run('begin');
    const running = run('select pg_sleep(60)');
    await new Promise((resolve) => setImmediate(resolve));
    await runner.close();
    assert.deepEqual(
      [await running, data.executed.map(({ sql }) => sql)],
      [
        ['started 0', 'aborted 0', 'aborted 0'],
        ['begin', 'select pg_sleep(60)', 'ROLLBACK'],
      ],
    );
  });

  it('sends nothing when it is closed without a transaction', async () => {
    const data = scriptedData(finished());
    const { runner, run } = bench(data);
    await run('select 1');
    await runner.close();
    assert.equal(data.executed.length, 1);
  });
});

describe('the session of a FileRunner', () => {
  const gone = (state: 'closed' | 'unknown'): Failure => new Failure('session.notAvailable', { state });

  it('is renewed when it has expired and held nothing', async () => {
    const data = scriptedData(finished(), finished('session-2'), finished('session-2'));
    const { clock, run } = bench(data);
    await run('select 1');
    clock.pass(keepAliveSeconds * 1000);
    assert.deepEqual(
      [await run('select 2; select 3'), data.executed.map(({ session }) => session)],
      [
        ['started 0', 'renewed: expired', 'finished 0', 'started 1', 'finished 1', 'finished 2'],
        [opening, opening, { id: 'session-2' }],
      ],
    );
  });

  for (const [what, sql, lost] of [
    ['a transaction', 'begin', 'transaction'],
    ['settings', 'set search_path to staging', 'settings'],
    ['a temporary table', 'create temp table t (a int)', 'settings'],
  ] as const) {
    it(`is said to be lost when it held ${what}, and nothing is run in its place`, async () => {
      const data = scriptedData(finished(), finished('session-2'));
      const { runner, clock, run, events } = bench(data);
      await run(sql);
      clock.pass(keepAliveSeconds * 1000);
      const lostRun = await run('delete from t');
      const failure = events.at(-1);
      const stateThen = runner.state;
      assert.deepEqual(
        [lostRun, failure?.type === 'failed' && failure.problem, stateThen, data.executed.length],
        [
          ['started 0', 'failed 0 session.lost', 'failed 0'],
          { kind: 'failure', failure: new Failure('session.lost', { lost, cause: 'expired' }) },
          { session: 'lost', transaction: 'none', queued: 0 },
          1,
        ],
      );
      assert.deepEqual(
        [await run('select 1'), runner.state.session, data.executed[1]?.session],
        [['started 0', 'finished 0', 'finished 1'], 'idle', opening],
      );
    });
  }

  it('is lost in the middle of a run too', async () => {
    const data = scriptedData(finished(), finished(), gone('unknown'));
    const { run } = bench(data);
    assert.deepEqual(await run('begin; insert into t values (1); commit'), [
      'started 0',
      'finished 0',
      'started 1',
      'finished 1',
      'started 2',
      'failed 2 session.lost',
      'failed 2',
    ]);
  });

  it('is renewed when the server closed it and it held nothing', async () => {
    const data = scriptedData(finished(), gone('unknown'), finished('session-2'));
    const { run } = bench(data);
    await run('select 1');
    assert.deepEqual(
      [await run('select 2'), data.executed.map(({ session }) => session)],
      [
        ['started 0', 'renewed: closed', 'finished 0', 'finished 1'],
        [opening, first, opening],
      ],
    );
  });

  it('is said to be closed by the person where they did it beside the file, and is not waited for', async () => {
    const data = scriptedData(finished(), gone('closed'));
    const closed = new Set<string>();
    const { run, events } = bench(data, { wasClosedHere: (id) => closed.has(id) });
    await run('begin');
    closed.add('session-1');
    const told = await run('select 1');
    const end = events.at(-1);
    assert.deepEqual(
      [told, end?.type === 'failed' && end.problem],
      [
        ['started 0', 'failed 0 session.lost', 'failed 0'],
        { kind: 'failure', failure: new Failure('session.lost', { lost: 'transaction', cause: 'closedHere' }) },
      ],
    );
  });

  it('is given the moment that it needs to become free after a statement', async () => {
    const data = scriptedData(finished(), gone('closed'), gone('closed'), finished());
    const { run } = bench(data);
    assert.deepEqual(
      [await run('begin; select 1'), data.executed.map(({ session }) => session)],
      [
        ['started 0', 'finished 0', 'started 1', 'finished 1', 'finished 2'],
        [opening, first, first, first],
      ],
    );
    const [, ...same] = data.requests;
    assert.equal(new Set(same.map(({ clientToken }) => clientToken)).size, 1);
  });

  it('is lost when it does not become free', async () => {
    const busy = Array.from({ length: 60 }, () => gone('closed'));
    const { run } = bench(scriptedData(finished(), ...busy));
    const told = await run('begin; select 1');
    assert.deepEqual(told.slice(-2), ['failed 1 session.lost', 'failed 1']);
  });

  it('is none when the connection could not be made', async () => {
    const refused = failed({ text: 'FATAL: x', message: 'x', kind: 'connection' });
    const data = scriptedData(refused, finished('session-2'));
    const { runner, run } = bench(data);
    await run('select 1');
    const { session } = runner.state;
    await run('select 1');
    assert.deepEqual([session, data.executed[1]?.session], ['none', opening]);
  });

  it('is taken to hold what may have been run', async () => {
    const unknown = new Failure('statement.unknown', { statementName: 'n' });
    const data = scriptedData(finished(), unknown, gone('unknown'));
    const { run } = bench(data);
    assert.deepEqual(
      [await run('select 1; begin'), await run('insert into t values (1)')],
      [
        ['started 0', 'finished 0', 'started 1', 'failed 1 statement.unknown', 'failed 1'],
        ['started 0', 'failed 0 session.lost', 'failed 0'],
      ],
    );
  });

  it('ends after a day whatever its keep-alive', async () => {
    const hours = 3_600_000;
    const data = scriptedData(...Array.from({ length: 200 }, () => finished()));
    const { runner, clock, run } = bench(data);
    await run('select 1');
    const opened = clock.now();
    for (let step = 0; step < 150; step++) {
      clock.pass((keepAliveSeconds - 1) * 1000);
      await run('select 1');
      if (clock.now() - opened > 23.9 * hours) break;
    }
    assert.deepEqual(runner.state.expiresAt, opened + 24 * hours);
  });
});
