import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { Failure } from '../../../src/core/failure';
import type { Profile, WayId } from '../../../src/core/profile';
import { fetchResponse } from '../../../src/federation/okta/appPage';
import { OktaSite } from '../../../src/federation/okta/oktaSite';
import type { PasteQuestion, Prompts } from '../../../src/federation/prompts';
import type { SignInNotice, SignInStep } from '../../../src/federation/signIn';
import { signIn } from '../../../src/federation/signIn';
import type { Sandbox } from '../../sandbox/start';
import { startSandbox } from '../../sandbox/start';
import { LogOfLines, never } from './support/ports';
import { scriptedPrompts, type Answers } from './support/scriptedPrompts';

describe('the ways in without a browser, at the sandbox', function () {
  // The SDK and the SAML library are loaded by the first one.
  this.timeout(20_000);

  let sandbox: Sandbox;
  let profile: Profile;
  let log: LogOfLines;
  let steps: SignInStep[];
  let notices: SignInNotice[];
  let asked: string[];
  let confirmed: string[];
  let serial = 0;

  before(async () => {
    sandbox = await startSandbox({ parts: [] });
  });
  after(() => sandbox.stop());

  beforeEach(() => {
    const { idp, region, endpoints } = sandbox.info;
    profile = {
      id: `way${++serial}`,
      name: 'Sandbox',
      provider: 'okta',
      loginUrl: idp.awsSignIn.embedLink,
      metadata: idp.awsSignIn.metadataUrl,
      spEntityId: 'urn:amazon:webservices',
      region,
      acsPort: 7890,
      sessionDuration: 43_200,
      signInTimeout: 30,
      warehouses: [],
      endpoints: { sts: endpoints.sts },
    };
    log = new LogOfLines();
    steps = [];
    notices = [];
    asked = [];
    confirmed = [];
  });

  const control = async (method: string, path: string, body?: object): Promise<Record<string, unknown>> => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(`${sandbox.info.controlUrl}${path}`, { method, ...sent });
    assert.ok(answer.ok, path);
    return (await answer.json().catch(() => ({}))) as Record<string, unknown>;
  };

  afterEach(async () => {
    await control('DELETE', 'idp/users');
    await control('DELETE', 'saml/next');
    await control('DELETE', 'faults');
    const said = log.lines.join('\n');
    for (const { password } of people()) assert.ok(!said.includes(password));
  });

  const people = (): { user: string; password: string }[] => [...sandbox.info.accounts, ...sandbox.info.authnAccounts];
  const passwordOf = (user: string): string =>
    people().find((one) => one.user === user)?.password ?? assert.fail(`there is no ${user}`);

  /** The user's name, or the failure's code with the facts that are its own. */
  async function outcome(way: WayId, prompts: Prompts): Promise<unknown> {
    try {
      const session = await signIn({
        profile,
        way,
        prompts,
        openBrowser: () => assert.fail('no browser was to be opened'),
        chooseRole: () => assert.fail('nobody was to be asked for a role'),
        onStep: (step) => steps.push(step),
        onNotice: (notice) => notices.push(notice),
        newcomers: {
          isExpected: () => Promise.resolve(false),
          confirm: ({ nameId }) => Promise.resolve(void confirmed.push(nameId)),
        },
        clock: { now: () => Date.now(), sleep: () => Promise.resolve() },
        log,
        signal: never,
      });
      assert.ok(session.credentials.expiration > Date.now());
      return session.nameId;
    } catch (error) {
      if (!Failure.is(error)) throw error;
      log.error(inspect(error, { depth: 10 }));
      const { host: _, profileId: __, ...facts } = error.facts as Record<string, unknown>;
      return [error.code, facts];
    }
  }

  function byPassword(user: string, answers: Answers = {}): Promise<unknown> {
    const prompts = scriptedPrompts({ user, passwords: [passwordOf(user)], ...answers });
    asked = prompts.asked;
    return outcome('oktaPassword', prompts);
  }

  describe('by password', () => {
    it('signs a person in whose password is enough', async () => {
      assert.equal(await byPassword('ethan'), 'ethan@example.com');
      assert.deepEqual(steps, ['metadata', 'password', 'fetching', 'checking', 'credentials']);
    });

    it('does not ask whose answer it fetched', async () => {
      await byPassword('ethan');
      assert.deepEqual(confirmed, []);
    });

    it('takes the app that answers to our own address too', async () => {
      profile = { ...profile, loginUrl: sandbox.info.idp.embedLink };
      assert.equal(await byPassword('ethan'), 'ethan@example.com');
    });

    it('takes the SSO address for the embed link', async () => {
      profile = { ...profile, loginUrl: sandbox.info.idp.awsSignIn.ssoUrl };
      assert.equal(await byPassword('ethan'), 'ethan@example.com');
    });

    it('refuses an answer for an address that the profile does not allow', async () => {
      profile = { ...profile, allowedRecipients: ['https://signin.amazonaws.cn/saml'] };
      const [code] = (await byPassword('ethan')) as [string];
      assert.equal(code, 'saml.wrongDestination');
    });

    it('shows the number of a push, which the phone then takes', async () => {
      let chosen = 0;
      const before = async (question: string): Promise<void> => {
        const number = /^push \S+ (\d+)$/.exec(question)?.[1];
        if (number === undefined || chosen++ > 0) return;
        await control('POST', 'idp/push', { user: 'mia', answer: 'approve', number: Number(number) });
      };
      assert.deepEqual([await byPassword('mia', { before }), chosen > 0], ['mia@example.com', true]);
    });

    it('asks for a code until it is right', async () => {
      const codes = [{ code: '000000' }];
      const before = async (question: string): Promise<void> => {
        if (question.startsWith('code')) codes.push({ code: String((await control('GET', 'idp/codes/tom'))['totp']) });
      };
      assert.equal(await byPasswordWith('tom', codes, before), 'tom@example.com');
      assert.deepEqual(
        asked.slice(2).map((question) => question.replace(/\S+:\d+/, 'host')),
        ['code code host', 'code code host wrong'],
      );
    });

    it('asks for the code of a text message, again where it is wanted', async () => {
      let sent = 0;
      const prompts = scriptedPrompts({ user: 'sam', passwords: [passwordOf('sam')] });
      const askCode: Prompts['askCode'] = async () =>
        sent++ === 0 ? 'resend' : { code: String((await control('GET', 'idp/codes/sam'))['sms']) };
      assert.equal(await outcome('oktaPassword', { ...prompts, askCode }), 'sam@example.com');
    });

    it('lets the person choose among factors', async () => {
      await control('PUT', 'idp/users/max', { pushAnswer: 'approve', pushAfterPolls: 1 });
      const prompts = scriptedPrompts({ user: 'max', passwords: [passwordOf('max')] });
      const chooseFactor: Prompts['chooseFactor'] = ({ factors }) =>
        Promise.resolve(factors.find(({ kind }) => kind === 'push') ?? assert.fail());
      assert.equal(await outcome('oktaPassword', { ...prompts, chooseFactor }), 'max@example.com');
    });

    it('says when the password ends soon', async () => {
      assert.equal(await byPassword('wanda'), 'wanda@example.com');
      assert.deepEqual(
        notices.map(({ kind }) => kind),
        ['passwordEnds'],
      );
    });

    const refusals: [name: string, user: string, change: object, failure: unknown][] = [
      ['a locked account', 'lea', {}, ['okta.lockedOut', {}]],
      ['an expired password', 'pia', {}, ['okta.passwordExpired', {}]],
      ['a password that was reset', 'pia', { account: 'passwordReset' }, ['okta.passwordReset', {}]],
      ['a factor that must be set up', 'enno', {}, ['okta.enrolmentWanted', {}]],
      ['a push that is rejected', 'mia', { pushAnswer: 'reject' }, ['okta.pushRejected', {}]],
      ['a push that nobody sees', 'mia', { pushAnswer: 'timeout' }, ['okta.pushTimedOut', {}]],
      [
        'a push that is not delivered',
        'mia',
        { pushAnswer: 'error' },
        ['okta.factorFailed', { result: 'ERROR', message: 'The push could not be delivered.' }],
      ],
      [
        'links to another host',
        'mia',
        { linkOrigin: 'http://127.0.0.1:9' },
        ['okta.foreignHost', { other: '127.0.0.1:9' }],
      ],
    ];
    for (const [name, user, change, failure] of refusals) {
      it(`says what is wrong with ${name}`, async () => {
        await control('PUT', `idp/users/${user}`, change);
        assert.deepEqual(await byPassword(user), failure);
      });
    }

    it('says when the app asks for more than a password can give', async () => {
      const [code, { reason }] = (await byPassword('ivo')) as [string, { reason: string }];
      assert.deepEqual([code, reason], ['okta.notPossible', 'appAsksMore']);
    });

    it('says the same for all that the provider does not tell apart', async () => {
      await control('PUT', 'idp/users/ethan', { identityEngine: 'refused' });
      const passwords = Array<string>(3).fill(passwordOf('ethan'));
      assert.deepEqual(await byPassword('ethan', { passwords }), ['okta.notAuthenticated', {}]);
    });

    it('says when the provider takes no more requests', async () => {
      await control('POST', 'faults', { service: 'idp', action: 'authn', throttle: true });
      const [code] = (await byPassword('ethan')) as [string];
      assert.equal(code, 'okta.rateLimited');
    });
  });

  /** Codes that become known while they are asked for. */
  function byPasswordWith(user: string, codes: { code: string }[], before: Answers['before']): Promise<unknown> {
    const prompts = scriptedPrompts({ user, passwords: [passwordOf(user)], before: before ?? (() => undefined) });
    asked = prompts.asked;
    const askCode: Prompts['askCode'] = async (question, signal) => {
      await prompts.askCode(question, signal).catch(() => undefined);
      return codes.shift() ?? assert.fail('no more codes');
    };
    return outcome('oktaPassword', { ...prompts, askCode });
  }

  describe('by a pasted response', () => {
    /** What the person's browser, wherever that is, gets at an address of the provider. */
    const responseAt = async (loginUrl: string): Promise<string> => {
      const { origin } = sandbox.info.idp;
      const answer = await fetch(`${origin}/api/v1/authn`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ username: 'ethan', password: passwordOf('ethan') }),
      });
      const { sessionToken } = (await answer.json()) as { sessionToken: string };
      return fetchResponse(new OktaSite({ id: 'p', loginUrl }, new LogOfLines(), never), sessionToken);
    };

    const pasting = (paste: (question: PasteQuestion) => Promise<string>): Promise<unknown> =>
      outcome('pasted', { ...scriptedPrompts({}), askResponse: paste });

    it('asks about a user whom nothing ties to this window', async () => {
      await pasting(() => responseAt(sandbox.info.idp.awsSignIn.embedLink));
      assert.deepEqual(confirmed, ['ethan@example.com']);
    });

    it('takes the answer to its own request, wherever the app sends it', async () => {
      profile = { ...profile, loginUrl: sandbox.info.idp.awsSignIn.ssoUrl };
      assert.equal(await pasting(({ loginUrl }) => responseAt(loginUrl)), 'ethan@example.com');
      assert.deepEqual(steps, ['metadata', 'pasting', 'checking', 'credentials']);
    });

    it('takes one that the provider sent without a request, as the browser shows it', async () => {
      const paste = async (): Promise<string> =>
        `SAMLResponse=${encodeURIComponent(await responseAt(sandbox.info.idp.awsSignIn.embedLink))}&RelayState=`;
      assert.equal(await pasting(paste), 'ethan@example.com');
    });

    it('refuses the answer to somebody else’s request', async () => {
      profile = { ...profile, loginUrl: sandbox.info.idp.awsSignIn.ssoUrl };
      await control('POST', 'saml/next', { inResponseTo: '_other' });
      const [code] = (await pasting(({ loginUrl }) => responseAt(loginUrl))) as [string];
      assert.equal(code, 'saml.notOurs');
    });

    it('refuses one that was used before', async () => {
      const response = await responseAt(sandbox.info.idp.awsSignIn.embedLink);
      const paste = (): Promise<string> => Promise.resolve(response);
      assert.deepEqual([await pasting(paste), await pasting(paste)], ['ethan@example.com', ['saml.replayed', {}]]);
    });

    it('says what is wrong with a text that is none, and tells the box as well', async () => {
      const judged: unknown[] = [];
      const paste = ({ judge }: PasteQuestion): Promise<string> => {
        judged.push(judge('PHNhbWw='), judge('SAMLRequest=x'));
        return Promise.resolve('SAMLRequest=x');
      };
      assert.deepEqual(
        [await pasting(paste), judged],
        [
          ['pasted.unusable', { problem: 'request' }],
          ['cutOff', 'request'],
        ],
      );
    });
  });
});
