import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { Failure } from '../../../src/core/failure';
import type { BatchRequest } from '../../../src/redshift/statements';
import { awsStandIn, type Answering, type AwsStandIn } from './support/awsStandIn';
import { fastClock } from './support/ports';
import { id, never, oneRow } from './support/statementAnswers';

const request: BatchRequest = {
  sqls: ['SELECT 1', 'DELETE FROM t WHERE id = :id', 'SELECT 3'],
  mode: 'AUTO_COMMIT',
  parameters: [{ name: 'id', value: '7' }],
  warehouse: { kind: 'cluster', name: 'cluster-1' },
  database: 'dev',
  statementName: 'name-1',
  clientToken: 'token-1',
};

describe('a batch by the Data API', () => {
  let aws: AwsStandIn;
  afterEach(() => aws.stop());

  async function use(answers: Record<string, Answering>): Promise<AwsStandIn> {
    aws = await awsStandIn(answers, fastClock(100));
    return aws;
  }

  it('is one request, and gives each statement’s own end and rows', async () => {
    const { redshift, requests } = await use({
      BatchExecuteStatement: () => ({ body: { Id: id, Status: 'FINISHED', HasResultSet: true, SessionId: 's' } }),
      DescribeStatement: () => ({
        body: {
          Id: id,
          Status: 'FINISHED',
          SubStatements: [
            { Id: `${id}:1`, Status: 'FINISHED', HasResultSet: true, Duration: 1_000_000 },
            { Id: `${id}:2`, Status: 'FINISHED', HasResultSet: false, ResultRows: 5, Duration: 2_000_000 },
            { Id: `${id}:3`, Status: 'FAILED', Error: 'ERROR: oops' },
          ],
        },
      }),
      GetStatementResult: () => oneRow,
    });
    const outcome = await redshift.data.executeBatch(request, never());
    assert.deepEqual(
      {
        ...outcome,
        statements: outcome.statements.map((each) =>
          each.status === 'finished' && each.result ? { ...each, result: each.result.firstPage.rows } : each,
        ),
      },
      {
        id,
        sessionId: 's',
        status: 'finished',
        statements: [
          { status: 'finished', id: `${id}:1`, sessionId: 's', durationMs: 1, result: [['9223372036854775807']] },
          { status: 'finished', id: `${id}:2`, sessionId: 's', durationMs: 2, affectedRows: 5 },
          {
            status: 'failed',
            id: `${id}:3`,
            sessionId: 's',
            error: { text: 'ERROR: oops', message: 'oops', kind: 'other' },
          },
        ],
      },
    );
    assert.deepEqual(
      [requests.map(({ action }) => action), requests[0]?.input, requests[2]?.input],
      [
        ['BatchExecuteStatement', 'DescribeStatement', 'GetStatementResult'],
        {
          Sqls: request.sqls,
          ExecutionMode: 'AUTO_COMMIT',
          StatementName: 'name-1',
          ClientToken: 'token-1',
          ClusterIdentifier: 'cluster-1',
          Database: 'dev',
          Parameters: [{ name: 'id', value: '7' }],
          WaitTimeSeconds: 1,
        },
        { Id: `${id}:1` },
      ],
    );
  });

  it('says which statements did not run, and what the server says of the whole', async () => {
    const { redshift } = await use({
      BatchExecuteStatement: () => ({ body: { Id: id, Status: 'FAILED' } }),
      DescribeStatement: () => ({
        body: {
          Id: id,
          Status: 'FAILED',
          Error: 'ERROR: could not connect',
          SubStatements: [
            { Id: `${id}:1`, Status: 'ABORTED' },
            { Id: `${id}:2`, Status: 'SUBMITTED' },
          ],
        },
      }),
    });
    const { status, statements, error } = await redshift.data.executeBatch(request, never());
    assert.deepEqual(
      [status, statements, error?.message],
      ['failed', [{ status: 'notRun' }, { status: 'notRun' }, { status: 'notRun' }], 'could not connect'],
    );
  });

  it('is refused with a failure of its own', async () => {
    const { redshift } = await use({
      BatchExecuteStatement: () => ({ error: 'ValidationException', message: 'Multiple sql statements' }),
    });
    await assert.rejects(redshift.data.executeBatch(request, never()), (error) =>
      Failure.has(error, 'statement.invalid'),
    );
  });
});

describe('a statement that was sent before', () => {
  let aws: AwsStandIn;
  afterEach(() => aws.stop());

  it('is found by its name, waited for, and never sent again', async () => {
    aws = await awsStandIn({
      ListStatements: (_, call) => ({
        body: { Statements: call === 0 ? [] : [{ Id: id, StatementName: 'name-1', Status: 'STARTED' }] },
      }),
      DescribeStatement: () => ({ body: { Id: id, Status: 'FINISHED', HasResultSet: true, Duration: 3_000_000 } }),
      GetStatementResult: () => oneRow,
    });
    const outcome = await aws.redshift.data.attach({ statementName: 'name-1' }, 'SELECT 1', never());
    assert.ok(outcome?.status === 'finished');
    assert.deepEqual(
      [outcome.result?.firstPage.rows, outcome.durationMs, aws.actions(), aws.requests[0]?.input],
      [
        [['9223372036854775807']],
        3,
        ['ListStatements', 'ListStatements', 'DescribeStatement', 'GetStatementResult'],
        { StatementName: 'name-1', Status: 'ALL', RoleLevel: false },
      ],
    );
  });

  it('is none where the server has no such statement of ours', async () => {
    aws = await awsStandIn({ ListStatements: () => ({ body: { Statements: [] } }) }, fastClock(1000));
    assert.equal(await aws.redshift.data.attach({ statementName: 'name-1' }, 'SELECT 1', never()), undefined);
  });

  it('can be cancelled', async () => {
    const cancel = new AbortController();
    aws = await awsStandIn({
      DescribeStatement: (_, call) => {
        if (call > 0) return { body: { Id: id, Status: 'ABORTED' } };
        cancel.abort();
        return 'silence';
      },
      CancelStatement: () => ({ body: { Status: true } }),
    });
    assert.deepEqual(
      [await aws.redshift.data.attach({ statementName: 'name-1', id }, 'SELECT 1', cancel.signal), aws.actions()],
      [{ status: 'aborted', id }, ['DescribeStatement', 'CancelStatement', 'DescribeStatement']],
    );
  });
});

describe('sessions and statements as the service lists them', () => {
  let aws: AwsStandIn;
  afterEach(() => aws.stop());

  it('are one’s own open sessions, the newest first, over all pages', async () => {
    const session = { SessionId: 's1', Status: 'AVAILABLE', CreatedAt: 1000, ClusterIdentifier: 'c', Database: 'dev' };
    aws = await awsStandIn({
      ListSessions: (_, call) => ({
        body:
          call === 0
            ? { Sessions: [session, { ...session, SessionId: 's2', Status: 'CLOSED' }], NextToken: 'more' }
            : {
                Sessions: [
                  {
                    SessionId: 's3',
                    Status: 'BUSY',
                    CreatedAt: 2000,
                    WorkgroupName: 'w',
                    SessionTtl: 3000,
                    DbUser: 'ethan',
                  },
                ],
              },
      }),
    });
    assert.deepEqual(
      [await aws.redshift.sessions(never()), aws.requests.map(({ input }) => input)],
      [
        [
          {
            id: 's3',
            status: 'busy',
            createdAt: 2_000_000,
            expiresAt: 3_000_000,
            databaseUser: 'ethan',
            warehouse: { kind: 'workgroup', name: 'w' },
          },
          {
            id: 's1',
            status: 'available',
            createdAt: 1_000_000,
            database: 'dev',
            warehouse: { kind: 'cluster', name: 'c' },
          },
        ],
        [
          { RoleLevel: false, MaxResults: 100 },
          { RoleLevel: false, MaxResults: 100, NextToken: 'more' },
        ],
      ],
    );
  });

  it('are those of the whole role where that is asked for', async () => {
    aws = await awsStandIn({
      ListStatements: () => ({
        body: {
          Statements: [{ Id: id, QueryString: 'SELECT 1', Status: 'FINISHED', CreatedAt: 5, StatementName: 'n' }],
        },
      }),
    });
    const listed = await aws.redshift.statements('role', never());
    assert.deepEqual(
      [listed, aws.requests[0]?.input['RoleLevel']],
      [[{ id, name: 'n', text: 'SELECT 1', status: 'FINISHED', createdAt: 5000 }], true],
    );
  });
});
