import assert from 'node:assert/strict';
import {
  BatchExecuteStatementCommand,
  DescribeStatementCommand,
  ExecuteStatementCommand,
  GetStatementResultV2Command,
  ListSessionsCommand,
  ListStatementsCommand,
  RedshiftDataClient,
} from '@aws-sdk/client-redshift-data';
import { startSandbox, type Sandbox } from '../../../sandbox/start';
import { order } from '../support/authn';
import { assumeFirstRole, samlResponseOf } from '../support/signIn';

const WHERE = { ClusterIdentifier: 'redshift-cluster-1', Database: 'dev' };

/** The one public client that knows what came in 2026: waiting, execution modes, lists of sessions. */
describe("AWS's SDK with the sandbox's Data API", function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let ethan: RedshiftDataClient;
  let tom: RedshiftDataClient;
  let frida: RedshiftDataClient;

  before(async () => {
    sandbox = await startSandbox({ rows: 100 });
    [ethan, tom, frida] = [await clientOf('ethan'), await clientOf('tom'), await clientOf('frida')];
  });
  after(async () => {
    for (const client of [ethan, tom, frida]) client.destroy();
    await sandbox.stop();
  });
  afterEach(() => order(sandbox.info, 'DELETE', 'faults'));

  it('runs a batch in one call, and reads its CSV', async () => {
    const batch = await ethan.send(
      new BatchExecuteStatementCommand({
        ...WHERE,
        Sqls: ['SELECT * FROM nowhere', 'SELECT :n AS n'],
        Parameters: [{ name: 'n', value: 'ä,ö' }],
        ExecutionMode: 'AUTO_COMMIT',
        ResultFormat: 'CSV',
        WaitTimeSeconds: 30,
      }),
    );
    const { ExecutionMode, SubStatements } = await ethan.send(new DescribeStatementCommand({ Id: batch.Id }));
    const { Records } = await ethan.send(new GetStatementResultV2Command({ Id: `${batch.Id ?? ''}:2` }));
    assert.deepEqual(
      [batch.Status, batch.HasResultSet, ExecutionMode, SubStatements?.map(({ Status }) => Status), Records],
      ['FAILED', true, 'AUTO_COMMIT', ['FAILED', 'FINISHED'], [{ CSVRecords: 'n\r\n"ä,ö"\r\n' }]],
    );
  });

  it('lists its own sessions and statements, and those of its role where a policy lets it', async () => {
    const keep = { ...WHERE, SessionKeepAliveSeconds: 60, WaitTimeSeconds: 30, StatementName: 'sdk-list' };
    const [his, toms, hers] = await Promise.all(
      [ethan, tom, frida].map((client) => client.send(new ExecuteStatementCommand({ ...keep, Sql: 'SELECT 1' }))),
    );
    const own = await ethan.send(new ListSessionsCommand({ RoleLevel: false }));
    const statements = await ethan.send(new ListStatementsCommand({ RoleLevel: false, StatementName: 'sdk-' }));
    const wide = await frida.send(new ListSessionsCommand({}));
    const refusals = await Promise.all([
      nameOf(ethan.send(new ListSessionsCommand({}))),
      nameOf(ethan.send(new ListStatementsCommand({}))),
      // Tom is on the same role.
      nameOf(ethan.send(new ListSessionsCommand({ SessionId: toms?.SessionId }))),
    ]);
    assert.deepEqual(
      [
        own.Sessions?.map(({ SessionId, Status, CreatedAt }) => [SessionId, Status, CreatedAt instanceof Date]),
        statements.Statements?.map(({ Id }) => Id),
        wide.Sessions?.map(({ SessionId }) => SessionId),
        refusals,
      ],
      [
        [[his?.SessionId, 'AVAILABLE', true]],
        [his?.Id],
        [hers?.SessionId],
        ['AccessDeniedException', 'AccessDeniedException', 'AccessDeniedException'],
      ],
    );
  });

  for (const [what, fault] of [
    ['the connection breaks after it ran', { reset: true, when: 'after' }],
    ['the answer is cut short', { cutAfter: 10, when: 'after' }],
    ['a failure is answered after it ran', { status: 500, code: 'InternalServerException', when: 'after' }],
    ['it is throttled', { throttle: true }],
  ] as const)
    it(`runs a batch once though it asks twice, when ${what}`, async () => {
      await order(sandbox.info, 'DELETE', 'statements');
      await order(sandbox.info, 'DELETE', 'requests');
      await order(sandbox.info, 'POST', 'faults', { action: 'BatchExecuteStatement', ...fault });
      const sqls = ["SELECT 'once', 1", "SELECT 'once', 2"];
      const { Status } = await ethan.send(
        new BatchExecuteStatementCommand({ ...WHERE, Sqls: sqls, WaitTimeSeconds: 30 }),
      );
      const { body } = await order(sandbox.info, 'GET', 'statements/counts?by=text');
      const { body: requests } = await order(sandbox.info, 'GET', 'requests');
      assert.deepEqual(
        [Status, body['counts'], requests['counts']],
        ['FINISHED', Object.fromEntries(sqls.map((sql) => [sql, 1])), { 'redshift-data.BatchExecuteStatement': 2 }],
      );
    });

  it('is told of credentials that have expired, and of a session that was lost', async () => {
    const { SessionId } = await frida.send(
      new ExecuteStatementCommand({ ...WHERE, Sql: 'SELECT 1', SessionKeepAliveSeconds: 60, WaitTimeSeconds: 30 }),
    );
    await order(sandbox.info, 'POST', 'dataApi/sessions/lose', { sessionId: SessionId ?? null });
    const lost = await nameOf(frida.send(new ExecuteStatementCommand({ SessionId, Sql: 'SELECT 1' })));
    await order(sandbox.info, 'POST', 'sessions/expire', { user: 'frida' });
    const expired = await nameOf(frida.send(new ListSessionsCommand({})));
    frida.destroy();
    frida = await clientOf('frida');
    assert.deepEqual([lost, expired], ['ValidationException', 'ExpiredTokenException']);
  });

  async function clientOf(user: string): Promise<RedshiftDataClient> {
    const people = { ...sandbox.info, accounts: [...sandbox.info.accounts, ...sandbox.info.authnAccounts] };
    const xml = await assumeFirstRole(people, user, await samlResponseOf(people, user));
    const member = (name: string): string => new RegExp(`<${name}>([^<]+)</${name}>`).exec(xml)?.[1] ?? '';
    return new RedshiftDataClient({
      region: sandbox.info.region,
      endpoint: sandbox.info.endpoints.redshiftData,
      credentials: {
        accessKeyId: member('AccessKeyId'),
        secretAccessKey: member('SecretAccessKey'),
        sessionToken: member('SessionToken'),
      },
    });
  }
});

/** Name of what it is refused with. */
async function nameOf(answer: Promise<unknown>): Promise<string> {
  try {
    await answer;
  } catch (error) {
    if (error instanceof Error) return error.name;
    throw error;
  }
  return 'was not refused';
}
