import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import { systemClock } from '../../../src/core/clock';
import { Failure } from '../../../src/core/failure';
import type { Row } from '../../../src/core/result';
import type { Redshift } from '../../../src/redshift/redshift';
import { FileRunner } from '../../../src/run/fileRunner';
import type { RunEvent } from '../../../src/run/runEvents';
import { splitStatements } from '../../../src/sql/splitter';
import type { SandboxInfo } from '../../sandbox/info';
import { fastClock, silentLog } from '../redshift/support/ports';
import { countedRequests, order, redshiftOf } from '../redshift/support/sandboxAccount';
import { sharedSandbox } from '../redshift/support/sharedSandbox';

const target = {
  warehouse: { kind: 'cluster', name: 'redshift-cluster-1', database: 'dev' },
  database: 'dev',
} as const;

describe('a file on the sandbox', () => {
  let info: SandboxInfo;
  let ethan: Redshift;
  let runner: FileRunner;

  before(async function () {
    this.timeout(60_000);
    ({ info } = await sharedSandbox());
    ethan = await redshiftOf(info, 'ethan');
  });

  beforeEach(async () => {
    runner = new FileRunner({ redshift: ethan, target, clock: systemClock, log: silentLog });
    await countedRequests(info);
  });

  afterEach(async () => {
    await runner.close();
    await order(info, 'DELETE', 'faults');
  });

  async function run(sql: string, signal = new AbortController().signal): Promise<RunEvent[]> {
    const events: RunEvent[] = [];
    await runner.run(splitStatements(sql), signal, (event) => events.push(event));
    return events.filter(({ type }) => type !== 'started' && type !== 'described');
  }

  it('reads what the roles allow and is denied the rest, with the server’s words', async () => {
    const events = await run(`
      SELECT current_user,* FROM pg_get_session_roles() eff_ro(name name, roleid integer);
      SELECT order_id, total FROM sales_schema.orders ORDER BY 1 LIMIT 2;
      SELECT * FROM finance_schema.ledger;
    `);
    const denied = events[2];
    assert.deepEqual(
      [events.slice(0, 2).map((event) => rowsOf(event).map((row) => row.slice(0, 2))), denied?.type],
      [
        [
          [['ethan', 'sales']],
          [
            ['7000000001', '1047.29'],
            ['7000000002', '2094.58'],
          ],
        ],
        'failed',
      ],
    );
    assert.deepEqual(denied?.type === 'failed' && denied.problem, {
      kind: 'server',
      error: {
        text: 'ERROR: permission denied for schema finance_schema\n  Position: 15',
        message: 'permission denied for schema finance_schema',
        kind: 'permission',
        position: 15,
      },
    });
  });

  it('keeps every digit, and NULL apart from the empty string', async () => {
    const [event] = await run(
      'SELECT int8_value, numeric_value, money_value, float8_value, bool_value, varbyte_value, long_value, varchar_value FROM public.type_samples WHERE id IN (1, 2, 3, 4) ORDER BY id',
    );
    assert.deepEqual(
      event && rowsOf(event).map((row) => row.map((cell) => (cell?.startsWith('xxx') ? 'long' : cell))),
      [
        [
          '9223372036854775807',
          '9.9999999999999999999999999999999999999',
          '9999999999999999.99',
          '1.7976931348623157e+308',
          'true',
          '00ff10fe',
          'long',
          'largest',
        ],
        [
          '-9223372036854775808',
          '-9.9999999999999999999999999999999999999',
          '-9999999999999999.99',
          '-2.2250738585072014e-308',
          'false',
          '',
          '',
          'smallest',
        ],
        [null, null, null, null, null, null, null, null],
        ['9007199254740993', '0.0000000000000000000000000000000000000', '0.00', 'NaN', 'true', '7b7d', '', ''],
      ],
    );
  });

  it('costs two requests until the rows of a quick statement, and one behind them for its duration', async () => {
    await run('select 1');
    await runner.settled;
    const { entries } = (await order(info, 'GET', 'requests?service=redshift-data')) as {
      entries: { action: string }[];
    };
    assert.deepEqual(
      entries.map(({ action }) => action),
      ['ExecuteStatement', 'GetStatementResult', 'DescribeStatement'],
    );
  });

  it('ends its session on the server when it is closed', async () => {
    await run('create temp table t as select 1');
    const id = runner.sessionId ?? '';
    await runner.close();
    const again = ethan.data.execute(
      { sql: 'select * from t', ...target, session: { id }, statementName: 'n', clientToken: randomUUID() },
      new AbortController().signal,
    );
    await assert.rejects(again, (error) => Failure.has(error, 'session.notAvailable'));
  });

  it('has temporary tables and transactions in its session', async () => {
    const events = await run(`
      CREATE TEMP TABLE t (a int);
      BEGIN; INSERT INTO t VALUES (1), (2); ROLLBACK;
      BEGIN; INSERT INTO t VALUES (3); COMMIT;
      SELECT a FROM t;
    `);
    assert.deepEqual(
      events.map((event) => (event.type === 'finished' ? (event.outcome.affectedRows ?? rowsOf(event)) : event.type)),
      [0, 0, 2, 0, 0, 1, 0, [['3']]],
    );
    assert.deepEqual([runner.state.session, runner.state.transaction], ['idle', 'none']);
  });

  it('cancels a long statement on the server and is ready for the next', async () => {
    await run('create temp table t as select 1 as a');
    const cancel = new AbortController();
    setTimeout(() => cancel.abort(), 200);
    const [aborted] = await run('select pg_sleep(60)', cancel.signal);
    const { statements } = (await order(info, 'GET', 'statements')) as {
      statements: { text: string; outcome: string }[];
    };
    const [next] = await run('select a from t');
    assert.deepEqual(
      [aborted?.type, statements.find(({ text }) => text === 'select pg_sleep(60)')?.outcome, next && rowsOf(next)],
      ['aborted', 'ABORTED', [['1']]],
    );
  }).timeout(20_000);

  it('reads a million rows page by page', async () => {
    const [event] = await run('select event_id, value from sales_schema.web_events');
    assert.ok(event?.type === 'finished' && event.outcome.result);
    const { result } = event.outcome;
    const ids = new Set<string | null | undefined>();
    let pages = 0;
    for (let page = result.firstPage; ;) {
      pages++;
      for (const [id] of page.rows) ids.add(id);
      if (page.nextToken === undefined) break;
      page = await result.page(page.nextToken, new AbortController().signal);
    }
    assert.deepEqual([result.totalRows, ids.size], [1_000_000, 1_000_000]);
    assert.ok(pages > 20, `${pages} pages`);
  }).timeout(60_000);

  it('runs a statement once whose answer was lost', async () => {
    await run('create temp table t (a int)');
    await order(info, 'POST', 'faults', {
      service: 'redshift-data',
      action: 'ExecuteStatement',
      when: 'after',
      reset: true,
      times: 4,
    });
    const events = await run('insert into t values (1); select count(*) from t');
    assert.deepEqual(
      events.map((event) => (event.type === 'finished' ? (event.outcome.affectedRows ?? rowsOf(event)) : event)),
      [1, [['1']]],
    );
  }).timeout(20_000);

  it('works where waiting is refused', async () => {
    await order(info, 'POST', 'faults', {
      service: 'redshift-data',
      withMember: 'WaitTimeSeconds',
      code: 'ValidationException',
      status: 400,
      message: 'WaitTimeSeconds is not supported',
      times: 0,
    });
    const fresh = await redshiftOf(info, 'ethan');
    const old = new FileRunner({ redshift: fresh, target, clock: systemClock, log: silentLog });
    const events: RunEvent[] = [];
    await old.run(splitStatements('select pg_sleep(0.3); select 2'), new AbortController().signal, (event) =>
      events.push(event),
    );
    await old.close();
    const last = events.at(-1);
    assert.deepEqual(last && rowsOf(last), [['2']]);
  });

  it('says that its session is lost when the warehouse ended it within a transaction', async () => {
    // Fast, because a session that is not available is given its time before it is taken for closed.
    const other = new FileRunner({ redshift: ethan, target, clock: fastClock(20), log: silentLog });
    const runOther = async (sql: string): Promise<RunEvent | undefined> => {
      const events: RunEvent[] = [];
      await other.run(splitStatements(sql), new AbortController().signal, (event) => events.push(event));
      return events.at(-1);
    };
    const begun = await runOther('begin; select pg_backend_pid()');
    const [[pid]] = begun ? (rowsOf(begun) as [[string]]) : [[]];
    await run(`select pg_terminate_backend(${pid})`);
    // It is told to end, and does so in its own time.
    const alive = `select pid from pg_stat_activity where pid = ${pid}`;
    while (rowsOf((await run(alive)).at(-1) ?? assert.fail()).length > 0);
    const lost = await runOther('delete from sales_schema."Region Targets"');
    const { session } = other.state;
    const next = await runOther('select 1');
    await other.close();
    assert.deepEqual(
      [lost?.type === 'failed' && lost.problem, session, next && rowsOf(next)],
      [
        { kind: 'failure', failure: new Failure('session.lost', { lost: 'transaction', cause: 'closed' }) },
        'lost',
        [['1']],
      ],
    );
  });

  it('has no session any more when its own connection ends', async () => {
    const [ended] = await run('begin; select pg_terminate_backend(pg_backend_pid())').then((events) =>
      events.slice(-1),
    );
    assert.deepEqual(
      [ended?.type === 'failed' && ended.problem.kind === 'server' && ended.problem.error.kind, runner.state],
      ['connection', { session: 'lost', transaction: 'none', queued: 0 }],
    );
  });
});

function rowsOf(event: RunEvent): readonly Row[] {
  assert.ok(event.type === 'finished', JSON.stringify(event));
  return event.outcome.result?.firstPage.rows ?? [];
}
