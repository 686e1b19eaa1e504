import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../../../sandbox/start';
import { AuthnClient, order, type Answer } from '../support/authn';

const TOTP = 'token:software:totp';
const STEP = 30_000;

describe("the second factors of the sandbox's Authn API", () => {
  let sandbox: Sandbox;
  let client: AuthnClient;

  before(async () => {
    sandbox = await startSandbox({ parts: [] });
    client = new AuthnClient(sandbox.info);
  });
  after(() => sandbox.stop());
  // In the middle of a time step, so that none ends within a test.
  beforeEach(() => setClock(0));
  afterEach(() => order(sandbox.info, 'DELETE', 'idp/users'));

  it('take a time-based code once, and refuse wrong ones', async () => {
    const required = await client.start('tom');
    const code = await totpNow('tom');
    const wrong = await client.verify(required, TOTP, { passCode: code === '000000' ? '000001' : '000000' });
    const right = await client.verify(required, TOTP, { passCode: code });
    const replayed = await client.verify(await client.start('tom'), TOTP, { passCode: code });
    assert.deepEqual(
      [outcome(wrong), wrong.body.errorCauses?.length, outcome(right), right.body.stateToken, outcome(replayed)],
      ['403 E0000068', 1, '200 SUCCESS', undefined, '200 MFA_CHALLENGE PASSCODE_REPLAYED'],
    );
  });

  it('take a code of the neighbouring time step, and know one that is older', async () => {
    const code = await totpNow('tom');
    const outcomes = [];
    for (const steps of [5, 1]) {
      await setClock(steps * STEP);
      outcomes.push(outcome(await client.verify(await client.start('tom'), TOTP, { passCode: code })));
    }
    assert.deepEqual(outcomes, ['200 MFA_CHALLENGE TIME_WINDOW_EXCEEDED', '200 SUCCESS']);
  });

  it('lock the factor after five wrong codes', async () => {
    const required = await client.start('sam');
    const challenge = await client.verify(required, 'sms');
    const outcomes = [];
    for (let attempt = 1; attempt <= 5; attempt++)
      outcomes.push(outcome(await client.follow(challenge, 'next', { passCode: 'none' })));
    outcomes.push(outcome(await client.follow(challenge, 'next', { passCode: await smsOf('sam') })));
    assert.deepEqual(outcomes, [...Array<string>(4).fill('403 E0000068'), '403 E0000069', '403 E0000069']);
  });

  it('send a text message, and another when asked, whose code alone is good', async () => {
    const challenge = await client.verify(await client.start('sam'), 'sms');
    const first = await smsOf('sam');
    const resent = await client.follow(challenge, 'resend');
    const second = await smsOf('sam');
    const old = await client.follow(resent, 'next', { passCode: first });
    const right = await client.follow(resent, 'next', { passCode: second });
    // Two codes are the same once in a million.
    const expected = first === second ? '200 SUCCESS' : '403 E0000068';
    assert.deepEqual(
      [outcome(challenge), challenge.body._links?.next?.name, outcome(resent), outcome(old), outcome(right)],
      ['200 MFA_CHALLENGE', 'verify', '200 MFA_CHALLENGE', expected, first === second ? '401 E0000011' : '200 SUCCESS'],
    );
  });

  it('send no second message within the pause that is set', async () => {
    await order(sandbox.info, 'PUT', 'idp/users/sam', { smsPauseSeconds: 30 });
    const challenge = await client.verify(await client.start('sam'), 'sms');
    const early = await client.follow(challenge, 'resend');
    await setClock(31_000);
    assert.deepEqual(
      [outcome(early), outcome(await client.follow(challenge, 'resend'))],
      ['429 E0000109', '200 MFA_CHALLENGE'],
    );
  });

  it('wait for the phone, tell the number with the first poll, and go on when it is tapped', async () => {
    const sent = await client.verify(await client.start('mia'), 'push');
    const polled = await client.follow(sent, 'next');
    const [waiting] = await pushes();
    const number = numberIn(polled);
    const answered = await order(sandbox.info, 'POST', 'idp/push', { user: 'mia', number: number ?? -1 });
    const approved = await client.follow(polled, 'next');
    assert.deepEqual(
      [outcome(sent), numberIn(sent), outcome(polled), waiting, answered.body, outcome(approved)],
      [
        '200 MFA_CHALLENGE WAITING',
        undefined,
        '200 MFA_CHALLENGE WAITING',
        { user: 'mia', correctAnswer: number, polls: 1 },
        { answer: 'approve' },
        '200 SUCCESS',
      ],
    );
  });

  it('take a wrong number for a rejection, and send the push again when asked', async () => {
    const sent = await client.verify(await client.start('mia'), 'push');
    await order(sandbox.info, 'POST', 'idp/push', { user: 'mia', number: -1 });
    const rejected = await client.follow(sent, 'next');
    const again = await client.follow(rejected, 'resend');
    await order(sandbox.info, 'POST', 'idp/push', { user: 'mia', answer: 'approve' });
    assert.deepEqual(
      [
        outcome(rejected),
        rejected.body._links?.next?.name,
        outcome(again),
        outcome(await client.follow(again, 'next')),
      ],
      ['200 MFA_CHALLENGE REJECTED', 'verify', '200 MFA_CHALLENGE WAITING', '200 SUCCESS'],
    );
  });

  for (const [answer, result] of [
    ['reject', 'REJECTED'],
    ['timeout', 'TIMEOUT'],
    ['cancel', 'CANCELLED'],
    ['error', 'ERROR'],
  ] as const) {
    it(`end a push with ${result} when the phone's answer is ${answer}`, async () => {
      const sent = await client.verify(await client.start('mia'), 'push');
      await order(sandbox.info, 'POST', 'idp/push', { user: 'mia', answer });
      assert.equal(outcome(await client.follow(sent, 'next')), `200 MFA_CHALLENGE ${result}`);
    });
  }

  it('answer by themselves after so many polls when that is set', async () => {
    await order(sandbox.info, 'PUT', 'idp/users/mia', {
      pushAnswer: 'approve',
      pushAfterPolls: 3,
      numberChallenge: false,
    });
    let answer = await client.verify(await client.start('mia'), 'push');
    const outcomes = [];
    for (let polls = 1; polls <= 3; polls++) {
      answer = await client.follow(answer, 'next');
      outcomes.push(`${outcome(answer)} ${String(numberIn(answer))}`);
    }
    assert.deepEqual(outcomes, [
      '200 MFA_CHALLENGE WAITING undefined',
      '200 MFA_CHALLENGE WAITING undefined',
      '200 SUCCESS undefined',
    ]);
  });

  it('give up a push after five minutes', async () => {
    let answer = await client.verify(await client.start('mia'), 'push');
    for (const minutes of [3, 6]) {
      await setClock(minutes * 60_000);
      answer = await client.follow(answer, 'next');
    }
    assert.equal(outcome(answer), '200 MFA_CHALLENGE TIMEOUT');
  });

  it('can be chosen anew, and are no others than the person has', async () => {
    const required = await client.start('max');
    const sent = await client.verify(required, 'push');
    const back = await client.follow(sent, 'prev');
    const byCode = await client.verify(back, TOTP, { passCode: await totpNow('max') });
    const foreign = await client.post(`${sandbox.info.idp.origin}/api/v1/authn/factors/opf1mia0000000000000/verify`, {
      stateToken: (await client.start('max')).body.stateToken ?? '',
    });
    assert.deepEqual(
      [
        required.body._embedded?.factors?.map((each) => each.factorType),
        outcome(back),
        outcome(byCode),
        outcome(foreign),
      ],
      [['push', TOTP, 'sms'], '200 MFA_REQUIRED', '200 SUCCESS', '404 E0000007'],
    );
  });

  it('refuse an answer to a push that nobody sent', async () => {
    assert.equal((await order(sandbox.info, 'POST', 'idp/push', { user: 'tom' })).status, 400);
  });

  function setClock(offsetMs: number): Promise<unknown> {
    const toMiddle = STEP / 2 - (Date.now() % STEP);
    return order(sandbox.info, 'PUT', 'clock', { offsetMs: toMiddle + offsetMs });
  }

  const totpNow = (user: string): Promise<string> => codeOf(user, 'totp');
  const smsOf = (user: string): Promise<string> => codeOf(user, 'sms');

  async function codeOf(user: string, kind: 'totp' | 'sms'): Promise<string> {
    const code = (await order(sandbox.info, 'GET', `idp/codes/${user}`)).body[kind];
    return typeof code === 'string' ? code : '';
  }

  async function pushes(): Promise<unknown[]> {
    return (await order(sandbox.info, 'GET', 'idp/push')).body as unknown as unknown[];
  }
});

function outcome({ status, body }: Answer): string {
  return [status, body.errorCode ?? body.status, body.factorResult].filter((part) => part !== undefined).join(' ');
}

function numberIn(answer: Answer): number | undefined {
  return answer.body._embedded?.factor?._embedded?.challenge?.correctAnswer;
}
