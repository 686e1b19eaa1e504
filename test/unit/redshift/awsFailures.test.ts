import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'mocha';
import { Cancelled, Failure, type FailureCode } from '../../../src/core/failure';
import { Redshift } from '../../../src/redshift/redshift';
import { awsStandIn, type Reply } from './support/awsStandIn';
import { fastClock, silentLog, testCredentials } from './support/ports';
import { id, never, request } from './support/statementAnswers';

const service = 'Amazon Redshift Data API';
const warehouse = { kind: 'cluster', name: 'cluster-1', database: 'dev' } as const;

type Case = readonly [name: string, message: string, code: FailureCode, facts: object];

/** Refusals of ExecuteStatement. */
const refusals: readonly Case[] = [
  [
    'AccessDeniedException',
    'User: x is not authorized to perform: redshift-data:ExecuteStatement',
    'aws.accessDenied',
    {
      service,
      action: 'ExecuteStatement',
      message: 'User: x is not authorized to perform: redshift-data:ExecuteStatement',
    },
  ],
  [
    'ExpiredTokenException',
    'The security token included in the request is expired',
    'aws.credentialsExpired',
    { service },
  ],
  [
    'UnrecognizedClientException',
    'The security token included in the request is invalid.',
    'aws.credentialsRefused',
    { service, code: 'UnrecognizedClientException', message: 'The security token included in the request is invalid.' },
  ],
  [
    'ValidationException',
    "Redshift endpoint doesn't exist in this region.",
    'warehouse.notFound',
    { warehouse: 'cluster-1', message: "Redshift endpoint doesn't exist in this region." },
  ],
  [
    'ValidationException',
    'Cluster cluster-1 is paused',
    'warehouse.notAvailable',
    { warehouse: 'cluster-1', message: 'Cluster cluster-1 is paused' },
  ],
  ['ValidationException', 'Session is not available', 'session.notAvailable', { state: 'closed' }],
  ['ValidationException', 'Session with Id: abc is invalid', 'session.notAvailable', { state: 'unknown' }],
  [
    'ValidationException',
    'Parameters are not used in the statement',
    'statement.invalid',
    { message: 'Parameters are not used in the statement' },
  ],
  ['ActiveStatementsExceededException', 'Too many', 'statement.tooManyActive', { message: 'Too many' }],
  ['ActiveSessionsExceededException', 'Too many', 'session.tooMany', { message: 'Too many' }],
  [
    'SomethingNewException',
    'Who knows',
    'aws.failed',
    { service, action: 'ExecuteStatement', code: 'SomethingNewException', message: 'Who knows' },
  ],
];

describe('a refusal of AWS', () => {
  for (const [name, message, code, facts] of refusals) {
    it(`of ${name} "${message}" is ${code}`, async () => {
      const aws = await awsStandIn({ ExecuteStatement: () => ({ error: name, message }) });
      try {
        assert.deepEqual(await failureOf(aws.redshift.data.execute(request, never())), [code, facts]);
      } finally {
        await aws.stop();
      }
    });
  }

  it('to connect to the database says which one', async () => {
    const message = 'FATAL: database "dev" does not exist';
    const answer: Reply = { error: 'DatabaseConnectionException', message, status: 500 };
    const aws = await awsStandIn({ ListDatabases: () => answer });
    try {
      assert.deepEqual(await failureOf(aws.redshift.databases(warehouse, never())), [
        'warehouse.connectionFailed',
        { warehouse: 'cluster-1', database: 'dev', message },
      ]);
    } finally {
      await aws.stop();
    }
  });

  it('of a result that is no longer kept says so', async () => {
    const aws = await awsStandIn({
      ExecuteStatement: () => ({ body: { Id: id, Status: 'FINISHED', HasResultSet: true } }),
      GetStatementResult: () => ({ error: 'ResourceNotFoundException', message: 'Query does not exist.' }),
    });
    try {
      assert.deepEqual(await failureOf(aws.redshift.data.execute(request, never())), ['result.gone', {}]);
    } finally {
      await aws.stop();
    }
  });

  it('that goes on for long is told for what somebody waits for', async () => {
    const aws = await awsStandIn({
      ListDatabases: () => ({ error: 'InternalServerException', message: 'Oops', status: 500 }),
    });
    try {
      assert.deepEqual(await failureOf(aws.redshift.databases(warehouse, never())), [
        'aws.unavailable',
        { service, action: 'ListDatabases', code: 'InternalServerException', message: 'Oops' },
      ]);
    } finally {
      await aws.stop();
    }
  });
});

describe('an answer that is none of AWS', () => {
  it('is said to be unreadable', async () => {
    const aws = await awsStandIn({ ListDatabases: () => ({ body: '<html>Sign in to the hotel</html>' }) });
    try {
      assert.deepEqual(await failureOf(aws.redshift.databases(warehouse, never())), [
        'aws.badAnswer',
        { service, action: 'ListDatabases' },
      ]);
    } finally {
      await aws.stop();
    }
  });

  it('names the host that nobody listens at, and nothing is looked for that was not sent', async () => {
    const host = await nobodysAddress();
    const redshift = redshiftAt(`http://${host}`);
    assert.deepEqual(
      [
        await failureOf(redshift.data.execute(request, never())),
        await failureOf(redshift.databases(warehouse, never())),
      ],
      Array(2).fill(['aws.unreachable', { service, host, reason: 'ECONNREFUSED' }]),
    );
    redshift.dispose();
  });
});

describe('the credential source', () => {
  it('is asked before every request, so that what was renewed is used at once', async () => {
    let renewed = 0;
    const source = () => Promise.resolve({ ...testCredentials, accessKeyId: `ASIA${++renewed}` });
    const aws = await awsStandIn({ ListDatabases: () => ({ body: { Databases: [] } }) }, fastClock(1), source);
    try {
      for (let call = 0; call < 3; call++) await aws.redshift.databases(warehouse, never());
      assert.deepEqual([aws.keys.length, new Set(aws.keys).size], [3, 3]);
    } finally {
      await aws.stop();
    }
  });
});

describe('a failure of the credential source', () => {
  it('passes as it is', async () => {
    const needed = new Failure('signIn.needed', { account: 'ethan@example.com' });
    const redshift = redshiftAt('http://127.0.0.1:9', () => Promise.reject(needed));
    assert.deepEqual(
      [
        await failureOf(redshift.data.execute(request, never())),
        await failureOf(redshift.databases(warehouse, never())),
        await failureOf(redshift.listWarehouses(never())),
      ],
      [
        [needed.code, needed.facts],
        [needed.code, needed.facts],
        [needed.code, needed.facts],
      ],
    );
    redshift.dispose();
  });

  it('and so does its being cancelled', async () => {
    const redshift = redshiftAt('http://127.0.0.1:9', () => Promise.reject(new Cancelled()));
    for (const call of [redshift.data.execute(request, never()), redshift.listWarehouses(never())])
      await assert.rejects(call, (error) => Cancelled.is(error));
    redshift.dispose();
  });
});

async function failureOf(call: Promise<unknown>): Promise<[FailureCode, object]> {
  try {
    await call;
  } catch (error) {
    if (Failure.is(error)) return [error.code, error.facts];
    throw error;
  }
  throw new Error('It did not fail.');
}

function redshiftAt(endpoint: string, credentials = () => Promise.resolve(testCredentials)): Redshift {
  return new Redshift({
    region: 'us-west-2',
    endpoints: { redshift: endpoint, redshiftServerless: endpoint, redshiftData: endpoint },
    credentials,
    clock: fastClock(1000),
    log: silentLog,
  });
}

/** A port that was free a moment ago. */
async function nobodysAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `127.0.0.1:${port}`;
}
