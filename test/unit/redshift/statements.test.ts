import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { Cancelled, Failure } from '../../../src/core/failure';
import { awsStandIn, type Answering, type AwsStandIn } from './support/awsStandIn';
import { fastClock } from './support/ports';
import {
  broken,
  finishedRows,
  id,
  never,
  oneRow,
  request,
  running,
  submitted,
  throttled,
} from './support/statementAnswers';

describe('a statement by the Data API', () => {
  let aws: AwsStandIn;
  afterEach(() => aws.stop());

  async function use(answers: Record<string, Answering>, speed = 100): Promise<AwsStandIn> {
    aws = await awsStandIn(answers, fastClock(speed));
    return aws;
  }

  it('costs two requests until its rows when it ends within the first wait', async () => {
    const { redshift, requests } = await use({
      ExecuteStatement: () => ({ body: { Id: id, Status: 'FINISHED', HasResultSet: true, SessionId: 's' } }),
      GetStatementResult: () => oneRow,
    });
    const outcome = await redshift.data.execute({ ...request, session: { keepAliveSeconds: 600 } }, never());
    assert.ok(outcome.status === 'finished');
    assert.deepEqual(
      [outcome.sessionId, outcome.result?.columns, outcome.result?.firstPage.rows],
      ['s', [{ name: 'n', type: 'int8' }], [['9223372036854775807']]],
    );
    assert.deepEqual(requests, [
      {
        action: 'ExecuteStatement',
        input: {
          Sql: 'SELECT 1',
          ClusterIdentifier: 'cluster-1',
          Database: 'dev',
          StatementName: 'name-1',
          ClientToken: 'token-1',
          SessionKeepAliveSeconds: 600,
          WaitTimeSeconds: 1,
        },
      },
      { action: 'GetStatementResult', input: { Id: id } },
    ]);
  });

  it('names a session by its id alone, and a workgroup as one', async () => {
    const { redshift, requests } = await use({
      ExecuteStatement: () => ({ body: { Id: id, Status: 'FINISHED', HasResultSet: true } }),
      GetStatementResult: () => oneRow,
    });
    await redshift.data.execute({ ...request, session: { id: 'session-1' } }, never());
    await redshift.data.execute({ ...request, warehouse: { kind: 'workgroup', name: 'w' } }, never());
    const common = { Sql: 'SELECT 1', StatementName: 'name-1', ClientToken: 'token-1', WaitTimeSeconds: 1 };
    assert.deepEqual(
      requests.filter(({ action }) => action === 'ExecuteStatement').map(({ input }) => input),
      [
        { ...common, SessionId: 'session-1' },
        { ...common, WorkgroupName: 'w', Database: 'dev' },
      ],
    );
  });

  it('tells rows that were changed and the error of the server by a description', async () => {
    const { redshift, actions } = await use({
      ExecuteStatement: (_, call) => ({
        body: { Id: id, Status: call === 0 ? 'FINISHED' : 'FAILED', HasResultSet: false },
      }),
      DescribeStatement: (_, call) => ({
        body:
          call === 0
            ? { Id: id, Status: 'FINISHED', HasResultSet: false, Duration: 1_500_000, ResultRows: 3 }
            : { Id: id, Status: 'FAILED', Error: 'ERROR: relation "x" does not exist\n  Position: 8' },
      }),
    });
    const text = 'ERROR: relation "x" does not exist\n  Position: 8';
    assert.deepEqual(
      [await redshift.data.execute(request, never()), await redshift.data.execute(request, never())],
      [
        { status: 'finished', id, durationMs: 1.5, affectedRows: 3 },
        {
          status: 'failed',
          id,
          error: { text, message: 'relation "x" does not exist', kind: 'missing', position: 8 },
        },
      ],
    );
    assert.deepEqual(actions(), ['ExecuteStatement', 'DescribeStatement', 'ExecuteStatement', 'DescribeStatement']);
  });

  it('is waited for by long polls', async () => {
    const { redshift, requests } = await use({
      ExecuteStatement: () => submitted,
      DescribeStatement: async (_, call) => {
        await later(20); // two seconds of the test's clock
        return call < 2 ? running : finishedRows;
      },
      GetStatementResult: () => oneRow,
    });
    const outcome = await redshift.data.execute(request, never());
    assert.deepEqual(
      [outcome.status, requests.slice(1).map(({ action, input }) => [action, input['WaitTimeSeconds']])],
      [
        'finished',
        [
          ['DescribeStatement', 30],
          ['DescribeStatement', 30],
          ['DescribeStatement', 30],
          ['GetStatementResult', undefined],
        ],
      ],
    );
  });

  it('is asked for in growing pauses where waiting is refused, which is remembered', async () => {
    const { redshift, requests } = await use({
      ExecuteStatement: ({ WaitTimeSeconds: wait }) =>
        wait === undefined
          ? { body: { Id: id } }
          : { error: 'ValidationException', message: 'Unknown parameter: WaitTimeSeconds' },
      DescribeStatement: (_, call) => (call % 4 < 3 ? running : finishedRows),
      GetStatementResult: () => oneRow,
    });
    await redshift.data.execute(request, never());
    await redshift.data.execute({ ...request, clientToken: 'token-2' }, never());
    const sent = requests.map(({ action, input }) => [action, input['WaitTimeSeconds'], input['ClientToken']]);
    const describing = Array.from({ length: 4 }, () => ['DescribeStatement', undefined, undefined]);
    assert.deepEqual(sent, [
      ['ExecuteStatement', 1, 'token-1'],
      ['ExecuteStatement', undefined, 'token-1'],
      ...describing,
      ['GetStatementResult', undefined, undefined],
      ['ExecuteStatement', undefined, 'token-2'],
      ...describing,
      ['GetStatementResult', undefined, undefined],
    ]);
  });

  it('is sent again without waiting where two at once learn that waiting is refused', async () => {
    const refusal = { error: 'ValidationException', message: 'Unknown parameter: WaitTimeSeconds' };
    const { redshift, actions } = await use({
      ExecuteStatement: ({ WaitTimeSeconds: wait }) => (wait === undefined ? { body: { Id: id } } : refusal),
      DescribeStatement: () => finishedRows,
      GetStatementResult: () => oneRow,
    });
    const both = [request, { ...request, clientToken: 'token-2' }].map((one) => redshift.data.execute(one, never()));
    assert.deepEqual(
      (await Promise.all(both)).map(({ status }) => status),
      ['finished', 'finished'],
    );
    assert.equal(actions().filter((action) => action === 'ExecuteStatement').length, 4);
  });

  for (const [how, execute] of [
    ['answers without a status', { body: { Id: id } }],
    ['takes the wait and does not wait', submitted],
  ] as const) {
    it(`is not asked for without pause when the endpoint ${how}`, async () => {
      let first = 0;
      const { redshift, actions } = await use({
        ExecuteStatement: () => execute,
        DescribeStatement: () => {
          first ||= performance.now();
          return performance.now() - first < 100 ? running : finishedRows;
        },
        GetStatementResult: () => oneRow,
      });
      await redshift.data.execute(request, never());
      // Ten seconds of the test's clock, with pauses from 50 ms to 2 s.
      const asked = actions().filter((action) => action === 'DescribeStatement').length;
      assert.ok(asked >= 2 && asked < 25, `${asked} requests`);
    });
  }

  it('is asked for without waiting while too many others wait for it', async () => {
    const { redshift, requests } = await use({
      ExecuteStatement: () => submitted,
      DescribeStatement: ({ WaitTimeSeconds: wait }) =>
        wait === undefined ? finishedRows : { error: 'ActiveWaitingRequestsExceededException', message: 'Too many' },
      GetStatementResult: () => oneRow,
    });
    await redshift.data.execute(request, never());
    await redshift.data.execute(request, never());
    assert.deepEqual(
      requests.filter(({ action }) => action === 'DescribeStatement').map(({ input }) => input['WaitTimeSeconds']),
      [30, undefined, 30, undefined],
    );
  });

  it('slows down when there are too many requests, and never fails for it', async () => {
    const { redshift, requests } = await use({
      ExecuteStatement: (_, call) => (call < 4 ? throttled : submitted),
      DescribeStatement: (_, call) => (call < 1 ? throttled : finishedRows),
      GetStatementResult: (_, call) => (call < 1 ? throttled : oneRow),
    });
    const outcome = await redshift.data.execute(request, never());
    const tokens = requests
      .filter(({ action }) => action === 'ExecuteStatement')
      .map(({ input }) => input['ClientToken']);
    assert.deepEqual([outcome.status, tokens], ['finished', Array(5).fill('token-1')]);
  }).timeout(30_000);

  it('survives breaks of connection and service while it runs', async () => {
    const { redshift, actions } = await use({
      ExecuteStatement: () => submitted,
      DescribeStatement: (_, call) => (call < 4 ? 'reset' : call < 8 ? broken : finishedRows),
      GetStatementResult: (_, call) => (call < 4 ? broken : oneRow),
    });
    const outcome = await redshift.data.execute(request, never());
    assert.deepEqual(
      [outcome.status, actions().filter((action) => action === 'ExecuteStatement').length],
      ['finished', 1],
    );
  });

  it('is sent again with the same token when the answer was lost', async () => {
    const { redshift, requests } = await use({
      ExecuteStatement: (_, call) => (call < 5 ? (call % 2 ? broken : 'reset') : finishedRows),
      GetStatementResult: () => oneRow,
    });
    const outcome = await redshift.data.execute(request, never());
    const sent = requests
      .filter(({ action }) => action === 'ExecuteStatement')
      .map(({ input }) => JSON.stringify(input));
    assert.deepEqual([outcome.status, sent.length, new Set(sent).size], ['finished', 6, 1]);
  });

  it('is looked for by its name when no answer comes at all', async () => {
    const { redshift, requests } = await use(
      {
        ExecuteStatement: () => 'reset',
        ListStatements: (_, call) => ({
          body: {
            Statements:
              call < 1
                ? []
                : [
                    { Id: 'other', StatementName: 'name-10' },
                    { Id: id, StatementName: 'name-1' },
                  ],
          },
        }),
        DescribeStatement: () => finishedRows,
        GetStatementResult: () => oneRow,
      },
      50,
    );
    const outcome = await redshift.data.execute(request, never());
    const listed = requests.find(({ action }) => action === 'ListStatements')?.input;
    assert.deepEqual(
      [outcome.status, outcome.status === 'finished' && outcome.id, listed],
      ['finished', id, { StatementName: 'name-1', Status: 'ALL', RoleLevel: false }],
    );
  });

  it('is said to be unknown when it is not found either', async () => {
    const { redshift } = await use(
      { ExecuteStatement: () => 'reset', ListStatements: () => ({ body: { Statements: [] } }) },
      1000,
    );
    await assert.rejects(redshift.data.execute(request, never()), (error) => {
      assert.ok(Failure.has(error, 'statement.unknown'));
      assert.deepEqual(error.facts, { statementName: 'name-1' });
      return true;
    });
  });

  it('has its result read again when the body was cut off', async () => {
    const { redshift, actions } = await use({
      ExecuteStatement: () => ({ body: { Id: id, Status: 'FINISHED', HasResultSet: true } }),
      GetStatementResult: (_, call) => (call === 0 ? { body: '{"Records":[[{"longValue":92233' } : oneRow),
    });
    const outcome = await redshift.data.execute(request, never());
    assert.deepEqual(
      [outcome.status === 'finished' && outcome.result?.firstPage.rows, actions()],
      [[['9223372036854775807']], ['ExecuteStatement', 'GetStatementResult', 'GetStatementResult']],
    );
  });

  it('gives its further pages on demand', async () => {
    const { redshift, requests } = await use({
      ExecuteStatement: () => ({ body: { Id: id, Status: 'FINISHED', HasResultSet: true } }),
      GetStatementResult: ({ NextToken: token }) => ({
        body: {
          Records: [[{ stringValue: token ?? 'first' }]],
          TotalNumRows: 2,
          ...(token ? {} : { NextToken: 'second' }),
        },
      }),
    });
    const outcome = await redshift.data.execute(request, never());
    assert.ok(outcome.status === 'finished' && outcome.result);
    const { firstPage } = outcome.result;
    const second = await outcome.result.page(firstPage.nextToken ?? '', never());
    assert.deepEqual(
      [firstPage, second, requests.at(-1)?.input],
      [
        { columns: [], rows: [['first']], totalRows: 2, nextToken: 'second' },
        { columns: [], rows: [['second']], totalRows: 2 },
        { Id: id, NextToken: 'second' },
      ],
    );
  });

  it('is not sent when it was cancelled before', async () => {
    const { redshift, requests } = await use({});
    await assert.rejects(redshift.data.execute(request, AbortSignal.abort()), (error) => Cancelled.is(error));
    assert.deepEqual(requests, []);
  });
});

function later(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
