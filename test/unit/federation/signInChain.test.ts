import assert from 'node:assert/strict';
import { setImmediate as soon } from 'node:timers/promises';
import { systemClock } from '../../../src/core/clock';
import { Cancelled, Failure } from '../../../src/core/failure';
import type { Profile } from '../../../src/core/profile';
import type { Session } from '../../../src/core/session';
import type { SignInNotice, SignInRequest } from '../../../src/federation/signIn';
import { signIn } from '../../../src/federation/signIn';
import type { Sandbox } from '../../sandbox/start';
import { startSandbox } from '../../sandbox/start';
import { freePort, LogOfLines } from './support/ports';
import { SandboxBrowser } from './support/sandboxBrowser';

describe('a sign-in at the sandbox', function () {
  // The SDK and the SAML library are loaded by the first one.
  this.timeout(20_000);

  let sandbox: Sandbox;
  let acsPort: number;
  let profile: Profile;
  let log: LogOfLines;
  let browser: SandboxBrowser;
  let notices: SignInNotice[];
  let over: AbortController;
  let serial = 0;

  before(async () => {
    acsPort = await freePort();
    sandbox = await startSandbox({ parts: [], acs: [`http://localhost:${acsPort}/redshift/`] });
  });

  after(() => sandbox.stop());

  beforeEach(() => {
    const { idp, region, endpoints } = sandbox.info;
    profile = {
      id: `sandbox${++serial}`,
      name: 'Sandbox',
      provider: 'okta',
      loginUrl: idp.embedLink,
      metadata: idp.metadataUrl,
      spEntityId: 'urn:amazon:webservices',
      region,
      acsPort,
      sessionDuration: 43_200,
      signInTimeout: 30,
      warehouses: [],
      endpoints: { sts: endpoints.sts },
    };
    log = new LogOfLines();
    browser = new SandboxBrowser();
    notices = [];
    over = new AbortController();
  });

  const control = async (method: string, path: string, body?: object): Promise<void> => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const { ok } = await fetch(`${sandbox.info.controlUrl}${path}`, { method, ...sent });
    assert.ok(ok);
  };

  /** One sign-in; ends when the browser has shown its last page, too. */
  const run = async (user: string, changes: Partial<SignInRequest> = {}): Promise<Session> => {
    const person = sandbox.info.accounts.find((account) => account.user === user) ?? assert.fail();
    let shown: Promise<void> | undefined;
    const openBrowser = (startUrl: string): Promise<boolean> => {
      shown = browser.signIn(startUrl, person);
      return Promise.resolve(true);
    };
    try {
      return await signInWith(openBrowser, changes);
    } finally {
      await shown;
    }
  };

  const signInWith = (openBrowser: SignInRequest['openBrowser'], changes: Partial<SignInRequest>): Promise<Session> =>
    signIn({
      profile,
      openBrowser,
      chooseRole: () => Promise.reject(new Cancelled()),
      onNotice: (notice) => notices.push(notice),
      clock: systemClock,
      log,
      signal: over.signal,
      ...changes,
    });

  const reason = async (sign: Promise<Session>): Promise<unknown> => {
    try {
      return (await sign).nameId;
    } catch (error) {
      if (!Failure.is(error)) throw error;
      log.error('failed', error);
      return [error.code, error.facts];
    }
  };

  afterEach(async () => {
    // A test that failed must not hold the port.
    over.abort();
    await control('DELETE', 'saml/next');
    await soon();
    const said = log.lines.join('\n');
    const secrets = [...browser.posted, ...browser.posted.map((text) => Buffer.from(text, 'base64').toString())];
    for (const { password } of sandbox.info.accounts) secrets.push(password);
    assert.deepEqual(
      secrets.filter((secret) => said.includes(secret.slice(0, 60))),
      [],
    );
  });

  const ways: [name: string, change: (profile: Profile) => Partial<Profile>, notices: string[]][] = [
    ['by its metadata', () => ({}), []],
    ['by its SSO address alone', () => ({ loginUrl: sandbox.info.idp.ssoUrl }), ['signatureNotChecked']],
    ['by its embed link alone', () => ({}), ['signatureNotChecked']],
  ];
  for (const [name, change, expectedNotices] of ways) {
    it(`succeeds ${name}`, async () => {
      const { metadata, ...rest } = { ...profile, ...change(profile) };
      const session = await run('ethan', {
        profile: name === 'by its metadata' && metadata !== undefined ? { ...rest, metadata } : rest,
      });
      assert.deepEqual(
        [session.account.label, session.roleArn, session.providerArn, session.assumedRoleArn, session.principalTags],
        [
          'ethan@example.com',
          'arn:aws:iam::123456789012:role/redshift-sales',
          sandbox.info.providerArn,
          'arn:aws:sts::123456789012:assumed-role/redshift-sales/ethan@example.com',
          { RedshiftDbUser: 'ethan', RedshiftDbRoles: 'sales' },
        ],
      );
      assert.deepEqual(
        notices.map(({ kind }) => kind),
        expectedNotices,
      );
      assert.match(browser.page, /You are signed in/);
    });
  }

  it('gives the same account every time, and another handle', async () => {
    const [first, second] = [await run('ethan'), await run('ethan')];
    assert.equal(first.account.id, second.account.id);
    assert.notEqual(first.handle, second.handle);
  });

  it('lets the person choose among several roles', async () => {
    const session = await run('gus', { chooseRole: ([, second]) => Promise.resolve(second ?? assert.fail()) });
    assert.equal(session.roleArn, 'arn:aws:iam::123456789012:role/redshift-analyst-serverless');
    assert.match(browser.page, /choose the AWS role/);
  });

  const wrong: [variant: object, code: string][] = [
    [{ signature: 'none' }, 'saml.unsigned'],
    [{ signature: 'foreignKey' }, 'saml.badSignature'],
    [{ digest: 'sha1' }, 'saml.algorithm'],
    [{ status: 'AuthnFailed' }, 'saml.refusedByProvider'],
    [{ issuer: 'http://evil.example.org' }, 'saml.wrongIssuer'],
    [{ recipient: 'https://signin.aws.amazon.com/saml' }, 'saml.wrongRecipient'],
    [{ destination: 'https://signin.aws.amazon.com/saml' }, 'saml.wrongDestination'],
    [{ audience: 'urn:other' }, 'saml.wrongAudience'],
    [{ issuedSecondsAgo: 3600 }, 'saml.expired'],
    [{ attributes: { 'https://aws.amazon.com/SAML/Attributes/Role': [] } }, 'saml.noRole'],
    [{ attributes: { 'https://aws.amazon.com/SAML/Attributes/RoleSessionName': [] } }, 'saml.roleSessionName'],
    [
      {
        attributes: {
          'https://aws.amazon.com/SAML/Attributes/Role': [
            'arn:aws:iam::123456789012:role/misspelt,arn:aws:iam::123456789012:saml-provider/Okta',
          ],
        },
      },
      'sts.notAuthorized',
    ],
  ];
  for (const [variant, code] of wrong) {
    it(`ends with ${code} where the provider answers with ${JSON.stringify(variant).slice(0, 70)}`, async () => {
      await control('POST', 'saml/next', variant);
      const [got] = (await reason(run('ethan'))) as string[];
      assert.equal(got, code);
      await soon();
    });
  }

  for (const signature of ['response', 'both']) {
    it(`succeeds where ${signature === 'both' ? 'both are' : 'the response is'} signed`, async () => {
      await control('POST', 'saml/next', { signature });
      assert.equal(await reason(run('ethan')), 'ethan@example.com');
    });
  }

  it('waits on where the answer belongs to another request', async () => {
    let start = '';
    await control('POST', 'saml/next', { inResponseTo: '_other' });
    const sign = run('ethan', {
      onNotice: (notice) => {
        notices.push(notice);
        void new SandboxBrowser().signIn(start, sandbox.info.accounts[0] ?? assert.fail());
      },
      openBrowser: (startUrl) => {
        start = startUrl;
        void browser.signIn(startUrl, sandbox.info.accounts[0] ?? assert.fail());
        return Promise.resolve(true);
      },
    });
    assert.equal(await reason(sign), 'ethan@example.com');
    assert.deepEqual(
      notices.map(({ kind }) => kind),
      ['answerRefused'],
    );
  });
});
