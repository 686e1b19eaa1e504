import assert from 'node:assert/strict';
import type { JsonObject } from '../../../sandbox/wire/service';
import {
  CLUSTER,
  FRIDA,
  ask,
  callerOf,
  controlled,
  permissionsOf,
  refusalOf,
  rowsOf,
  textOf,
} from './support/redshiftPart';

const api = (action: string, input: JsonObject): Promise<JsonObject> => ask('redshift-data', action, input);
const batch = (Sqls: string[], more: JsonObject = {}): Promise<JsonObject> =>
  api('BatchExecuteStatement', { ...CLUSTER, Sqls, WaitTimeSeconds: 30, ...more });
const describeBatch = async (answer: JsonObject): Promise<JsonObject> =>
  api('DescribeStatement', { Id: answer['Id'] ?? null });

interface Part {
  Id: string;
  Status: string;
  Error?: string;
}
const partsOf = (description: JsonObject): Part[] => description['SubStatements'] as unknown as Part[];
const ends = (description: JsonObject): string[] =>
  partsOf(description).map(({ Status, Error: error }) => [Status, error ?? []].flat().join(' '));
const target = (name: string, quota = 1): string =>
  `INSERT INTO sales_schema."Region Targets" VALUES ('${name}', ${quota}, 4)`;
const targets = (name: string): Promise<string[]> =>
  rowsOf(`SELECT count(*) FROM sales_schema."Region Targets" WHERE "Region" = '${name}'`);

const NOT_RUN = 'ABORTED Connection or an prior query failed.';
const AUTO_COMMIT = { ExecutionMode: 'AUTO_COMMIT' };

describe('BatchExecuteStatement', function () {
  this.timeout(60_000);

  it('answers at once without WaitTimeSeconds, and with the end within it', async () => {
    const { Id, CreatedAt, ...early } = await batch(['SELECT 1'], { WaitTimeSeconds: null });
    const late = await batch(['SELECT pg_sleep(0.1)', 'SET search_path = public']);
    assert.deepEqual(
      [typeof Id, typeof CreatedAt, early, late['Status'], late['HasResultSet'], typeof late['RedshiftPid']],
      ['string', 'number', { ...CLUSTER, DbUser: 'ethan' }, 'FINISHED', true, 'number'],
    );
  });

  it('is described with its statements, as in AWS’s example', async () => {
    const description = await describeBatch(await batch(['select 1;', 'select 2;']));
    const { Id, CreatedAt, UpdatedAt, Duration, RedshiftPid, SubStatements, ...rest } = description;
    assert.deepEqual(rest, {
      ...CLUSTER,
      DbUser: 'ethan',
      Status: 'FINISHED',
      HasResultSet: true,
      ResultFormat: 'JSON',
      ResultRows: 2,
      ResultSize: 22,
      RedshiftQueryId: 0,
      ExecutionMode: 'TRANSACTION',
    });
    const numbers = [CreatedAt, UpdatedAt, Duration, RedshiftPid];
    assert(numbers.every((value) => typeof value === 'number' && value > 0));
    assert.deepEqual(
      (SubStatements as JsonObject[]).map(
        ({ CreatedAt: created, UpdatedAt: updated, Duration: took, RedshiftQueryId: query, ...part }) => [
          part,
          [created, updated, took, query].every((value) => typeof value === 'number' && value > 0),
        ],
      ),
      [1, 2].map((n) => [
        {
          Id: `${JSON.stringify(Id).slice(1, -1)}:${n}`,
          QueryString: `select ${n};`,
          Status: 'FINISHED',
          HasResultSet: true,
          ResultRows: 1,
          ResultSize: 11,
        },
        true,
      ]),
    );
  });

  it('shows one statement alone, within the batch, when that is asked for', async () => {
    const running = await batch(['SELECT 1', 'SELECT pg_sleep(60)'], { WaitTimeSeconds: 1 });
    const Id = textOf(running, 'Id');
    const { Status, Duration, HasResultSet, ResultRows, ...rest } = await api('DescribeStatement', {
      Id: `${Id}:1`,
      WaitTimeSeconds: 30,
    });
    const parts = partsOf(rest).map((part) => [part.Id, part.Status]);
    const whole = await api('DescribeStatement', { Id });
    await api('CancelStatement', { Id });
    assert.deepEqual(
      [rest['Id'], Status, Duration, HasResultSet, ResultRows, parts, ends(whole)],
      [Id, 'STARTED', 0, false, undefined, [[`${Id}:1`, 'FINISHED']], ['FINISHED', 'STARTED']],
    );
  });

  it('has results by `uuid:n`, and none of its own', async () => {
    const Id = textOf(await batch(['SELECT 1', 'SET search_path = public', 'SELECT 3']), 'Id');
    const result = (suffix: string): Promise<JsonObject> => api('GetStatementResult', { Id: `${Id}${suffix}` });
    const noResult =
      'ValidationException 400: Query does not have result. Please check query status with DescribeStatement.';
    const unknown = 'ResourceNotFoundException 400: Query does not exist.';
    assert.deepEqual(
      [
        (await result(':1'))['Records'],
        (await result(':3'))['Records'],
        ...(await Promise.all(['', ':2', ':0', ':4'].map((suffix) => refusalOf(result(suffix))))),
        await refusalOf(ask('redshift-data', 'GetStatementResult', { Id: `${Id}:1` }, FRIDA)),
      ],
      [[[{ longValue: 1 }]], [[{ longValue: 3 }]], noResult, noResult, unknown, unknown, unknown],
    );
  });

  it('is all or nothing as a transaction', async () => {
    const answer = await batch([target('All'), 'SELECT * FROM nowhere', target('All')]);
    const description = await describeBatch(answer);
    assert.deepEqual(
      [answer['Status'], description['Error'], ends(description), await targets('All')],
      [
        'FAILED',
        'Query #2 failed with ERROR: relation "nowhere" does not exist\n  Position: 15',
        ['FINISHED', 'FAILED ERROR: relation "nowhere" does not exist\n  Position: 15', NOT_RUN],
        ['[{"longValue":0}]'],
      ],
    );
  });

  it('commits a transaction that is whole, and is on one connection', async () => {
    const answer = await batch(['CREATE TEMP TABLE kept (n int)', target('Whole'), target('Whole')]);
    assert.deepEqual([answer['Status'], await targets('Whole')], ['FINISHED', ['[{"longValue":2}]']]);
  });

  it('begins anew where a statement of the transaction commits', async () => {
    const answer = await batch([target('Anew'), 'COMMIT', target('Anew'), 'SELECT * FROM nowhere']);
    assert.deepEqual([answer['Status'], await targets('Anew')], ['FAILED', ['[{"longValue":1}]']]);
  });

  it('fails with what the commit says', async () => {
    const description = await describeBatch(
      await batch([
        'CREATE TEMP TABLE late (n int UNIQUE DEFERRABLE INITIALLY DEFERRED)',
        'INSERT INTO late VALUES (1), (1)',
      ]),
    );
    assert.deepEqual(
      [description['Status'], ends(description), description['Error']],
      [
        'FAILED',
        ['FINISHED', 'FINISHED'],
        'ERROR: duplicate key value violates unique constraint "late_n_key"\n  Detail: Key (n)=(1) already exists.',
      ],
    );
  });

  it('goes on after a failure with AUTO_COMMIT, and has failed all the same', async () => {
    const answer = await batch([target('Each'), 'SELECT * FROM nowhere', target('Each')], AUTO_COMMIT);
    const description = await describeBatch(answer);
    assert.deepEqual(
      [
        description['ExecutionMode'],
        description['Status'],
        partsOf(description).map(({ Status }) => Status),
        await targets('Each'),
      ],
      ['AUTO_COMMIT', 'FAILED', ['FINISHED', 'FAILED', 'FINISHED'], ['[{"longValue":2}]']],
    );
  });

  it('leaves transactions of its own alone with AUTO_COMMIT', async () => {
    const rolledBack = await batch(['BEGIN', target('Own'), 'SELECT * FROM nowhere', 'ROLLBACK'], AUTO_COMMIT);
    const maintained = await batch(['VACUUM sales_schema."Region Targets"'], AUTO_COMMIT);
    const refused = await describeBatch(await batch(['VACUUM sales_schema."Region Targets"']));
    assert.deepEqual(
      [ends(await describeBatch(rolledBack))[3], await targets('Own'), maintained['Status'], refused['Error']],
      [
        'FINISHED',
        ['[{"longValue":0}]'],
        'FINISHED',
        'Query #1 failed with ERROR: VACUUM cannot run inside a transaction block',
      ],
    );
  });

  for (const mode of ['TRANSACTION', 'AUTO_COMMIT'])
    it(`is aborted as a whole by a cancel in mode ${mode}`, async () => {
      const name = `Cancel ${mode}`;
      const answer = await batch([target(name), 'SELECT pg_sleep(60)', target(name)], {
        ExecutionMode: mode,
        WaitTimeSeconds: 1,
      });
      const Id = textOf(answer, 'Id');
      const alone = await refusalOf(api('CancelStatement', { Id: `${Id}:2` }));
      const accepted = await api('CancelStatement', { Id });
      const description = await api('DescribeStatement', { Id, WaitTimeSeconds: 30 });
      assert.deepEqual(
        [
          alone,
          accepted,
          description['Status'],
          partsOf(description).map(({ Status }) => Status),
          await targets(name),
          await refusalOf(api('CancelStatement', { Id })),
        ],
        [
          'ValidationException 400: A statement of a batch cannot be cancelled alone: cancel the batch',
          { Status: true },
          'ABORTED',
          ['FINISHED', 'ABORTED', 'ABORTED'],
          [`[{"longValue":${mode === 'TRANSACTION' ? 0 : 1}}]`],
          `ValidationException 400: Could not cancel a query that is already in ABORTED state with ID: ${Id}`,
        ],
      );
    });

  it('runs nothing when it cannot connect, or not any more', async () => {
    const nowhere = await describeBatch(await batch(['SELECT 1', 'SELECT 2'], { Database: 'nowhere' }));
    const cut = await describeBatch(
      await batch(['SELECT pg_terminate_backend(pg_backend_pid())', 'SELECT 2'], AUTO_COMMIT),
    );
    assert.deepEqual(
      [nowhere['Status'], nowhere['Error'], ends(nowhere), cut['Status'], ends(cut)],
      [
        'FAILED',
        'FATAL: database "nowhere" does not exist',
        [NOT_RUN, NOT_RUN],
        'FAILED',
        ['FAILED FATAL: terminating connection due to administrator command', NOT_RUN],
      ],
    );
  });

  it('opens sessions, and runs in them', async () => {
    const { SessionId } = await batch(['CREATE TEMP TABLE here (n int)'], { SessionKeepAliveSeconds: 60 });
    const inSession = { Sqls: ['INSERT INTO here VALUES (4)', 'SELECT n FROM here'], SessionId: SessionId ?? null };
    const again = await api('BatchExecuteStatement', { ...inSession, WaitTimeSeconds: 30 });
    const { Records } = await api('GetStatementResult', { Id: `${textOf(again, 'Id')}:2` });
    assert.deepEqual([again['SessionId'], Records], [SessionId, [[{ longValue: 4 }]]]);
  });

  it('binds parameters that all its statements share', async () => {
    const answer = await batch(['SELECT :a', "SELECT ':b' || :a || :b", 'SELECT 3'], {
      Parameters: [
        { name: 'a', value: "'); DROP TABLE orders; --" },
        { name: 'b', value: '2' },
      ],
    });
    const { Records } = await api('GetStatementResult', { Id: `${textOf(answer, 'Id')}:2` });
    const { QueryParameters } = await describeBatch(answer);
    assert.deepEqual(
      [Records, QueryParameters],
      [
        [[{ stringValue: ":b'); DROP TABLE orders; --2" }]],
        [
          { name: 'a', value: "'); DROP TABLE orders; --" },
          { name: 'b', value: '2' },
        ],
      ],
    );
  });

  it('runs once however often the same ClientToken comes', async () => {
    const sqls = [target('Once more'), target('Once more')];
    const token = { ClientToken: 'token-of-batch' };
    const answers = await Promise.all([batch(sqls, token), batch(sqls, token), batch(sqls, token)]);
    const other = await refusalOf(batch([...sqls].slice(1), token));
    const ledger = await controlled('GET', 'statements', { clientToken: 'token-of-batch' });
    assert.deepEqual(
      [
        new Set(answers.map(({ Id }) => Id)).size,
        ledger['count'],
        (ledger['statements'] as JsonObject[]).map(({ statementId }) => statementId),
        other,
      ],
      [
        1,
        2,
        [1, 2].map((n) => `${textOf(answers[0], 'Id')}:${n}`),
        'ValidationException 400: The clientToken was already used for a request with other parameters',
      ],
    );
  });

  const refused: [what: string, input: JsonObject, refusal: RegExp][] = [
    ['no list', { Sqls: null }, /sqls must not be null/],
    ['an empty list', { Sqls: [] }, /sqls must have length greater/],
    ['41 statements', { Sqls: Array.from({ length: 41 }, () => 'SELECT 1') }, /sqls must have length less/],
    ['an empty statement', { Sqls: ['SELECT 1', ''] }, /not empty/],
    ['a text of more than 100 KB', { Sqls: ['SELECT 1', `SELECT '${'x'.repeat(102_400)}'`] }, /100 KB/],
    ['several statements in a text', { Sqls: ['SELECT 1; SELECT 2'] }, /single SQL statement/],
    ['another mode', { Sqls: ['SELECT 1'], ExecutionMode: 'SOMEHOW' }, /enum value set: \[AUTO_COMMIT, TRANSACTION\]/],
    [
      'a parameter that no statement uses',
      { Sqls: ['SELECT :a', 'SELECT 2'], Parameters: ['a', 'b'].map((name) => ({ name, value: '1' })) },
      /Unused parameters: \[b\]/,
    ],
    [
      'a parameter that is missing',
      { Sqls: ['SELECT :a', 'SELECT :b'], Parameters: [{ name: 'a', value: '1' }] },
      /Missing parameters: \[b\]/,
    ],
  ];
  for (const [what, input, refusal] of refused)
    it(`refuses ${what}`, async () => {
      const answer = await refusalOf(api('BatchExecuteStatement', { ...CLUSTER, ...input }));
      assert(answer.startsWith('ValidationException 400: ') && refusal.test(answer), answer);
    });

  it('takes 40 statements', async () => {
    const sqls = Array.from({ length: 40 }, (_, index) => `SELECT ${index + 1}`);
    const Id = textOf(await batch(sqls), 'Id');
    assert.deepEqual((await api('GetStatementResult', { Id: `${Id}:40` }))['Records'], [[{ longValue: 40 }]]);
  });

  it('needs a permission of its own, and names the owner of its statements', async () => {
    const Id = textOf(await batch(['SELECT 1']), 'Id');
    const eva = callerOf('eva', 'sales');
    assert.deepEqual(
      [
        (await permissionsOf('redshift-data', 'BatchExecuteStatement', { ...CLUSTER, Sqls: ['SELECT 1'] }))[0],
        await permissionsOf('redshift-data', 'GetStatementResult', { Id: `${Id}:1` }, eva),
      ],
      [
        {
          action: 'redshift-data:BatchExecuteStatement',
          resource: 'arn:aws:redshift:us-west-2:123456789012:cluster:redshift-cluster-1',
        },
        [
          {
            action: 'redshift-data:GetStatementResult',
            resource: '*',
            context: { 'redshift-data:statement-owner-iam-userid': 'AROAredshift-sales:ethan' },
          },
        ],
      ],
    );
  });
});
