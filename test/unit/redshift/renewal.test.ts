import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { Cancelled, Failure } from '../../../src/core/failure';
import type { AwsCredentials, CredentialSource } from '../../../src/core/ports';
import { awsStandIn, type Answering, type AwsStandIn, type Reply } from './support/awsStandIn';
import { fastClock, testCredentials } from './support/ports';
import {
  accepted,
  aborted,
  finishedRows,
  id,
  never,
  oneRow,
  request,
  running,
  submitted,
} from './support/statementAnswers';

const expired: Reply = {
  error: 'ExpiredTokenException',
  message: 'The security token included in the request is expired',
};

/** Gives the same keys until they are called ended, and others as soon as the person has signed in. */
class Person {
  readonly ended: string[] = [];
  waiting = 0;
  readonly source: CredentialSource;
  #keys = keysNumber(1);
  #signedIn: (() => void)[] = [];

  constructor(private readonly signsIn: 'at once' | 'when told' | 'never' = 'at once') {
    const source = async (signal?: AbortSignal): Promise<AwsCredentials> => {
      if (this.ended.includes(this.#keys.accessKeyId)) await this.#renewed(signal);
      return this.#keys;
    };
    this.source = Object.assign(source, { ended: (keyId: string) => void this.ended.push(keyId) });
  }

  signIn(): void {
    this.#keys = keysNumber(Number(this.#keys.accessKeyId.at(-1)) + 1);
    for (const goOn of this.#signedIn.splice(0)) goOn();
  }

  #renewed(signal: AbortSignal | undefined): Promise<void> {
    if (this.signsIn === 'never') return Promise.reject(new Failure('signIn.needed', { account: 'ethan' }));
    this.waiting++;
    return new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new Cancelled()), { once: true });
      this.#signedIn.push(resolve);
      if (this.signsIn === 'at once') this.signIn();
    });
  }
}

function keysNumber(number: number): AwsCredentials {
  return { ...testCredentials, accessKeyId: `ASIAKEYS${number}` };
}

describe('credentials that AWS calls expired before their time', () => {
  let aws: AwsStandIn;
  afterEach(() => aws.stop());

  async function use(person: Person, answers: Record<string, Answering>): Promise<AwsStandIn> {
    aws = await awsStandIn(answers, fastClock(100), person.source);
    return aws;
  }

  /** Refuses the calls made with the first keys. */
  const withNewKeys =
    (reply: Reply): Answering =>
    () =>
      aws.keys.at(-1) === 'ASIAKEYS1' ? expired : reply;

  it('are renewed while a statement is waited for, and its rows come', async () => {
    const person = new Person();
    const { redshift, actions, keys } = await use(person, {
      ExecuteStatement: () => submitted,
      DescribeStatement: withNewKeys(finishedRows),
      GetStatementResult: () => oneRow,
    });
    const outcome = await redshift.data.execute(request, never());
    assert.deepEqual(
      [outcome.status, person.ended, actions(), keys],
      [
        'finished',
        ['ASIAKEYS1'],
        ['ExecuteStatement', 'DescribeStatement', 'DescribeStatement', 'GetStatementResult'],
        ['ASIAKEYS1', 'ASIAKEYS1', 'ASIAKEYS2', 'ASIAKEYS2'],
      ],
    );
  });

  it('are renewed for a page of a result', async () => {
    const person = new Person();
    const { redshift, keys } = await use(person, {
      ExecuteStatement: () => ({ body: { Id: id, Status: 'FINISHED', HasResultSet: true } }),
      GetStatementResult: ({ NextToken: token }) =>
        token === undefined ? oneRow : keys.at(-1) === 'ASIAKEYS1' ? expired : oneRow,
    });
    const outcome = await redshift.data.execute(request, never());
    assert.ok(outcome.status === 'finished' && outcome.result);
    const page = await outcome.result.page('next', never());
    assert.deepEqual([page.rows, keys.slice(-2)], [[['9223372036854775807']], ['ASIAKEYS1', 'ASIAKEYS2']]);
  });

  it('are renewed for the tree', async () => {
    const person = new Person();
    const { redshift } = await use(person, { ListDatabases: withNewKeys({ body: { Databases: ['dev'] } }) });
    const warehouse = { kind: 'cluster', name: 'c', database: 'dev' } as const;
    assert.deepEqual([await redshift.databases(warehouse, never()), person.ended], [['dev'], ['ASIAKEYS1']]);
  });

  it('let a refused statement be sent once more, with its token', async () => {
    const person = new Person();
    const { redshift, requests } = await use(person, {
      ExecuteStatement: withNewKeys({ body: { Id: id, Status: 'FINISHED', HasResultSet: true } }),
      GetStatementResult: () => oneRow,
    });
    const { status } = await redshift.data.execute(request, never());
    assert.deepEqual(
      [status, requests.map(({ action, input }) => [action, input['ClientToken']])],
      [
        'finished',
        [
          ['ExecuteStatement', 'token-1'],
          ['ExecuteStatement', 'token-1'],
          ['GetStatementResult', undefined],
        ],
      ],
    );
  });

  for (const [name, start] of [
    ['a statement', (one: AwsStandIn) => one.redshift.data.execute(request, never())],
    ['a read', (one: AwsStandIn) => one.redshift.databases({ kind: 'cluster', name: 'c', database: 'd' }, never())],
  ] as const) {
    it(`end ${name} when the new ones are refused too`, async () => {
      const person = new Person();
      await use(person, { ExecuteStatement: () => expired, ListDatabases: () => expired });
      await assert.rejects(start(aws), (error) => Failure.has(error, 'aws.credentialsExpired'));
      assert.ok(aws.requests.length <= 3);
    });

    it(`end ${name} when the person does not want to sign in`, async () => {
      await use(new Person('never'), { ExecuteStatement: () => expired, ListDatabases: () => expired });
      await assert.rejects(start(aws), (error) => Failure.has(error, 'signIn.needed'));
      assert.equal(aws.requests.length, 1);
    });
  }

  it('hold up a statement that can be cancelled meanwhile, with nothing left to find', async () => {
    const person = new Person('when told');
    const { redshift, actions } = await use(person, { ExecuteStatement: () => expired });
    const control = new AbortController();
    const outcome = redshift.data.execute(request, control.signal);
    await until(() => person.waiting > 0);
    control.abort();
    await assert.rejects(outcome, (error) => Cancelled.is(error));
    assert.deepEqual(actions(), ['ExecuteStatement']);
  });

  it('are asked for once when a statement is to be cancelled on the server', async () => {
    const person = new Person('when told');
    const { redshift, actions } = await use(person, {
      ExecuteStatement: () => submitted,
      DescribeStatement: () => (person.waiting === 0 ? (keysAreOld() ? expired : running) : aborted),
      CancelStatement: () => accepted,
    });
    const keysAreOld = (): boolean => aws.keys.at(-1) === 'ASIAKEYS1';
    const control = new AbortController();
    const outcome = redshift.data.execute(request, control.signal);
    await until(() => person.waiting === 1);
    control.abort();
    await until(() => person.waiting === 2);
    person.signIn();
    assert.equal((await outcome).status, 'aborted');
    assert.deepEqual(actions(), ['ExecuteStatement', 'DescribeStatement', 'CancelStatement', 'DescribeStatement']);
  });

  it('are one question for the listing of both kinds of warehouses', async () => {
    const person = new Person('never');
    person.ended.push('ASIAKEYS1');
    await use(person, {});
    await assert.rejects(aws.redshift.listWarehouses(never()), (error) => Failure.has(error, 'signIn.needed'));
  });
});

describe('the clock of AWS', () => {
  it('is told from the Date of every answer', async () => {
    const ahead: number[] = [];
    const clock = { ...fastClock(100), now: () => Date.now() + 3_600_000 };
    const source: CredentialSource = () => Promise.resolve(testCredentials);
    const answers = { ListDatabases: (): Reply => ({ body: { Databases: [] } }) };
    const aws = await awsStandIn(answers, clock, source, (aheadMs) => ahead.push(aheadMs));
    try {
      await aws.redshift.databases({ kind: 'cluster', name: 'c', database: 'd' }, never());
      assert.deepEqual(
        ahead.map((ms) => Math.round(ms / 60_000)),
        [60],
      );
    } finally {
      await aws.stop();
    }
  });
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}
