import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Failure } from '../../../src/core/failure';
import { FileRunner, type FileRunnerOptions } from '../../../src/run/fileRunner';
import type { JournalEnd, RunJournal } from '../../../src/run/journal';
import type { RunEvent } from '../../../src/run/runEvents';
import type { BatchOutcome, ResultSet, StatementOutcome } from '../../../src/redshift/statements';
import { splitStatements } from '../../../src/sql/splitter';
import { silentLog } from '../redshift/support/ports';
import { ManualClock } from './support/manualClock';
import { aborted, failed, finished, furtherData, scriptedData, type ScriptedData } from './support/scriptedData';

const target = { warehouse: { kind: 'cluster', name: 'c', database: 'dev' }, database: 'dev' } as const;
const never = new AbortController().signal;
const rows: ResultSet = {
  columns: [],
  totalRows: 3,
  firstPage: { columns: [], rows: [], totalRows: 3 },
  page: () => Promise.reject(new Error('one page')),
};
const withRows = (id = 'id'): StatementOutcome => ({ status: 'finished', id, sessionId: 'session-1', result: rows });

interface Kept extends RunJournal {
  lines: string[];
  ends: JournalEnd[];
}

/** Writes down what it is told. `refuse`: a disk that takes nothing. */
function journal(refuse = false): Kept {
  const lines: string[] = [];
  const ends: JournalEnd[] = [];
  return {
    lines,
    ends,
    starting: ({ texts, indexes, mode }) => {
      if (refuse) return Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
      lines.push(['starting', ...indexes, ...texts, mode ?? ''].join(' ').trim());
      return Promise.resolve();
    },
    submitted: (_, id) => void lines.push(`submitted ${id}`),
    ended: (end) => {
      ends.push(end);
      lines.push(`${end.status} ${end.index}${end.error === undefined ? '' : ` ${end.error}`}`);
    },
    described: (_, index, durationMs) => void lines.push(`described ${index} ${durationMs}`),
  };
}

function runnerOn(data: ScriptedData, more: Partial<FileRunnerOptions> = {}): FileRunner {
  return new FileRunner({ redshift: { data }, target, clock: new ManualClock(), log: silentLog, ...more });
}

function brief(event: RunEvent): string {
  if (!('index' in event)) return event.type;
  const problem = event.type === 'failed' ? event.problem : undefined;
  const why = problem?.kind === 'failure' ? problem.failure.code : problem?.error.message;
  return [event.type, event.index, why].filter((part) => part !== undefined).join(' ');
}

describe('a run and its journal', () => {
  it('stores each statement before it is sent, its id, its end, and how long its rows took the server', async () => {
    const kept = journal();
    const order: string[] = [];
    const step = (outcome: StatementOutcome) => () => {
      order.push(...kept.lines.splice(0), 'sent');
      return outcome;
    };
    const data = furtherData({ duration: () => Promise.resolve(12) }, step(withRows()), step(failed()));
    const runner = runnerOn(data);
    await runner.run(splitStatements('select 1; selct 2'), never, () => undefined, { journal: kept });
    await runner.close();
    order.push(...kept.lines);
    assert.deepEqual(order, [
      'starting 0 select 1',
      'submitted id',
      'sent',
      'finished 0',
      'described 0 12',
      'starting 1 selct 2',
      'submitted id',
      'sent',
      'failed 1 x',
    ]);
    assert.deepEqual(
      kept.ends.map(({ rows: count, hasResult, session }) => [count, hasResult, session?.id]),
      [
        [3, true, 'session-1'],
        [undefined, undefined, 'session-1'],
      ],
    );
  });

  it('goes on where it cannot be stored, and says so', async () => {
    const told: string[] = [];
    const runner = runnerOn(scriptedData(finished()));
    const summary = await runner.run(splitStatements('select 1'), never, (event) => told.push(brief(event)), {
      journal: journal(true),
    });
    assert.deepEqual([summary.status, told], ['finished', ['notStored', 'started 0', 'finished 0']]);
  });

  it('is unknown where it is not known whether it ran, and never sent again', async () => {
    const kept = journal();
    const data = scriptedData(new Failure('statement.unknown', { statementName: 'n' }));
    await runnerOn(data).run(splitStatements('delete from t'), never, () => undefined, { journal: kept });
    assert.deepEqual([kept.lines.at(-1), data.requests.length], ['unknown 0 statement.unknown', 1]);
  });

  it('goes on behind what the server refused where that is wanted, but not behind a lost session', async () => {
    const told: string[] = [];
    const take = (event: RunEvent): void => void told.push(brief(event));
    const runner = runnerOn(
      scriptedData(failed(), finished(), new Failure('aws.unreachable', { service: 's', host: 'h', reason: 'r' })),
    );
    const summary = await runner.run(splitStatements('a; b; c; d'), never, take, { onError: 'goOn' });
    assert.deepEqual(
      [summary, told],
      [
        { status: 'failed', finished: 1 },
        ['started 0', 'failed 0 x', 'started 1', 'finished 1', 'started 2', 'failed 2 aws.unreachable'],
      ],
    );
  });
});

describe('a batch of a file', () => {
  const outcome: BatchOutcome = {
    id: 'batch',
    sessionId: 'session-1',
    status: 'failed',
    statements: [
      { status: 'finished', id: 'batch:1', sessionId: 'session-1', affectedRows: 2 },
      { status: 'failed', id: 'batch:2', error: { text: 'ERROR: x', message: 'x', kind: 'other' } },
      { status: 'notRun' },
    ],
  };

  it('is one request with one name, and tells each statement’s own end', async () => {
    const kept = journal();
    const told: string[] = [];
    const data = furtherData({ executeBatch: () => Promise.resolve(outcome) });
    const runner = runnerOn(data);
    const statements = splitStatements('insert 1; insert 2; insert 3').map((statement, nth) => ({
      ...statement,
      ...(nth < 2 && { parameters: [{ name: 'p', value: '7' }] }),
    }));
    const summary = await runner.runBatch(statements, 'TRANSACTION', never, (event) => told.push(brief(event)), {
      journal: kept,
    });
    assert.deepEqual(
      [summary, told, kept.lines, data.batches.map(({ sqls, mode, parameters }) => ({ sqls, mode, parameters }))],
      [
        { status: 'failed', finished: 1 },
        ['started 0', 'started 1', 'started 2', 'finished 0', 'failed 1 x', 'notRun 2'],
        ['starting 0 1 2 insert 1 insert 2 insert 3 TRANSACTION', 'finished 0', 'failed 1 x', 'notRun 2'],
        [
          {
            sqls: ['insert 1', 'insert 2', 'insert 3'],
            mode: 'TRANSACTION',
            parameters: [{ name: 'p', value: '7' }],
          },
        ],
      ],
    );
  });

  it('has one failure for all where it could not be run', async () => {
    const failures = new Set<unknown>();
    const data = furtherData({ executeBatch: () => Promise.reject(new Failure('session.tooMany', { message: 'm' })) });
    await runnerOn(data).runBatch(splitStatements('a; b'), 'AUTO_COMMIT', never, (event) => {
      if (event.type === 'failed' && event.problem.kind === 'failure') failures.add(event.problem.failure);
    });
    assert.equal(failures.size, 1);
  });
});

describe('a statement of a window of before', () => {
  const start = { statementName: 'n', clientToken: 't', indexes: [4], texts: ['select 1'], at: 0 };

  it('is waited for in its place of the queue, and its session goes on', async () => {
    const kept = journal();
    const told: string[] = [];
    const data = furtherData({ attach: () => Promise.resolve(withRows()) }, finished());
    const restored = {
      id: 'session-1',
      openedAt: new ManualClock().now(),
      expiresAt: Infinity,
      transaction: 'open',
      leftSomething: false,
    } as const;
    const runner = runnerOn(data, { restored });
    const [summary] = await Promise.all([
      runner.attach({ ...start, id: 'id' }, never, (event) => told.push(brief(event)), { journal: kept }),
      runner.run(splitStatements('commit'), never, () => undefined),
    ]);
    assert.deepEqual(
      [summary, told, kept.lines, data.executed, runner.state.transaction],
      [
        { status: 'finished', finished: 1 },
        ['started 4', 'finished 4'],
        ['finished 4'],
        [{ sql: 'commit', session: { id: 'session-1' } }],
        'none',
      ],
    );
  });

  it('is said to be unknown where the server has no record of it', async () => {
    const kept = journal();
    const told: string[] = [];
    const data = furtherData({ attach: () => Promise.resolve(undefined) });
    await runnerOn(data).attach(start, never, (event) => told.push(brief(event)), { journal: kept });
    assert.deepEqual(
      [told, kept.lines, data.executed],
      [['started 4', 'failed 4 statement.notFound'], ['unknown 4 statement.notFound'], []],
    );
  });

  it('may have been a batch', async () => {
    const told: string[] = [];
    const outcome: BatchOutcome = { id: 'b', status: 'finished', statements: [finished(), finished()] };
    const data = furtherData({ attachBatch: () => Promise.resolve(outcome) });
    const sent = { ...start, indexes: [0, 1], texts: ['a', 'b'], mode: 'AUTO_COMMIT' as const };
    await runnerOn(data).attach(sent, never, (event) => told.push(brief(event)));
    assert.deepEqual(told, ['started 0', 'started 1', 'finished 0', 'finished 1']);
  });
});

describe('the session of a read-only profile', () => {
  const readOnly = true;

  it('is made read-only before its first statement, once', async () => {
    const data = scriptedData(finished(), finished(), finished());
    const told: string[] = [];
    await runnerOn(data, { readOnly }).run(splitStatements('select 1; select 2'), never, (event) =>
      told.push(event.type),
    );
    assert.deepEqual(
      [data.executed.map(({ sql, session }) => [sql, session]), told.includes('readOnlyRefused')],
      [
        [
          ['SET default_transaction_read_only TO on', { keepAliveSeconds: 1800 }],
          ['select 1', { id: 'session-1' }],
          ['select 2', { id: 'session-1' }],
        ],
        false,
      ],
    );
  });

  it('is made so again when it was renewed, and nothing of ours is missed then', async () => {
    const clock = new ManualClock();
    const data = scriptedData(finished(), finished(), finished('session-2'), finished('session-2'));
    const runner = runnerOn(data, { readOnly, clock });
    const told: string[] = [];
    await runner.run(splitStatements('select 1'), never, () => undefined);
    clock.pass(3_600_000);
    await runner.run(splitStatements('select 2'), never, (event) => told.push(event.type));
    assert.deepEqual(
      [told, data.executed.slice(2).map(({ session }) => session)],
      [
        ['started', 'sessionRenewed', 'finished'],
        [{ keepAliveSeconds: 1800 }, { id: 'session-2' }],
      ],
    );
  });

  it('is said not to be so where the warehouse does not know the setting', async () => {
    const told: string[] = [];
    const data = scriptedData(failed(), finished());
    await runnerOn(data, { readOnly }).run(splitStatements('select 1'), never, (event) => told.push(event.type));
    assert.deepEqual(told, ['started', 'readOnlyRefused', 'finished']);
  });

  it('is not opened for what is cancelled before it was sent', async () => {
    const cancelled = aborted();
    assert.equal(cancelled.status, 'aborted');
    const data = scriptedData();
    const summary = await runnerOn(data, { readOnly }).run(
      splitStatements('select 1'),
      AbortSignal.abort(),
      () => undefined,
    );
    assert.deepEqual([summary.status, data.executed], ['aborted', []]);
  });
});
