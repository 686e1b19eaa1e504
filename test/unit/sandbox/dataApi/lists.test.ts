import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Caller, JsonObject } from '../../../sandbox/wire/service';
import {
  CLUSTER,
  WORKGROUP,
  ask,
  callerOf,
  controlled,
  permissionsOf,
  redshiftUnderTest,
  refusalOf,
  textOf,
} from './support/redshiftPart';

/** Two people on a role that no other test has, so that lists are whole values. */
const role = (): { lena: Caller; lars: Caller } => {
  const name = `lists-${randomUUID()}`;
  return { lena: callerOf('lena', 'sales', name), lars: callerOf('lars', 'sales', name) };
};
const execute = (caller: Caller, Sql: string, more: JsonObject = {}): Promise<JsonObject> =>
  ask('redshift-data', 'ExecuteStatement', { ...CLUSTER, Sql, WaitTimeSeconds: 30, ...more }, caller);
const list = async (action: string, input: JsonObject, caller: Caller): Promise<JsonObject[]> =>
  (await ask('redshift-data', action, input, caller))[action.slice('List'.length)] as JsonObject[];
const texts = async (input: JsonObject, caller: Caller): Promise<unknown[]> =>
  (await list('ListStatements', input, caller)).map(({ QueryString, QueryStrings }) => QueryString ?? QueryStrings);

describe('ListStatements', function () {
  this.timeout(60_000);

  it('shows what there is to know, the newest first', async () => {
    const { lena } = role();
    const single = await execute(lena, 'SELECT :n', {
      StatementName: 'one',
      Parameters: [{ name: 'n', value: '1' }],
      SessionKeepAliveSeconds: 5,
    });
    const batch = await ask(
      'redshift-data',
      'BatchExecuteStatement',
      { ...WORKGROUP, Sqls: ['SELECT 2', 'SELECT 3'], ResultFormat: 'CSV', WaitTimeSeconds: 30 },
      lena,
    );
    const statements = await list('ListStatements', {}, lena);
    assert.deepEqual(
      statements.map(({ CreatedAt, UpdatedAt, ...rest }) => [typeof CreatedAt, typeof UpdatedAt, rest]),
      [
        [
          'number',
          'number',
          {
            Id: batch['Id'],
            QueryStrings: ['SELECT 2', 'SELECT 3'],
            IsBatchStatement: true,
            Status: 'FINISHED',
            ResultFormat: 'CSV',
          },
        ],
        [
          'number',
          'number',
          {
            Id: single['Id'],
            QueryString: 'SELECT :n',
            IsBatchStatement: false,
            Status: 'FINISHED',
            StatementName: 'one',
            QueryParameters: [{ name: 'n', value: '1' }],
            ResultFormat: 'JSON',
            SessionId: single['SessionId'],
          },
        ],
      ],
    );
  });

  it('shows finished statements, unless another status or ALL is asked for', async () => {
    const { lena } = role();
    await execute(lena, 'SELECT 1');
    await execute(lena, 'SELECT * FROM nowhere');
    const { Id } = await execute(lena, 'SELECT pg_sleep(60)', { WaitTimeSeconds: 1 });
    const seen: JsonObject = {};
    for (const Status of [undefined, 'ALL', 'FAILED', 'STARTED', 'ABORTED'])
      seen[String(Status)] = (await texts({ ...(Status ? { Status } : {}) }, lena)) as string[];
    await ask('redshift-data', 'CancelStatement', { Id: Id ?? null }, lena);
    assert.deepEqual(seen, {
      undefined: ['SELECT 1'],
      ALL: ['SELECT pg_sleep(60)', 'SELECT * FROM nowhere', 'SELECT 1'],
      FAILED: ['SELECT * FROM nowhere'],
      STARTED: ['SELECT pg_sleep(60)'],
      ABORTED: [],
    });
  });

  it('is the whole role’s, or with RoleLevel false one’s own', async () => {
    const { lena, lars } = role();
    await execute(lena, 'SELECT 1');
    await execute(lars, 'SELECT 2');
    assert.deepEqual(
      [
        await texts({}, lena),
        await texts({ RoleLevel: true }, lars),
        await texts({ RoleLevel: false }, lars),
        await texts({}, role().lena),
      ],
      [['SELECT 2', 'SELECT 1'], ['SELECT 2', 'SELECT 1'], ['SELECT 2'], []],
    );
  });

  it('is narrowed by the beginning of a name, the warehouse and the database', async () => {
    const { lena } = role();
    await execute(lena, 'SELECT 1', { StatementName: 'load-1' });
    await execute(lena, 'SELECT 2', { StatementName: 'Load-2', Database: 'sample_data_dev' });
    await ask('redshift-data', 'ExecuteStatement', { ...WORKGROUP, Sql: 'SELECT 3', WaitTimeSeconds: 30 }, lena);
    const arn = 'arn:aws:redshift-serverless:us-west-2:123456789012:workgroup/6c8f6a4e-3f0b-4d53-9a53-5f0c1d2e7a11';
    const filters: JsonObject[] = [
      { StatementName: 'load' },
      { StatementName: 'oad' },
      { ClusterIdentifier: 'redshift-cluster-1' },
      { WorkgroupName: 'workgroup-1' },
      { WorkgroupName: arn },
      { ClusterIdentifier: 'redshift-cluster-1', Database: 'sample_data_dev' },
      { ClusterIdentifier: 'no-such-cluster' },
    ];
    const seen = [];
    for (const filter of filters) seen.push(await texts(filter, lena));
    assert.deepEqual(seen, [['SELECT 1'], [], ['SELECT 2', 'SELECT 1'], ['SELECT 3'], ['SELECT 3'], ['SELECT 2'], []]);
  });

  it('comes in pages that newer statements do not move', async () => {
    const { lena } = role();
    for (const n of [1, 2, 3, 4, 5]) await execute(lena, `SELECT ${n}`);
    const seen: unknown[] = [];
    let token: JsonObject = {};
    do {
      const input = { MaxResults: 2, Status: 'ALL', ...token };
      const { Statements, NextToken } = await ask('redshift-data', 'ListStatements', input, lena);
      seen.push((Statements as JsonObject[]).map(({ QueryString }) => QueryString));
      token = NextToken === undefined ? {} : { NextToken };
      await execute(lena, 'SELECT 99');
    } while ('NextToken' in token);
    const { NextToken } = await ask('redshift-data', 'ListStatements', { MaxResults: 2 }, lena);
    assert.deepEqual(
      [
        seen,
        await refusalOf(list('ListStatements', { NextToken: NextToken ?? null, Status: 'ALL' }, lena)),
        await refusalOf(list('ListStatements', { MaxResults: 101 }, lena)),
      ],
      [
        [['SELECT 5', 'SELECT 4'], ['SELECT 3', 'SELECT 2'], ['SELECT 1']],
        'ValidationException 400: Invalid nextToken',
        'ValidationException 400: maxResults must be an integer from 0 to 100',
      ],
    );
  });

  const refused: [input: JsonObject, refusal: string][] = [
    [
      { ClusterIdentifier: 'redshift-cluster-1', WorkgroupName: 'workgroup-1' },
      'Only one of clusterIdentifier and workgroupName can be specified',
    ],
    [{ RoleLevel: 'false' }, 'roleLevel must be a boolean'],
    [
      { Status: 'DONE' },
      'status must satisfy enum value set: [SUBMITTED, PICKED, STARTED, FINISHED, ABORTED, FAILED, ALL]',
    ],
  ];
  for (const [input, refusal] of refused)
    it(`refuses ${JSON.stringify(input)}`, async () =>
      assert.equal(await refusalOf(list('ListStatements', input, role().lena)), `ValidationException 400: ${refusal}`));
});

describe('ListSessions', function () {
  this.timeout(60_000);

  it('shows what there is to know', async () => {
    const { lena } = role();
    const opened = await execute(lena, 'SELECT 1', { SessionKeepAliveSeconds: 60 });
    const busy = await execute(lena, 'SELECT pg_sleep(60)', { SessionKeepAliveSeconds: 30, WaitTimeSeconds: 1 });
    const sessions = await list('ListSessions', {}, lena);
    await ask('redshift-data', 'CancelStatement', { Id: busy['Id'] ?? null }, lena);
    const where = { ...CLUSTER, DbUser: 'lena' };
    assert.deepEqual(
      sessions.map(({ CreatedAt, UpdatedAt, SessionTtl, ...rest }) => [
        [CreatedAt, UpdatedAt, SessionTtl].every((time) => typeof time === 'number'),
        rest,
      ]),
      [
        [
          true,
          {
            ...where,
            SessionId: busy['SessionId'],
            Status: 'BUSY',
            SessionAliveSeconds: 30,
            CurrentStatementId: busy['Id'],
          },
        ],
        [true, { ...where, SessionId: opened['SessionId'], Status: 'AVAILABLE', SessionAliveSeconds: 60 }],
      ],
    );
  });

  it('shows open ones unless CLOSED is asked for, of a day', async () => {
    const { clock } = await redshiftUnderTest();
    const { lena } = role();
    const one = await execute(lena, 'SELECT 1', { SessionKeepAliveSeconds: 60 });
    const two = await execute(lena, 'SELECT 1', { SessionKeepAliveSeconds: 60 });
    const session = { SessionId: textOf(one, 'SessionId') };
    await ask(
      'redshift-data',
      'ExecuteStatement',
      { ...session, Sql: 'SELECT 1', SessionKeepAliveSeconds: 0, WaitTimeSeconds: 30 },
      lena,
    );
    const ids = async (input: JsonObject): Promise<unknown[]> =>
      (await list('ListSessions', input, lena)).map(({ SessionId }) => SessionId);
    const seen = [];
    for (const input of [{}, { Status: 'AVAILABLE' }, { Status: 'BUSY' }, { Status: 'CLOSED' }, session])
      seen.push(await ids(input));
    try {
      clock.offsetMs = 25 * 3_600_000;
      seen.push(await ids({ Status: 'CLOSED' }));
      const gone = await refusalOf(ids(session));
      assert.deepEqual(
        [seen, gone],
        [
          [[two['SessionId']], [two['SessionId']], [], [one['SessionId']], [one['SessionId']], []],
          'ResourceNotFoundException 400: Session does not exist.',
        ],
      );
    } finally {
      clock.offsetMs = 0;
    }
  });

  it('is the whole role’s, or with RoleLevel false one’s own', async () => {
    const { lena, lars } = role();
    const keep = { SessionKeepAliveSeconds: 60 };
    const hers = textOf(await execute(lena, 'SELECT 1', keep), 'SessionId');
    const his = textOf(await execute(lars, 'SELECT 1', { ...keep, Database: 'sample_data_dev' }), 'SessionId');
    const ids = async (input: JsonObject): Promise<unknown[]> =>
      (await list('ListSessions', input, lena)).map(({ SessionId }) => SessionId);
    assert.deepEqual(
      [
        await ids({}),
        await ids({ RoleLevel: false }),
        await ids({ Database: 'sample_data_dev' }),
        await ids({ WorkgroupName: 'workgroup-1' }),
        await refusalOf(ids({ SessionId: his, RoleLevel: false })),
        await refusalOf(ids({ SessionId: hers, Status: 'BUSY' })),
      ],
      [
        [his, hers],
        [hers],
        [his],
        [],
        'ResourceNotFoundException 400: Session does not exist.',
        'ValidationException 400: Status cannot be specified with sessionId',
      ],
    );
  });

  it('comes in pages', async () => {
    const { lena } = role();
    for (const n of [1, 2, 3]) await execute(lena, `SELECT ${n}`, { SessionKeepAliveSeconds: 60 });
    const first = await ask('redshift-data', 'ListSessions', { MaxResults: 2 }, lena);
    const token = { NextToken: first['NextToken'] ?? null };
    const second = await ask('redshift-data', 'ListSessions', { MaxResults: 2, ...token }, lena);
    assert.deepEqual(
      [(first['Sessions'] as unknown[]).length, (second['Sessions'] as unknown[]).length, second['NextToken']],
      [2, 1, undefined],
    );
  });
});

describe('owners of lists', function () {
  this.timeout(60_000);

  it('are named to policies where a list is of one', async () => {
    const { lena, lars } = role();
    const { SessionId } = await execute(lena, 'SELECT 1', { SessionKeepAliveSeconds: 60 });
    const permissions = (action: string, input: JsonObject): ReturnType<typeof permissionsOf> =>
      permissionsOf('redshift-data', action, input, lars);
    const seen = [
      await permissions('ListStatements', { RoleLevel: false }),
      await permissions('ListStatements', {}),
      await permissions('ListSessions', { RoleLevel: false }),
      await permissions('ListSessions', {}),
      await permissions('ListSessions', { SessionId: SessionId ?? null }),
    ];
    assert.deepEqual(
      seen.flat().map(({ action, context }) => [action, context]),
      [
        ['redshift-data:ListStatements', { 'redshift-data:statement-owner-iam-userid': lars.userId }],
        ['redshift-data:ListStatements', undefined],
        ['redshift-data:ListSessions', { 'redshift-data:session-owner-iam-userid': lars.userId }],
        ['redshift-data:ListSessions', undefined],
        ['redshift-data:ListSessions', { 'redshift-data:session-owner-iam-userid': lena.userId }],
      ],
    );
  });
});

describe('the loss of sessions', function () {
  this.timeout(60_000);

  it('closes them, and fails what they run', async () => {
    const { lena, lars } = role();
    const keep = { SessionKeepAliveSeconds: 60 };
    const idle = await execute(lena, 'SELECT 1', keep);
    const busy = await execute(lena, 'SELECT pg_sleep(60)', { ...keep, WaitTimeSeconds: 1 });
    const his = await execute(lars, 'SELECT 1', keep);
    const one = await controlled('POST', 'dataApi/sessions/lose', {}, { sessionId: textOf(busy, 'SessionId') });
    const { Status, Error: error } = await ask(
      'redshift-data',
      'DescribeStatement',
      { Id: busy['Id'] ?? null, WaitTimeSeconds: 30 },
      lena,
    );
    const rest = await controlled('POST', 'dataApi/sessions/lose', {}, { user: 'lena' });
    const states = (await list('ListSessions', { Status: 'CLOSED' }, lena)).map(({ SessionId }) => SessionId);
    const next = ask(
      'redshift-data',
      'ExecuteStatement',
      { SessionId: idle['SessionId'] ?? null, Sql: 'SELECT 1' },
      lena,
    );
    assert.deepEqual(
      [one, Status, error, states, (await list('ListSessions', {}, lena)).map(({ SessionId }) => SessionId)],
      [
        { lost: 1 },
        'FAILED',
        'FATAL: terminating connection due to administrator command',
        [busy['SessionId'], idle['SessionId']],
        [his['SessionId']],
      ],
    );
    assert.deepEqual(
      [Number(rest['lost']) >= 1, await refusalOf(next)],
      [true, 'ValidationException 400: Session is not available'],
    );
  });
});
