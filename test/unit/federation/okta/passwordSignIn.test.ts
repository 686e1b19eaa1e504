import assert from 'node:assert/strict';
import { Cancelled, Failure } from '../../../../src/core/failure';
import { AuthnClient } from '../../../../src/federation/okta/authnClient';
import { OktaSite } from '../../../../src/federation/okta/oktaSite';
import { sessionToken } from '../../../../src/federation/okta/passwordSignIn';
import type { SignInNotice } from '../../../../src/federation/signInRequest';
import type { OktaAnswer } from '../support/fakeOkta';
import { authnLink, challenge, factor, FakeOkta, mfaRequired, refusal, state, success } from '../support/fakeOkta';
import { HandClock, LogOfLines } from '../support/ports';
import { scriptedPrompts, type Answers } from '../support/scriptedPrompts';

const totp = factor('ost1', 'token:software:totp', { credentialId: 'ethan@example.org' }, 'GOOGLE');
const sms = factor('sms1', 'sms', { phoneNumber: '+1 XXX-XXX-1337' });
const push = factor('opf1', 'push', { name: 'Phone of ethan' });
const key = factor('fwf1', 'webauthn', { authenticatorName: 'Key' });
const waiting = challenge('opf1', 'WAITING');
const withNumber = challenge('opf1', 'WAITING', {
  _embedded: { factor: { _embedded: { challenge: { correctAnswer: 42 } } } },
});

describe('a sign-in by Okta user name and password', () => {
  let okta: FakeOkta;
  let log: LogOfLines;
  let clock: HandClock;
  let notices: SignInNotice[];
  let asked: string[];

  before(async () => (okta = await FakeOkta.start()));
  after(() => okta.stop());
  beforeEach(() => {
    log = new LogOfLines();
    clock = new HandClock(Date.parse('2026-03-01T12:00:00Z'));
    notices = [];
  });
  afterEach(() => {
    const text = log.lines.join('\n');
    const secrets = ['the-state-token', 'the-session-token', 'right', '123456', 'wrong-one', 'blue'];
    assert.deepEqual(
      secrets.filter((secret) => text.includes(secret)),
      [],
    );
  });

  async function signIn(script: readonly OktaAnswer[], answers: Answers = {}, signal?: AbortSignal): Promise<string> {
    okta.script(script);
    const control = new AbortController();
    const site = new OktaSite({ id: 'p1', loginUrl: okta.loginUrl }, log, signal ?? control.signal);
    const prompts = scriptedPrompts(answers);
    asked = prompts.asked;
    return sessionToken({
      client: new AuthnClient(site, clock),
      prompts,
      suggestion: '',
      onStep: () => undefined,
      onNotice: (notice) => notices.push(notice),
      signal: site.signal,
    });
  }

  /** The failure, without the host and the profile that each names. */
  async function outcome(sign: Promise<unknown>): Promise<unknown> {
    try {
      return await sign;
    } catch (error) {
      if (Cancelled.is(error)) return 'cancelled';
      if (!Failure.is(error)) throw error;
      const { host, profileId, ...facts } = error.facts as { host: string; profileId: string };
      assert.deepEqual([host, profileId], [okta.host, 'p1']);
      return [error.code, facts];
    }
  }

  /** Lets the pushes be looked at, again and again, until the sign-in is over. */
  async function polling<T>(sign: Promise<T>): Promise<T> {
    const over = new AbortController();
    const end = (): void => over.abort();
    sign.then(end, end);
    while (!over.signal.aborted) {
      clock.goOn(1000);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    return sign;
  }

  const sent = (): [string, Record<string, unknown>][] => okta.calls.map(({ what, body }) => [what, body]);
  const whats = (): string[] => okta.calls.map(({ what }) => what.replace('POST /api/v1/authn', ''));
  const stateToken = 'the-state-token';

  it('ends with a session token where the password is enough', async () => {
    assert.equal(await signIn([success]), 'the-session-token');
    assert.deepEqual(sent(), [
      [
        'POST /api/v1/authn',
        {
          username: 'ethan',
          password: 'right',
          options: { warnBeforePasswordExpired: true, multiOptionalFactorEnroll: false },
        },
      ],
    ]);
    assert.deepEqual(asked, [`user ${okta.host}`, `password of ethan ${okta.host}`]);
  });

  it('lets a wrong password be typed in again, twice', async () => {
    const no = refusal(401, 'E0000004');
    assert.equal(
      await signIn([no, no, success], { passwords: ['wrong-one', 'wrong-one', 'right'] }),
      'the-session-token',
    );
    assert.deepEqual(asked.slice(2), Array<string>(2).fill(`password of ethan ${okta.host} notAuthenticated`));
    const three = { passwords: ['wrong-one', 'wrong-one', 'wrong-one'] };
    assert.deepEqual(await outcome(signIn([no, no, no], three)), ['okta.notAuthenticated', {}]);
  });

  it('says when the password ends soon, and goes on', async () => {
    const warned = state('PASSWORD_WARN', {
      _links: { skip: authnLink('/skip'), next: authnLink('/credentials/change_password') },
      _embedded: { policy: { expiration: { passwordExpireDays: 5 } } },
    });
    assert.equal(await signIn([warned, success]), 'the-session-token');
    assert.deepEqual([notices, whats()], [[{ kind: 'passwordEnds', host: okta.host, days: 5 }], ['', '/skip']]);
  });

  it('skips an enrolment that is optional', async () => {
    const optional = state('MFA_ENROLL', { _links: { skip: authnLink('/skip') } });
    assert.equal(await signIn([optional, success]), 'the-session-token');
  });

  describe('with a code', () => {
    it('of an app', async () => {
      assert.equal(await signIn([mfaRequired(totp), success], { codes: [{ code: '123456' }] }), 'the-session-token');
      assert.deepEqual(sent()[1], ['POST /api/v1/authn/factors/ost1/verify', { stateToken, passCode: '123456' }]);
      assert.equal(asked[2], `code code ${okta.host}`);
    });

    it('that is wrong, used, and too old before it is right', async () => {
      const script = [
        mfaRequired(totp),
        refusal(403, 'E0000068'),
        challenge('ost1', 'PASSCODE_REPLAYED'),
        challenge('ost1', 'TIME_WINDOW_EXCEEDED'),
        success,
      ];
      const code = { code: '123456' };
      assert.equal(await signIn(script, { codes: [code, code, code, code] }), 'the-session-token');
      assert.deepEqual(
        asked.slice(2),
        ['', ' wrong', ' used', ' outsideItsTime'].map((problem) => `code code ${okta.host}${problem}`),
      );
    });

    it('that is sent, and sent again', async () => {
      const script = [mfaRequired(sms), challenge('sms1'), challenge('sms1'), refusal(429, 'E0000109'), success];
      const answers: Answers = { codes: ['resend', 'resend', { code: '123456' }] };
      assert.equal(await signIn(script, answers), 'the-session-token');
      assert.deepEqual(whats(), [
        '',
        '/factors/sms1/verify',
        '/factors/sms1/verify/resend',
        '/factors/sms1/verify/resend',
        '/factors/sms1/verify',
      ]);
      assert.deepEqual(
        asked.slice(2),
        ['', '', ' sentJustNow'].map((problem) => `code sms ${okta.host}${problem} resend`),
      );
    });

    it('that was sent just before, so that no other is', async () => {
      const script = [mfaRequired(sms), refusal(429, 'E0000109'), success];
      assert.equal(await signIn(script, { codes: [{ code: '123456' }] }), 'the-session-token');
    });

    it('that is the answer to a question', async () => {
      const question = factor('ufs1', 'question', { questionText: 'Which colour?' });
      assert.equal(await signIn([mfaRequired(question), success], { codes: [{ code: 'blue' }] }), 'the-session-token');
      assert.deepEqual(sent()[1]?.[1], { stateToken, answer: 'blue' });
    });
  });

  describe('with several factors', () => {
    it('takes the one that the person chooses, of those that work here', async () => {
      const answers: Answers = { factors: ['ost1'], codes: [{ code: '123456' }] };
      assert.equal(await signIn([mfaRequired(push, key, totp, sms), success], answers), 'the-session-token');
      assert.equal(asked[2], `factor ${okta.host} push(Phone of ethan) code(ethan@example.org) sms(+1 XXX-XXX-1337)`);
    });

    it('lets them change their mind', async () => {
      const both = mfaRequired(sms, totp);
      const answers: Answers = {
        factors: ['sms1', 'ost1', 'ost1'],
        codes: ['otherFactor', 'otherFactor', { code: '123456' }],
      };
      assert.equal(await signIn([both, challenge('sms1'), both, success], answers), 'the-session-token');
      assert.deepEqual(whats(), ['', '/factors/sms1/verify', '/previous', '/factors/ost1/verify']);
    });
  });

  describe('with a push', () => {
    it('waits until it is approved, and shows the number', async () => {
      const script = [mfaRequired(push), waiting, withNumber, withNumber, success];
      assert.equal(await polling(signIn(script)), 'the-session-token');
      assert.deepEqual(asked.slice(2), [`push ${okta.host}`, `push ${okta.host} 42`, `push ${okta.host} 42`]);
    });

    it('waits longer where it asked too often', async () => {
      const slower = refusal(429, 'E0000047', { 'Retry-After': '3' });
      assert.equal(await polling(signIn([mfaRequired(push), waiting, slower, success])), 'the-session-token');
    });

    const ends: [string, OktaAnswer, unknown][] = [
      ['rejected', challenge('opf1', 'REJECTED'), ['okta.pushRejected', {}]],
      ['not seen in time', challenge('opf1', 'TIMEOUT'), ['okta.pushTimedOut', {}]],
      ['cancelled', challenge('opf1', 'CANCELLED'), ['okta.factorFailed', { result: 'CANCELLED', message: '' }]],
      [
        'not delivered',
        challenge('opf1', 'ERROR', { factorResultMessage: 'The phone is off.' }),
        ['okta.factorFailed', { result: 'ERROR', message: 'The phone is off.' }],
      ],
    ];
    for (const [name, last, failure] of ends) {
      it(`ends, here and at Okta, when it is ${name}`, async () => {
        assert.deepEqual(await outcome(polling(signIn([mfaRequired(push), waiting, last, {}]))), failure);
        assert.equal(whats().at(-1), '/cancel');
      });
    }

    it('is taken back when the person cancels while it waits', async () => {
      const control = new AbortController();
      const before = (question: string): void => {
        if (question.startsWith('push')) setImmediate(() => control.abort());
      };
      const sign = signIn([mfaRequired(push), waiting, {}], { before }, control.signal);
      assert.deepEqual(
        [await outcome(sign), sent().at(-1)],
        ['cancelled', ['POST /api/v1/authn/cancel', { stateToken }]],
      );
    });

    it('is given up when nobody ends it', async () => {
      const script = [mfaRequired(push), ...Array<OktaAnswer>(400).fill(waiting)];
      assert.deepEqual(await outcome(polling(signIn(script))), ['okta.pushTimedOut', {}]);
    });
  });

  const code = { codes: [{ code: '123456' }] };
  const refusals: [name: string, script: OktaAnswer[], failure: unknown, answers?: Answers][] = [
    ['the account is locked', [state('LOCKED_OUT')], ['okta.lockedOut', {}]],
    ['the account is locked, in other words', [refusal(401, 'E0000119')], ['okta.lockedOut', {}]],
    ['the password has expired', [state('PASSWORD_EXPIRED')], ['okta.passwordExpired', {}]],
    ['the password was reset', [state('PASSWORD_RESET')], ['okta.passwordReset', {}]],
    ['a factor must be set up', [state('MFA_ENROLL')], ['okta.enrolmentWanted', {}]],
    ['a factor is half set up', [state('MFA_ENROLL_ACTIVATE')], ['okta.enrolmentWanted', {}]],
    ['no factor works here', [mfaRequired(key)], ['okta.noUsableFactor', { factors: 'webauthn' }]],
    ['there is no factor', [mfaRequired()], ['okta.noUsableFactor', { factors: '' }]],
    ['there were too many wrong codes', [mfaRequired(totp), refusal(403, 'E0000069')], ['okta.factorLocked', {}], code],
    ['it took too long', [mfaRequired(totp), refusal(401, 'E0000011')], ['okta.tooSlow', {}], code],
    [
      'there were too many requests',
      [refusal(429, 'E0000047', { 'X-Rate-Limit-Reset': '1772366460', Date: 'Sun, 01 Mar 2026 12:00:00 GMT' })],
      ['okta.rateLimited', { seconds: 60 }],
    ],
    ['there were too many requests, for how long unknown', [refusal(429, 'E0000047')], ['okta.rateLimited', {}]],
    [
      'the API is closed',
      [refusal(403, 'E0000006')],
      ['okta.notPossible', { reason: 'apiClosed', detail: 'E0000006' }],
    ],
    [
      'there is no such API',
      [{ status: 404, text: '<html>Not found</html>' }],
      ['okta.notPossible', { reason: 'apiClosed', detail: 'HTTP 404' }],
    ],
    [
      'it leads elsewhere on the same host',
      [{ status: 302, headers: { Location: '/signin' } }],
      ['okta.notPossible', { reason: 'apiClosed', detail: 'HTTP 302' }],
    ],
    [
      'a state is not known',
      [state('DEVICE_TRUST<x>')],
      ['okta.notPossible', { reason: 'unknownState', detail: 'DEVICE_TRUST' }],
    ],
    [
      'Okta has another reason',
      [refusal(400, 'E0000001')],
      ['okta.failed', { code: 'E0000001', message: 'summary of E0000001' }],
    ],
    ['the answer is no JSON', [{ text: '<html>' }], ['okta.badAnswer', { problem: 'notJson' }]],
    ['the answer is a list', [{ json: ['SUCCESS'] }], ['okta.badAnswer', { problem: 'noStatus' }]],
    ['the answer is huge', [{ text: 'x'.repeat(2_000_001) }], ['okta.badAnswer', { problem: 'tooLarge' }]],
    ['the token is missing', [{ json: { status: 'SUCCESS' } }], ['okta.badAnswer', { problem: 'noToken' }]],
    ['a link is missing', [state('PASSWORD_WARN')], ['okta.badAnswer', { problem: 'noLink' }]],
    [
      'the states go in circles',
      Array<OktaAnswer>(30).fill(state('PASSWORD_WARN', { _links: { skip: authnLink('/skip') } })),
      ['okta.badAnswer', { problem: 'noLink' }],
    ],
  ];
  for (const [name, script, failure, answers] of refusals) {
    it(`is refused with its own reason when ${name}`, async () => {
      assert.deepEqual(await outcome(signIn(script, answers)), failure);
    });
  }

  it('is refused when the host cannot be reached', async () => {
    const gone = await FakeOkta.start();
    await gone.stop();
    const control = new AbortController();
    const site = new OktaSite({ id: 'p1', loginUrl: 'http://127.0.0.1:9/home/a/b/c' }, log, control.signal);
    await assert.rejects(new AuthnClient(site, clock).authenticate('ethan', 'right'), { code: 'okta.unreachable' });
  });

  describe('sends nothing', () => {
    const linkTo = (href: string): OktaAnswer =>
      mfaRequired({ id: 'ost1', factorType: 'token:software:totp', _links: { verify: { href } } });
    const hosts: [string, string, string][] = [
      ['another host', 'https://evil.example.org/api/v1/authn/factors/ost1/verify', 'evil.example.org'],
      ['another port of this one', 'http://127.0.0.1:9/verify', '127.0.0.1:9'],
      [
        'the same host, unlike its own, by https',
        '{origin}'.replace('{origin}', 'https://127.0.0.1/verify'),
        '127.0.0.1',
      ],
      ['a name before an at', 'http://127.0.0.1:80@evil.example.org/', 'evil.example.org'],
      ['a path without a host', '/api/v1/authn/verify', ''],
      ['a script', 'javascript:alert(1)', ''],
    ];
    for (const [name, href, other] of hosts) {
      it(`to a link that leads to ${name}`, async () => {
        const sign = signIn([linkTo(href), {}], code);
        assert.deepEqual(await outcome(sign), ['okta.foreignHost', { other }]);
        assert.deepEqual(whats(), ['', '/cancel']);
      });
    }

    it('to where a redirect leads', async () => {
      const away = { status: 307, headers: { Location: 'https://evil.example.org/api/v1/authn' } };
      assert.deepEqual(await outcome(signIn([away])), ['okta.foreignHost', { other: 'evil.example.org' }]);
    });
  });
});
