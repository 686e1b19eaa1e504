import assert from 'node:assert/strict';
import { Failure } from '../../../src/core/failure';
import { Redshift } from '../../../src/redshift/redshift';
import type { Input } from './support/awsStandIn';
import { awsStandIn, type AwsStandIn } from './support/awsStandIn';
import { fastClock, silentLog, testCredentials } from './support/ports';

const target = { warehouse: { kind: 'cluster', name: 'c1', database: 'dev' }, database: 'dev' } as const;
const never = new AbortController().signal;

describe('the trace of requests to AWS', () => {
  let aws: AwsStandIn;
  let lines: string[];
  let redshift: Redshift;

  const begin = async (execute: (input: Input, call: number) => 'reset' | { body: object }): Promise<void> => {
    aws = await awsStandIn({
      ExecuteStatement: execute,
      GetStatementResult: () => ({
        body: { Records: [[{ stringValue: 'a row' }]], ColumnMetadata: [], TotalNumRows: 1 },
      }),
    });
    lines = [];
    const log = { ...silentLog, trace: (text: string): void => void lines.push(text.replace(/\d+ ms/, 'N ms')) };
    redshift = new Redshift({
      region: 'us-west-2',
      clock: fastClock(100),
      log,
      endpoints: { redshiftData: aws.endpoint },
      credentials: () => Promise.resolve(testCredentials),
    });
  };

  afterEach(async () => {
    redshift.dispose();
    await aws.stop();
  });

  const run = (): Promise<unknown> =>
    redshift.data.execute({ ...target, sql: "SELECT 'in no line'", statementName: 'name-1', clientToken: 't' }, never);

  it('names service, action, statement, status, time, attempt and request, and nothing of what was sent or answered', async () => {
    await begin(() => ({ body: { Id: 'id-1', Status: 'FINISHED', HasResultSet: true } }));
    await run();
    assert.deepEqual(lines, [
      'Amazon Redshift Data API ExecuteStatement of name-1: 200, request r-1, in N ms, attempt 1',
      'Amazon Redshift Data API GetStatementResult of id-1: 200, request r-2, in N ms, attempt 1',
    ]);
  });

  it('has a line for each attempt, and for those without an answer the reason', async () => {
    await begin((_, call) =>
      call === 0 ? 'reset' : { body: { Id: 'id-1', Status: 'FINISHED', HasResultSet: false, ResultRows: 0 } },
    );
    await run().catch((error: unknown) => assert.ok(Failure.is(error)));
    assert.deepEqual(lines.slice(0, 2), [
      'Amazon Redshift Data API ExecuteStatement of name-1: no answer (ECONNRESET) in N ms, attempt 1',
      'Amazon Redshift Data API ExecuteStatement of name-1: 200, request r-2, in N ms, attempt 2',
    ]);
  });
});
