import assert from 'node:assert/strict';
import { RateLimits } from '../../../sandbox/faults/rateLimits';
import { startSandbox, type Sandbox } from '../../../sandbox/start';
import type { JsonObject } from '../../../sandbox/wire/service';
import { order } from '../support/authn';
import { JSON_SERVICE, KEY, serveService } from '../support/endpoint';
import { signed } from '../support/signing';

const DEFAULTS = {
  ExecuteStatement: 30,
  BatchExecuteStatement: 20,
  DescribeStatement: 100,
  GetStatementResult: 20,
  GetStatementResultV2: 20,
  CancelStatement: 3,
  ListStatements: 3,
  ListSessions: 3,
  ListDatabases: 3,
  ListSchemas: 3,
  ListTables: 3,
  DescribeTable: 3,
};

describe("the account's rate limits", () => {
  let now = 0;
  const limits = (): RateLimits => {
    now = 1_000_000;
    return new RateLimits(() => now);
  };
  const passing = (rates: RateLimits, action: string, calls: number, service = 'redshift-data'): number =>
    Array.from({ length: calls }, () => rates.take(service, action)).filter(Boolean).length;

  it('are off until they are switched on', () => {
    const rates = limits();
    const off = passing(rates, 'CancelStatement', 50);
    rates.set(true);
    const on = passing(rates, 'CancelStatement', 50);
    rates.set(false);
    assert.deepEqual([off, on, passing(rates, 'CancelStatement', 50)], [50, 3, 50]);
  });

  it('are of each action by itself, and of the Data API alone', () => {
    const rates = limits();
    rates.set(true, { ExecuteStatement: 5 });
    assert.deepEqual(
      [
        passing(rates, 'ExecuteStatement', 50),
        passing(rates, 'DescribeStatement', 200),
        passing(rates, 'ExecuteStatement', 50, 'sts'),
        passing(rates, 'SomethingElse', 50),
        rates.refused,
      ],
      [5, 100, 50, 50, { ExecuteStatement: 45, DescribeStatement: 100 }],
    );
  });

  it('give as many calls a second as they say, and save up no more than a second’s', () => {
    const rates = limits();
    rates.set(true);
    const seen = [passing(rates, 'GetStatementResult', 50)];
    for (const ms of [50, 100, 500, 60_000]) {
      now += ms;
      seen.push(passing(rates, 'GetStatementResult', 50));
    }
    assert.deepEqual(seen, [20, 1, 2, 10, 20]);
  });

  it('answer as the service does when it is called too often', async () => {
    const { server, rates } = await serveService({
      ...JSON_SERVICE,
      actions: { ListStatements: { noPermissionNeeded: true, run: () => ({}) } },
    });
    try {
      rates.set(true, { ListStatements: 1 });
      const answers = [];
      for (let call = 0; call < 2; call++) {
        const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'Test.ListStatements' };
        const sent = signed({ url: `${server.origin}/`, key: KEY, headers, service: 'redshift-data', body: '{}' });
        const response = await fetch(server.origin, sent);
        answers.push([response.status, await response.json()]);
      }
      assert.deepEqual(answers, [
        [200, {}],
        [400, { __type: 'ThrottlingException', Message: 'Rate exceeded' }],
      ]);
    } finally {
      await server.close();
    }
  });
});

describe('the line to the sandbox', () => {
  let sandbox: Sandbox;

  before(async () => {
    sandbox = await startSandbox({ parts: [] });
  });
  after(() => sandbox.stop());
  afterEach(() => order(sandbox.info, 'PUT', 'network', { delayMs: 0 }));

  const ordered = (method: string, path: string, body?: JsonObject): Promise<{ status: number; body: JsonObject }> =>
    order(sandbox.info, method, path, body);

  it('delays every request but the orders', async () => {
    const set = await ordered('PUT', 'network', { delayMs: 600_000 });
    const gone = new AbortController();
    const slow = fetch(sandbox.info.idp.embedLink, { signal: gone.signal });
    const slower = fetch(sandbox.info.endpoints.sts, { signal: gone.signal });
    // Orders come through, and what is on the way stays there.
    const shown = await ordered('GET', 'network');
    const { body: before } = await ordered('GET', 'requests');
    gone.abort();
    const left = await Promise.allSettled([slow, slower]);
    await ordered('PUT', 'network', { delayMs: 1 });
    const near = await fetch(sandbox.info.idp.embedLink);
    assert.deepEqual(
      [set.body, shown.body, before['counts'], left.map(({ status }) => status), near.status],
      [{ delayMs: 600_000 }, { delayMs: 600_000 }, {}, ['rejected', 'rejected'], 200],
    );
  });

  it('has rate limits that can be switched on, off and changed', async () => {
    const off = await ordered('GET', 'rateLimits');
    const on = await ordered('PUT', 'rateLimits', { on: true });
    const changed = await ordered('PUT', 'rateLimits', { ExecuteStatement: 2 });
    const offAgain = await ordered('PUT', 'rateLimits', { on: false });
    assert.deepEqual(
      [off, on, changed, offAgain].map(({ body }) => body),
      [
        { on: false, callsPerSecond: DEFAULTS, refused: {} },
        { on: true, callsPerSecond: DEFAULTS, refused: {} },
        { on: true, callsPerSecond: { ...DEFAULTS, ExecuteStatement: 2 }, refused: {} },
        { on: false, callsPerSecond: DEFAULTS, refused: {} },
      ],
    );
  });

  it('refuses orders that it does not understand', async () => {
    const statuses = [];
    for (const [path, body] of [
      ['network', { delay: 40 }],
      ['network', { delayMs: -1 }],
      ['rateLimits', { executeStatement: 3 }],
      ['rateLimits', { ExecuteStatement: 0 }],
    ] as const)
      statuses.push((await ordered('PUT', path, body)).status);
    assert.deepEqual(statuses, [400, 400, 400, 400]);
  });
});
