import assert from 'node:assert/strict';
import { LIMITS } from '../../../sandbox/dataApi/limits';
import type { JsonObject } from '../../../sandbox/wire/service';
import { CLUSTER, ETHAN, ask, refusalOf, rowsOf, textOf } from './support/redshiftPart';

const api = (action: string, input: JsonObject): Promise<JsonObject> => ask('redshift-data', action, input);
const start = async (sql: string, more: JsonObject = {}): Promise<string> =>
  textOf(await api('ExecuteStatement', { ...CLUSTER, Sql: sql, ...more }), 'Id');

describe('long polling', function () {
  this.timeout(60_000);

  it('answers as soon as the statement is over', async () => {
    const Id = await start('SELECT pg_sleep(0.3)');
    const begin = Date.now();
    const { Status } = await api('DescribeStatement', { Id, WaitTimeSeconds: 30 });
    assert.deepEqual([Status, Date.now() - begin < 20_000], ['FINISHED', true]);
  });

  it('waits for the result as well', async () => {
    const Id = await start('SELECT 7 FROM pg_sleep(0.2)');
    const { TotalNumRows } = await api('GetStatementResult', { Id, WaitTimeSeconds: 30 });
    assert.equal(TotalNumRows, 1);
  });

  it('says that there is no result when the wait is over first', async () => {
    const Id = await start('SELECT pg_sleep(60)');
    assert.equal(
      await refusalOf(api('GetStatementResult', { Id, WaitTimeSeconds: 1 })),
      'ValidationException 400: Query does not have result. Please check query status with DescribeStatement.',
    );
    await api('CancelStatement', { Id });
  });

  it('has room for so many on one statement', async () => {
    const Id = await start('SELECT pg_sleep(60)');
    const waiting = Array.from({ length: LIMITS.waitingRequests }, () =>
      api('DescribeStatement', { Id, WaitTimeSeconds: 30 }),
    );
    assert.match(
      await refusalOf(api('DescribeStatement', { Id, WaitTimeSeconds: 30 })),
      /^ActiveWaitingRequestsExceededException 400/,
    );
    await api('CancelStatement', { Id });
    const ends = await Promise.all(waiting);
    assert.deepEqual(new Set(ends.map(({ Status }) => Status)), new Set(['ABORTED']));
  });
});

describe('CancelStatement', function () {
  this.timeout(60_000);

  it('ends what runs, and leaves the status ABORTED', async () => {
    const Id = await start('SELECT pg_sleep(60)', { WaitTimeSeconds: 1 });
    const answer = await api('CancelStatement', { Id });
    const description = await api('DescribeStatement', { Id, WaitTimeSeconds: 30 });
    const { Status, HasResultSet, RedshiftQueryId, Error: error } = description;
    const text = `ERROR: Query (${JSON.stringify(RedshiftQueryId)}) cancelled on user's request`;
    assert.deepEqual([answer, Status, HasResultSet, error], [{ Status: true }, 'ABORTED', false, text]);
  });

  it('ends what has only just been sent', async () => {
    const ids = await Promise.all([1, 2, 3, 4, 5].map(() => start('SELECT pg_sleep(60)')));
    await Promise.all(ids.map((Id) => api('CancelStatement', { Id })));
    const ends = await Promise.all(ids.map((Id) => api('DescribeStatement', { Id, WaitTimeSeconds: 30 })));
    assert.deepEqual(
      ends.map(({ Status }) => Status),
      ids.map(() => 'ABORTED'),
    );
  });

  it('is refused for what is over', async () => {
    const Id = await start('SELECT 1', { WaitTimeSeconds: 30 });
    assert.equal(
      await refusalOf(api('CancelStatement', { Id })),
      `ValidationException 400: Could not cancel a query that is already in FINISHED state with ID: ${Id}`,
    );
  });

  it('hits one statement of a session and none that comes after it', async () => {
    const first = await api('ExecuteStatement', {
      ...CLUSTER,
      Sql: 'SELECT pg_sleep(60)',
      SessionKeepAliveSeconds: 60,
      WaitTimeSeconds: 1,
    });
    await api('CancelStatement', { Id: first['Id'] ?? null });
    await api('DescribeStatement', { Id: first['Id'] ?? null, WaitTimeSeconds: 30 });
    const session = { SessionId: first['SessionId'] ?? null };
    const next = await api('ExecuteStatement', { ...session, Sql: 'SELECT pg_sleep(0.3)', WaitTimeSeconds: 30 });
    assert.equal(next['Status'], 'FINISHED');
    await api('ExecuteStatement', { ...session, Sql: 'SELECT 1', SessionKeepAliveSeconds: 0 });
  });
});

describe('parameters', function () {
  this.timeout(60_000);

  it('are bound, each use with the type of its place', async () => {
    const { Id } = await api('ExecuteStatement', {
      ...CLUSTER,
      // As in "Calling the Data API": one value for several types, and none in comments.
      Sql: "SELECT :id::smallint + 1, :id, 'x' || :text, :day::date /* :id, :text */ WHERE 2 = :id -- :day",
      Parameters: [
        { name: 'day', value: '2024-02-29' },
        { name: 'id', value: '2' },
        { name: 'text', value: "'); DROP TABLE orders; --\\" },
      ],
      WaitTimeSeconds: 30,
    });
    const { Records } = await api('GetStatementResult', { Id: Id ?? null });
    assert.deepEqual(Records, [
      [
        { longValue: 3 },
        { stringValue: '2' },
        { stringValue: "x'); DROP TABLE orders; --\\" },
        { stringValue: '2024-02-29' },
      ],
    ]);
  });

  it('that are missing altogether are the server’s to refuse', async () => {
    const Id = await start('SELECT :nothing', { WaitTimeSeconds: 30 });
    assert.equal(
      (await api('DescribeStatement', { Id }))['Error'],
      'ERROR: syntax error at or near ":"\n  Position: 8',
    );
  });
});

describe('Redshift’s SQL in the sandbox', function () {
  this.timeout(60_000);

  it('escapes with backslashes', async () => {
    assert.deepEqual(await rowsOf("SELECT 'it\\'s'", CLUSTER, ETHAN), [`[{"stringValue":"it's"}]`]);
  });
});
