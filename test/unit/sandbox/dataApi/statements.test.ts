import assert from 'node:assert/strict';
import type { JsonObject } from '../../../sandbox/wire/service';
import {
  CLUSTER,
  ETHAN,
  FRIDA,
  ask,
  callerOf,
  controlled,
  permissionsOf,
  redshiftUnderTest,
  refusalOf,
  run,
  textOf,
} from './support/redshiftPart';

const api = (action: string, input: JsonObject, caller = ETHAN): Promise<JsonObject> =>
  ask('redshift-data', action, input, caller);
const execute = (sql: string, more: JsonObject = {}, caller = ETHAN): Promise<JsonObject> =>
  api('ExecuteStatement', { ...CLUSTER, Sql: sql, ...more }, caller);

const HOUR = 3_600_000;

describe('ExecuteStatement', function () {
  this.timeout(60_000);

  it('answers at once without WaitTimeSeconds, with what is known then', async () => {
    const { Id, CreatedAt, ...rest } = await execute('SELECT pg_sleep(0.2)');
    assert.deepEqual([typeof Id, typeof CreatedAt, rest], ['string', 'number', { ...CLUSTER, DbUser: 'ethan' }]);
  });

  it('answers with the end when the statement is over within WaitTimeSeconds', async () => {
    const { Status, HasResultSet } = await execute('SELECT 1', { WaitTimeSeconds: 30 });
    assert.deepEqual([Status, HasResultSet], ['FINISHED', true]);
  });

  it('answers with the present status when WaitTimeSeconds is over first', async () => {
    const { Id, Status, HasResultSet } = await execute('SELECT pg_sleep(60)', { WaitTimeSeconds: 1 });
    assert.deepEqual([Status, HasResultSet], ['STARTED', false]);
    await api('CancelStatement', { Id: Id ?? null });
  });

  it('describes what happened', async () => {
    const { Id, CreatedAt, UpdatedAt, Duration, RedshiftPid, RedshiftQueryId, ...rest } = await run(
      "INSERT INTO sales_schema.\"Region Targets\" VALUES ('Test', 1, 4), ('Test', 2, 4)",
    );
    assert.deepEqual(rest, {
      ...CLUSTER,
      DbUser: 'ethan',
      QueryString: "INSERT INTO sales_schema.\"Region Targets\" VALUES ('Test', 1, 4), ('Test', 2, 4)",
      Status: 'FINISHED',
      HasResultSet: false,
      ResultFormat: 'JSON',
      ResultRows: 2,
      ResultSize: 0,
    });
    const numbers = [CreatedAt, UpdatedAt, Duration, RedshiftPid, RedshiftQueryId];
    assert(typeof Id === 'string' && numbers.every((value) => typeof value === 'number' && value > 0));
  });

  it('has a result set that may be empty', async () => {
    const { HasResultSet, ResultRows, ResultSize } = await run('SELECT 1 WHERE false');
    assert.deepEqual([HasResultSet, ResultRows, ResultSize], [true, 0, 0]);
  });

  it('counts sizes as AWS does in its example', async () => {
    const { ResultSize } = await run('select 1;');
    assert.equal(ResultSize, 11);
  });

  it('tells the place of a mistake as the management guide shows it, with $1 for the parameter', async () => {
    const { Id } = await execute("SELECT '🦆', :long_name, selct 1", {
      Parameters: [{ name: 'long_name', value: 'v' }],
      WaitTimeSeconds: 30,
    });
    const { Error: error } = await api('DescribeStatement', { Id: Id ?? null });
    assert.equal(error, 'ERROR: syntax error at or near "1"\n  Position: 23');
  });

  it('fails, and is not refused, when there is no such database', async () => {
    const { Status, Error: error } = await run('SELECT 1', { ...CLUSTER, Database: 'nowhere' });
    assert.deepEqual([Status, error], ['FAILED', 'FATAL: database "nowhere" does not exist']);
  });

  const refused: [what: string, input: JsonObject, refusal: RegExp][] = [
    ['several statements', { Sql: 'SELECT 1; SELECT 2' }, /single SQL statement/],
    ['no statement', { Sql: '' }, /sql must have length/],
    ['a text of more than 100 KB', { Sql: `SELECT '${'é'.repeat(51_200)}'` }, /100 KB/],
    ['neither cluster nor workgroup', { Sql: 'SELECT 1', ClusterIdentifier: null }, /Exactly one of clusterIdentifier/],
    ['an unknown cluster', { Sql: 'SELECT 1', ClusterIdentifier: 'no-such' }, /Redshift endpoint doesn't exist/],
    ['no database', { Sql: 'SELECT 1', Database: null }, /database must not be null/],
    ['a secret', { Sql: 'SELECT 1', SecretArn: 'arn:x' }, /secretArn is not supported/],
    ['WaitTimeSeconds of 31', { Sql: 'SELECT 1', WaitTimeSeconds: 31 }, /from 1 to 30/],
    ['WaitTimeSeconds of 0', { Sql: 'SELECT 1', WaitTimeSeconds: 0 }, /from 1 to 30/],
    ['a session for ever', { Sql: 'SELECT 1', SessionKeepAliveSeconds: 86_401 }, /from 0 to 86400/],
    ['a long client token', { Sql: 'SELECT 1', ClientToken: 'x'.repeat(65) }, /clientToken must have length/],
    [
      'another format',
      { Sql: 'SELECT 1', ResultFormat: 'XML' },
      /resultFormat must satisfy enum value set: \[CSV, JSON\]/,
    ],
    [
      'a parameter without use',
      { Sql: "SELECT ':a'", Parameters: [{ name: 'a', value: '1' }] },
      /Unused parameters: \[a\]/,
    ],
    [
      'a parameter that is missing',
      { Sql: 'SELECT :a, :b', Parameters: [{ name: 'a', value: '1' }] },
      /Missing parameters: \[b\]/,
    ],
    ['an empty value', { Sql: 'SELECT :a', Parameters: [{ name: 'a', value: '' }] }, /greater than or equal to 1/],
    ['a name of other letters', { Sql: 'SELECT :a', Parameters: [{ name: '@a', value: '1' }] }, /regex pattern/],
    ['no parameters in the list', { Sql: 'SELECT 1', Parameters: [] }, /parameters must have length/],
  ];
  for (const [what, input, refusal] of refused)
    it(`refuses ${what}`, async () => {
      const answer = await refusalOf(api('ExecuteStatement', { ...CLUSTER, ...input }));
      assert(answer.startsWith('ValidationException 400: ') && refusal.test(answer), answer);
    });

  it('runs once however often the same ClientToken comes', async () => {
    const sql = 'INSERT INTO sales_schema."Region Targets" VALUES (\'Once\', 1, 4)';
    const sent = { ...CLUSTER, Sql: sql, ClientToken: 'token-of-once' };
    const answers = await Promise.all(
      [1, 2, 3].map((WaitTimeSeconds) => api('ExecuteStatement', { ...sent, WaitTimeSeconds })),
    );
    const late = await api('ExecuteStatement', sent);
    const ledger = await controlled('GET', 'statements', { text: sql });
    const statements = ledger['statements'] as { user: string; outcome: string; statementId: string }[];
    assert.deepEqual(
      [
        new Set([...answers, late].map(({ Id }) => Id)).size,
        statements.map(({ user, outcome, statementId }) => ({ user, outcome, statementId })),
        await refusalOf(execute('SELECT 2', { ClientToken: 'token-of-once' })),
      ],
      [
        1,
        [{ user: 'ethan', outcome: 'FINISHED', statementId: late['Id'] }],
        'ValidationException 400: The clientToken was already used for a request with other parameters',
      ],
    );
  });

  it('tells requests with one ClientToken apart by the values of their parameters too', async () => {
    const sent = (value: string): Promise<JsonObject> =>
      execute('SELECT :a', { ClientToken: 'token-of-values', Parameters: [{ name: 'a', value }] });
    await sent('1');
    assert.match(await refusalOf(sent('2')), /^ValidationException 400: The clientToken was already used/);
  });

  it('forgets a ClientToken after 8 hours and a statement after 24', async () => {
    const { clock } = await redshiftUnderTest();
    const sent = { ClientToken: 'token-of-yesterday', WaitTimeSeconds: 30 };
    const first = await execute('SELECT 8', sent);
    try {
      clock.offsetMs += 9 * HOUR;
      const second = await execute('SELECT 8', sent);
      assert.notEqual(second['Id'], first['Id']);
      clock.offsetMs += 16 * HOUR;
      const id = textOf(first, 'Id');
      assert.deepEqual(
        [
          await refusalOf(api('DescribeStatement', { Id: id })),
          (await api('DescribeStatement', { Id: second['Id'] ?? null }))['Status'],
        ],
        ['ResourceNotFoundException 400: Query does not exist.', 'FINISHED'],
      );
    } finally {
      clock.offsetMs = 0;
    }
  });
});

describe('permissions of the Data API', function () {
  this.timeout(60_000);
  const arn = 'arn:aws:redshift:us-west-2:123456789012';
  const workgroup = 'arn:aws:redshift-serverless:us-west-2:123456789012:workgroup/6c8f6a4e-3f0b-4d53-9a53-5f0c1d2e7a11';

  it('are the call itself and what it does to get into the database', async () => {
    assert.deepEqual(
      [
        await permissionsOf('redshift-data', 'ExecuteStatement', { ...CLUSTER, Sql: 'SELECT 1' }),
        await permissionsOf('redshift-data', 'ListSchemas', { WorkgroupName: 'workgroup-1', Database: 'dev' }),
        await permissionsOf('redshift-data', 'ListTables', { ...CLUSTER, DbUser: 'ethan' }),
      ],
      [
        [
          { action: 'redshift-data:ExecuteStatement', resource: `${arn}:cluster:redshift-cluster-1` },
          { action: 'redshift:GetClusterCredentialsWithIAM', resource: `${arn}:dbname:redshift-cluster-1/dev` },
        ],
        [
          { action: 'redshift-data:ListSchemas', resource: workgroup },
          { action: 'redshift-serverless:GetCredentials', resource: workgroup },
        ],
        [
          { action: 'redshift-data:ListTables', resource: `${arn}:cluster:redshift-cluster-1` },
          { action: 'redshift:GetClusterCredentials', resource: `${arn}:dbuser:redshift-cluster-1/ethan` },
          { action: 'redshift:GetClusterCredentials', resource: `${arn}:dbname:redshift-cluster-1/dev` },
        ],
      ],
    );
  });

  it('name the owner of a statement, whom policies can compare', async () => {
    const { Id } = await execute('SELECT 1');
    const input = { Id: Id ?? null };
    assert.deepEqual(await permissionsOf('redshift-data', 'CancelStatement', input, callerOf('eva', 'sales')), [
      {
        action: 'redshift-data:CancelStatement',
        resource: '*',
        context: { 'redshift-data:statement-owner-iam-userid': ETHAN.userId },
      },
    ]);
  });

  it('do not make another role’s statement known', async () => {
    const { Id } = await execute('SELECT 1');
    assert.equal(
      await refusalOf(api('DescribeStatement', { Id: Id ?? null }, FRIDA)),
      'ResourceNotFoundException 400: Query does not exist.',
    );
  });

  it('lose the database roles where DbUser is sent', async () => {
    const caller = callerOf('dora', 'sales');
    const roles = 'SELECT name FROM pg_get_session_roles() eff_ro(name name, roleid integer)';
    const federated = await run(roles, CLUSTER, caller);
    const byName = await run(roles, { ...CLUSTER, DbUser: 'dora' }, caller);
    const unknown = await run(roles, { ...CLUSTER, DbUser: 'nobody' }, caller);
    assert.deepEqual(
      [federated['ResultRows'], byName['ResultRows'], unknown['Error']],
      [1, 0, 'FATAL: password authentication failed for user "nobody"'],
    );
  });
});
