import assert from 'node:assert/strict';
import type { FaultRule } from '../../../sandbox/faults/faultBook';
import { FaultBook } from '../../../sandbox/faults/faultBook';
import { JSON_SERVICE, KEY, serveService, type TestEndpoint } from '../support/endpoint';
import { signed } from '../support/signing';

describe("the sandbox's faults", () => {
  let endpoint: TestEndpoint;
  let ran: string[] = [];

  beforeEach(async () => {
    ran = [];
    endpoint = await serveService({
      ...JSON_SERVICE,
      actions: {
        Run: {
          noPermissionNeeded: true,
          run: ({ input }) => {
            ran.push(Object.keys(input).join());
            return { Answer: 'long enough to be cut' };
          },
        },
        Other: { noPermissionNeeded: true, run: () => ({}) },
      },
    });
  });
  afterEach(() => endpoint.server.close());

  const table: { name: string; rule: FaultRule; seen: string[]; runs: number }[] = [
    {
      name: 'throttle so many calls of an action',
      rule: { action: 'Run', throttle: true, times: 2 },
      seen: ['400 ThrottlingException', '200', '400 ThrottlingException', '200'],
      runs: 1,
    },
    {
      name: 'answer a status before the action runs',
      rule: { action: 'Run', status: 503, code: 'ServiceUnavailable', skip: 1 },
      seen: ['200', '200', '503 ServiceUnavailable', '200'],
      runs: 2,
    },
    {
      name: 'answer a status after it ran',
      rule: { action: 'Run', status: 500, when: 'after' },
      seen: ['500 InternalFailure', '200', '200', '200'],
      runs: 3,
    },
    {
      name: 'break the connection before',
      rule: { action: 'Run', reset: true },
      seen: ['broken', '200', '200', '200'],
      runs: 2,
    },
    {
      name: 'break the connection after',
      rule: { action: 'Run', reset: true, when: 'after' },
      seen: ['broken', '200', '200', '200'],
      runs: 3,
    },
    {
      name: 'cut an answer short',
      rule: { action: 'Run', cutAfter: 5, when: 'after' },
      seen: ['broken', '200', '200', '200'],
      runs: 3,
    },
    {
      name: 'hit only calls with a member',
      rule: { withMember: 'WaitTimeSeconds', code: 'ValidationException', status: 400, times: 0 },
      seen: ['200', '200', '200', '400 ValidationException'],
      runs: 2,
    },
  ];
  for (const { name, rule, seen, runs } of table) {
    it(name, async () => {
      endpoint.faults.add(rule);
      const answers = [];
      for (const [action, input] of [
        ['Run', {}],
        ['Other', {}],
        ['Run', {}],
        ['Run', { WaitTimeSeconds: 1 }],
      ] as const)
        answers.push(await call(action, input));
      assert.deepEqual([answers, ran.length], [seen, runs]);
    });
  }

  it('hide a member from the action, as a service does that does not know it', async () => {
    endpoint.faults.add({ dropMember: 'WaitTimeSeconds', times: 0 });
    endpoint.faults.add({ dropMember: 'ExecutionMode' });
    const answers = [
      await call('Run', { Sql: '', WaitTimeSeconds: 1, ExecutionMode: 'AUTO_COMMIT' }),
      await call('Run', { Sql: '', WaitTimeSeconds: 1, ExecutionMode: 'AUTO_COMMIT' }),
    ];
    const [entry] = endpoint.ledger.list({ action: 'Run' });
    assert.deepEqual(
      [answers, ran, entry?.members],
      [
        ['200', '200'],
        ['Sql', 'Sql,ExecutionMode'],
        ['Sql', 'WaitTimeSeconds', 'ExecutionMode'],
      ],
    );
  });

  it('refuse a member that an older service does not know, or an action', async () => {
    const unknown = { code: 'UnknownOperationException', status: 400, times: 0 };
    endpoint.faults.add({ action: 'Other', ...unknown });
    endpoint.faults.add({ withMember: 'WaitTimeSeconds', code: 'ValidationException', status: 400, times: 0 });
    const answers = [await call('Other', {}), await call('Run', { WaitTimeSeconds: 1 }), await call('Run', {})];
    assert.deepEqual(answers, ['400 UnknownOperationException', '400 ValidationException', '200']);
  });

  it('are removed one by one, or all', () => {
    const book = new FaultBook();
    const first = book.add({ reset: true });
    book.add({ delayMs: 1 });
    book.remove(first);
    const left = book.list().map(({ rule }) => rule);
    book.remove();
    assert.deepEqual([left, book.list()], [[{ delayMs: 1 }], []]);
  });

  it('show in the ledger with the requests that they hit', async () => {
    endpoint.faults.add({ reset: true });
    await call('Run', {});
    await call('Run', { Sql: 'secret' });
    const entries = endpoint.ledger.list({ action: 'Run' });
    assert.deepEqual(
      [
        endpoint.ledger.counts(),
        entries.map(({ status, reset, members, user }) => ({ status, reset, members, user })),
        JSON.stringify(entries).includes('secret'),
      ],
      [
        { 'redshift-data.Run': 2 },
        [
          { status: undefined, reset: true, members: [], user: undefined },
          { status: 200, reset: undefined, members: ['Sql'], user: 't@example.com' },
        ],
        false,
      ],
    );
  });

  async function call(action: string, input: Record<string, unknown>): Promise<string> {
    const sent = signed({
      url: `${endpoint.server.origin}/`,
      key: KEY,
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `Test.${action}` },
      service: 'redshift-data',
      body: JSON.stringify(input),
    });
    try {
      const response = await fetch(endpoint.server.origin, sent);
      const code = /"__type":"(.*?)"/.exec(await response.text());
      return code ? `${response.status} ${code[1] ?? ''}` : String(response.status);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      return 'broken';
    }
  }
});
