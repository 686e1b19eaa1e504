import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { Cancelled, Failure } from '../../../src/core/failure';
import { awsStandIn, type Answering, type AwsStandIn, type Reply } from './support/awsStandIn';
import { fastClock } from './support/ports';
import {
  aborted,
  accepted,
  finishedRows,
  id,
  oneRow,
  request,
  running,
  submitted,
  throttled,
} from './support/statementAnswers';

describe('cancelling a statement', () => {
  let aws: AwsStandIn;
  afterEach(() => aws.stop());

  async function use(answers: Record<string, Answering>, speed = 100): Promise<AwsStandIn> {
    aws = await awsStandIn(answers, fastClock(speed));
    return aws;
  }

  it('breaks the long poll off, asks the server, and waits for its end', async () => {
    const cancel = new AbortController();
    const { redshift, actions } = await use({
      ExecuteStatement: () => submitted,
      DescribeStatement: (_, call) => {
        if (call > 0) return call === 1 ? running : aborted;
        cancel.abort();
        return 'silence';
      },
      CancelStatement: () => accepted,
    });
    assert.deepEqual(await redshift.data.execute(request, cancel.signal), { status: 'aborted', id });
    assert.deepEqual(actions(), [
      'ExecuteStatement',
      'DescribeStatement',
      'CancelStatement',
      'DescribeStatement',
      'DescribeStatement',
    ]);
  });

  it('stops a statement that is known by its id alone', async () => {
    const { redshift, actions } = await use({
      CancelStatement: () => accepted,
      DescribeStatement: (_, call) => (call === 0 ? running : aborted),
    });
    await redshift.data.cancel(id);
    assert.deepEqual(actions(), ['CancelStatement', 'DescribeStatement', 'DescribeStatement']);
  });

  it('leaves a statement its result that ended first', async () => {
    const cancel = new AbortController();
    const { redshift } = await use({
      ExecuteStatement: () => submitted,
      DescribeStatement: (_, call) => {
        if (call > 0) return finishedRows;
        cancel.abort();
        return 'silence';
      },
      CancelStatement: () => ({
        error: 'ValidationException',
        message: `Could not cancel a query that is already in FINISHED state with ID: ${id}`,
      }),
      GetStatementResult: () => oneRow,
    });
    const outcome = await redshift.data.execute(request, cancel.signal);
    assert.deepEqual(outcome.status === 'finished' && outcome.result?.firstPage.rows, [['9223372036854775807']]);
  });

  it('takes one that ended within the first wait as it is', async () => {
    const cancel = new AbortController();
    const { redshift, actions } = await use({
      ExecuteStatement: () => {
        cancel.abort();
        return { body: { Id: id, Status: 'FINISHED', HasResultSet: true } };
      },
      ListStatements: () => 'silence',
      GetStatementResult: () => oneRow,
    });
    const outcome = await redshift.data.execute(request, cancel.signal);
    assert.deepEqual([outcome.status, actions().includes('CancelStatement')], ['finished', false]);
  });

  it('finds it by its name before its id is known', async () => {
    const cancel = new AbortController();
    let answer: (reply: Reply) => void = () => undefined;
    const { redshift, actions } = await use({
      ExecuteStatement: () => {
        cancel.abort();
        return new Promise((resolve) => (answer = resolve));
      },
      ListStatements: () => ({ body: { Statements: [{ Id: id, StatementName: request.statementName }] } }),
      CancelStatement: () => accepted,
      DescribeStatement: () => aborted,
    });
    const outcome = await redshift.data.execute(request, cancel.signal);
    answer(submitted);
    assert.deepEqual(
      [outcome, actions()],
      [{ status: 'aborted', id }, ['ExecuteStatement', 'ListStatements', 'CancelStatement', 'DescribeStatement']],
    );
  });

  for (const [why, listed] of [
    ['may not be listed', { error: 'AccessDeniedException', message: 'No' }],
    ['is not listed yet', { body: { Statements: [] } }],
  ] as const) {
    it(`waits for the id of one that ${why}`, async () => {
      const cancel = new AbortController();
      let answer: (reply: Reply) => void = () => undefined;
      const { redshift, actions } = await use({
        ExecuteStatement: () => {
          cancel.abort();
          return new Promise((resolve) => (answer = resolve));
        },
        ListStatements: () => {
          setTimeout(() => answer(submitted), 20);
          return listed;
        },
        CancelStatement: () => accepted,
        DescribeStatement: () => aborted,
      });
      const outcome = await redshift.data.execute(request, cancel.signal);
      assert.deepEqual([outcome.status, actions().includes('CancelStatement')], ['aborted', true]);
    });
  }

  it('sends nothing again that was not carried out', async () => {
    const cancel = new AbortController();
    const { redshift } = await use({
      ExecuteStatement: () => {
        cancel.abort();
        return throttled;
      },
      ListStatements: () => ({ body: { Statements: [] } }),
    });
    await assert.rejects(redshift.data.execute(request, cancel.signal), (error) => Cancelled.is(error));
  }).timeout(30_000);

  it('looks for one whose request broke, instead of sending it again', async () => {
    const cancel = new AbortController();
    const { redshift, actions } = await use({
      ExecuteStatement: () => {
        cancel.abort();
        return 'reset';
      },
      ListStatements: (_, call) => ({
        body: { Statements: call < 3 ? [] : [{ Id: id, StatementName: request.statementName }] },
      }),
      CancelStatement: () => accepted,
      DescribeStatement: () => aborted,
    });
    assert.deepEqual(await redshift.data.execute(request, cancel.signal), { status: 'aborted', id });
    // The attempts of the SDK, which knows nothing of it.
    assert.ok(actions().filter((action) => action === 'ExecuteStatement').length <= 3);
  });

  it('asks again while it goes on, and says so in the end', async () => {
    const cancel = new AbortController();
    const { redshift, actions } = await use(
      {
        ExecuteStatement: () => submitted,
        DescribeStatement: () => {
          cancel.abort();
          return 'silence';
        },
        CancelStatement: () => accepted,
      },
      100,
    );
    await assert.rejects(redshift.data.execute(request, cancel.signal), (error) =>
      Failure.has(error, 'statement.notCancelled'),
    );
    assert.ok(actions().filter((action) => action === 'CancelStatement').length > 2);
  });

  it('says when it may not be done', async () => {
    const cancel = new AbortController();
    const { redshift } = await use({
      ExecuteStatement: () => submitted,
      DescribeStatement: () => {
        cancel.abort();
        return 'silence';
      },
      CancelStatement: () => ({ error: 'AccessDeniedException', message: 'User: x is not authorized' }),
    });
    await assert.rejects(redshift.data.execute(request, cancel.signal), (error) =>
      Failure.has(error, 'aws.accessDenied'),
    );
  });
});
