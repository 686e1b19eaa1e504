import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../../sandbox/wire/service';
import {
  CLUSTER,
  ETHAN,
  FRIDA,
  ask,
  permissionsOf,
  redshiftUnderTest,
  refusalOf,
  textOf,
} from './support/redshiftPart';

const execute = (input: JsonObject, caller = ETHAN): Promise<JsonObject> =>
  ask('redshift-data', 'ExecuteStatement', { WaitTimeSeconds: 30, ...input }, caller);
const open = async (seconds = 60): Promise<{ SessionId: string }> => {
  const answer = await execute({ ...CLUSTER, Sql: 'SELECT 1', SessionKeepAliveSeconds: seconds });
  return { SessionId: textOf(answer, 'SessionId') };
};
const rows = async (answer: JsonObject): Promise<unknown> =>
  (await ask('redshift-data', 'GetStatementResult', { Id: answer['Id'] ?? null }))['Records'];

const NOT_AVAILABLE = 'ValidationException 400: Session is not available';

describe('sessions of the Data API', function () {
  this.timeout(60_000);

  it('keep temporary tables, settings and transactions', async () => {
    const session = await open();
    for (const Sql of [
      'CREATE TEMP TABLE kept (n integer DISTKEY)',
      'BEGIN',
      'INSERT INTO kept VALUES (1)',
      'ROLLBACK',
      'INSERT INTO kept VALUES (2), (3)',
    ])
      assert.equal((await execute({ ...session, Sql }))['Status'], 'FINISHED');
    assert.deepEqual(await rows(await execute({ ...session, Sql: 'SELECT n FROM kept ORDER BY n' })), [
      [{ longValue: 2 }],
      [{ longValue: 3 }],
    ]);
  });

  it('are one database process, and statements without session are not', async () => {
    const session = await open();
    const [first, second] = [
      await execute({ ...session, Sql: 'SELECT 1' }),
      await execute({ ...session, Sql: 'SELECT 2' }),
    ];
    const other = await execute({ ...CLUSTER, Sql: 'SELECT 3' });
    assert.deepEqual(
      [
        first['RedshiftPid'] === second['RedshiftPid'],
        first['RedshiftPid'] === other['RedshiftPid'],
        'SessionId' in other,
      ],
      [true, false, false],
    );
  });

  it('run one statement at a time, without a queue', async () => {
    const session = await open();
    const running = execute({ ...session, Sql: 'SELECT pg_sleep(0.5)' });
    assert.equal(await refusalOf(execute({ ...session, Sql: 'SELECT 2' })), NOT_AVAILABLE);
    assert.equal((await running)['Status'], 'FINISHED');
    assert.equal((await execute({ ...session, Sql: 'SELECT 3' }))['Status'], 'FINISHED');
  });

  it('end when nothing came for as long as they are kept alive', async () => {
    const { clock } = await redshiftUnderTest();
    const session = await open(100);
    try {
      clock.offsetMs += 90_000;
      assert.equal((await execute({ ...session, Sql: 'SELECT 1' }))['Status'], 'FINISHED');
      clock.offsetMs += 90_000;
      assert.equal((await execute({ ...session, Sql: 'SELECT 1' }))['Status'], 'FINISHED');
      clock.offsetMs += 101_000;
      assert.equal(await refusalOf(execute({ ...session, Sql: 'SELECT 1' })), NOT_AVAILABLE);
    } finally {
      clock.offsetMs = 0;
    }
  });

  it('end with their database process', async () => {
    const session = await open();
    const lost = await execute({ ...session, Sql: 'SELECT pg_terminate_backend(pg_backend_pid())' });
    const { Status, Error: error } = await ask('redshift-data', 'DescribeStatement', { Id: lost['Id'] ?? null });
    assert.deepEqual(
      [Status, error, await refusalOf(execute({ ...session, Sql: 'SELECT 1' }))],
      ['FAILED', 'FATAL: terminating connection due to administrator command', NOT_AVAILABLE],
    );
  });

  it('end with the statement that keeps them alive for no time', async () => {
    const session = await open();
    await execute({ ...session, Sql: 'SELECT 1', SessionKeepAliveSeconds: 0 });
    assert.equal(await refusalOf(execute({ ...session, Sql: 'SELECT 1' })), NOT_AVAILABLE);
  });

  it('that never were are told from those that are over', async () => {
    const id = randomUUID();
    assert.equal(
      await refusalOf(execute({ SessionId: id, Sql: 'SELECT 1' })),
      `ValidationException 400: Session with Id: ${id} is invalid`,
    );
  });

  it('belong to the IAM role that opened them', async () => {
    const session = await open();
    assert.equal(
      await refusalOf(execute({ ...session, Sql: 'SELECT 1' }, FRIDA)),
      `ValidationException 400: Session with Id: ${session.SessionId} is invalid`,
    );
  });

  it('decide cluster and database by themselves', async () => {
    const session = await open();
    assert.equal(
      await refusalOf(execute({ ...session, Database: 'dev', Sql: 'SELECT 1' })),
      'ValidationException 400: Database cannot be specified with sessionId',
    );
  });

  it('need no further sign-in, and name their owner to policies', async () => {
    const session = await open();
    assert.deepEqual(await permissionsOf('redshift-data', 'ExecuteStatement', { ...session, Sql: 'SELECT 1' }), [
      {
        action: 'redshift-data:ExecuteStatement',
        resource: 'arn:aws:redshift:us-west-2:123456789012:cluster:redshift-cluster-1',
        context: { 'redshift-data:session-owner-iam-userid': ETHAN.userId },
      },
    ]);
  });
});
