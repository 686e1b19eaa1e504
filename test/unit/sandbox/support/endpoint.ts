import { FaultBook } from '../../../sandbox/faults/faultBook';
import { RateLimits } from '../../../sandbox/faults/rateLimits';
import { RequestLedger } from '../../../sandbox/faults/requestLedger';
import { awsHandler, type AwsEnvironment } from '../../../sandbox/wire/awsEndpoint';
import { SecretBook } from '../../../sandbox/faults/secretBook';
import { SandboxClock } from '../../../sandbox/wire/clock';
import { serveHttp, type HttpServer } from '../../../sandbox/wire/httpServer';
import type { Caller, Service } from '../../../sandbox/wire/service';

export const KEY = {
  accessKeyId: 'ASIATEST',
  secretAccessKey: 'secret-of-the-test',
  sessionToken: 'token-of-the-test',
};

export const CALLER: Caller = {
  accessKeyId: KEY.accessKeyId,
  accountId: '123456789012',
  partition: 'aws',
  roleName: 'tester',
  roleArn: 'arn:aws:iam::123456789012:role/tester',
  assumedRoleArn: 'arn:aws:sts::123456789012:assumed-role/tester/t',
  sessionName: 't',
  userId: 'AROATEST:t',
  tags: {},
  subject: 't@example.com',
  expiration: Number.POSITIVE_INFINITY,
};

const actions: Service['actions'] = {
  Echo: { noPermissionNeeded: true, run: ({ input }) => ({ Input: input, Names: ['a', 'b<'], Nothing: null }) },
  Open: { unsigned: true, run: () => ({}) },
  Forbidden: { permissions: () => [{ action: 'x:Forbidden', resource: 'arn:x' }], run: () => ({}) },
};

export const QUERY_SERVICE: Service = {
  name: 'sts',
  protocol: { kind: 'awsQuery', version: '1', xmlns: 'urn:test', listElements: { Names: 'Name' } },
  actions,
};

export const JSON_SERVICE: Service = {
  name: 'redshift-data',
  protocol: { kind: 'json11', targetPrefix: 'Test', messageMember: 'Message' },
  actions,
};

export interface TestEndpoint {
  server: HttpServer;
  clock: SandboxClock;
  faults: FaultBook;
  ledger: RequestLedger;
  secrets: SecretBook;
  rates: RateLimits;
  caller: Caller;
}

/** Serves one service with one key, `KEY`. */
export async function serveService(service: Service): Promise<TestEndpoint> {
  const caller = { ...CALLER };
  const shared = {
    clock: new SandboxClock(),
    faults: new FaultBook(),
    ledger: new RequestLedger(),
    secrets: new SecretBook(),
    rates: new RateLimits(),
  };
  const environment: AwsEnvironment = {
    ...shared,
    region: 'us-west-2',
    keys: { find: (id) => (id === KEY.accessKeyId ? { ...KEY, caller } : undefined) },
    authorize: (_, { action }) => (action === 'x:Forbidden' ? 'AWS says why.' : undefined),
  };
  const server = await serveHttp(awsHandler(service, environment), {
    port: 0,
    clock: shared.clock,
    bodyLimit: 10_000,
  });
  return { server, ...shared, caller };
}
