import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../../../sandbox/start';
import { assumeFirstRole, samlResponseOf } from '../support/signIn';
import { signed } from '../support/signing';

type Body = Record<string, unknown>;

describe("the sandbox's control address", () => {
  let sandbox: Sandbox;

  before(async () => {
    sandbox = await startSandbox({ parts: [] });
  });
  after(() => sandbox.stop());
  afterEach(async () => {
    for (const path of ['faults', 'saml/next', 'requests', 'idp/sessions']) await order('DELETE', path);
    await order('POST', 'sessions/expire', {});
    await order('PUT', 'clock', { offsetMs: 0 });
    await order('PUT', 'sessions/lifetime', { seconds: null });
  });

  it('is found by its random path alone', async () => {
    const { origin } = new URL(sandbox.info.controlUrl);
    const statuses = [];
    for (const path of ['/', '/faults', '/x/faults']) statuses.push((await fetch(`${origin}${path}`)).status);
    assert.deepEqual([statuses, (await order('GET', '')).status], [[404, 404, 404], 200]);
  });

  it('refuses orders that it does not understand', async () => {
    const orders: [method: string, path: string, body?: Body][] = [
      ['POST', 'faults', { actoin: 'ExecuteStatement' }],
      ['POST', 'faults', { times: 'three' }],
      ['POST', 'faults', { when: 'later' }],
      ['POST', 'saml/next', { signature: 'sometimes' }],
      ['POST', 'saml/next', { attributes: { Role: 'x' } }],
      ['GET', 'nothing'],
    ];
    const answers = [];
    for (const each of orders) answers.push((await order(...each)).status);
    assert.deepEqual(answers, [400, 400, 400, 400, 400, 404]);
  });

  it('changes the next answer of the provider, of one person, so many times', async () => {
    await order('POST', 'saml/next', { user: 'ethan', times: 2, audience: 'urn:other', issuedSecondsAgo: 60 });
    const audiences = [];
    for (const user of ['frida', 'ethan', 'ethan', 'ethan']) {
      const xml = Buffer.from(await samlResponseOf(sandbox.info, user), 'base64').toString();
      audiences.push(/<saml2:Audience>([^<]*)/.exec(xml)?.[1]);
    }
    assert.deepEqual(audiences, ['urn:amazon:webservices', 'urn:other', 'urn:other', 'urn:amazon:webservices']);
  });

  it('leads to a refusal by STS for each variant that is wrong', async () => {
    const outcomes: Record<string, string> = {};
    const variants: Record<string, Body> = {
      none: { signature: 'none' },
      foreignKey: { signature: 'foreignKey' },
      issuer: { issuer: 'urn:x' },
      recipient: { recipient: 'http://x/' },
      audience: { audience: 'urn:x' },
      status: { status: 'AuthnFailed' },
      old: { issuedSecondsAgo: 400 },
      both: { signature: 'both' },
    };
    for (const [name, variant] of Object.entries(variants)) {
      await order('POST', 'saml/next', variant);
      const answer = await assumeFirstRole(sandbox.info, 'ethan', await samlResponseOf(sandbox.info, 'ethan'));
      outcomes[name] = /<Code>(.*?)</.exec(answer)?.[1] ?? 'ok';
    }
    assert.deepEqual(outcomes, {
      none: 'InvalidIdentityToken',
      foreignKey: 'InvalidIdentityToken',
      issuer: 'InvalidIdentityToken',
      recipient: 'AccessDenied',
      audience: 'InvalidIdentityToken',
      status: 'IDPRejectedClaim',
      old: 'ExpiredTokenException',
      both: 'ok',
    });
  });

  it("ends a person's credentials now", async () => {
    const keys = await credentialsOf('ethan');
    const outcomes = [await identity(keys)];
    const other = await order('POST', 'sessions/expire', { user: 'frida' });
    outcomes.push(await identity(keys));
    const his = await order('POST', 'sessions/expire', { user: 'ethan' });
    outcomes.push(await identity(keys));
    assert.deepEqual(
      [outcomes, other.body, his.body],
      [['200', '200', '403 ExpiredToken'], { expired: 0 }, { expired: 1 }],
    );
  });

  it('gives credentials short lives, and moves the clock of all services', async () => {
    await order('PUT', 'sessions/lifetime', { seconds: 30 });
    const keys = await credentialsOf('ethan');
    const now = await identity(keys);
    await order('PUT', 'clock', { offsetMs: 31_000 });
    const later = await identity(keys);
    await order('PUT', 'clock', { offsetMs: 600_000 });
    const farOff = await identity(keys);
    assert.deepEqual([now, later, farOff], ['200', '403 ExpiredToken', '403 SignatureDoesNotMatch']);
  });

  it('counts the requests of every service, and hits the provider with faults too', async () => {
    await order('POST', 'faults', { service: 'idp', action: 'embedLink', status: 503 });
    const broken = await fetch(sandbox.info.idp.embedLink);
    await assumeFirstRole(sandbox.info, 'ethan', await samlResponseOf(sandbox.info, 'ethan'));
    const { body } = await order('GET', 'requests?service=sts');
    assert.deepEqual(
      [broken.status, body['counts'], (body['entries'] as Body[]).map(({ action, status }) => [action, status])],
      [
        503,
        { 'idp.embedLink': 2, 'idp.loginPage': 1, 'idp.login': 1, 'idp.sso': 2, 'sts.AssumeRoleWithSAML': 1 },
        [['AssumeRoleWithSAML', 200]],
      ],
    );
  });

  async function order(method: string, path: string, body?: Body): Promise<{ status: number; body: Body }> {
    const response = await fetch(`${sandbox.info.controlUrl}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Body };
  }

  async function credentialsOf(user: string): Promise<Parameters<typeof identity>[0]> {
    const xml = await assumeFirstRole(sandbox.info, user, await samlResponseOf(sandbox.info, user));
    const member = (name: string): string => new RegExp(`<${name}>([^<]*)`).exec(xml)?.[1] ?? '';
    return {
      accessKeyId: member('AccessKeyId'),
      secretAccessKey: member('SecretAccessKey'),
      sessionToken: member('SessionToken'),
    };
  }

  async function identity(key: {
    accessKeyId: string;
    secretAccessKey: string;
    sessionToken: string;
  }): Promise<string> {
    const url = `${sandbox.info.endpoints.sts}/`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    const body = 'Action=GetCallerIdentity&Version=2011-06-15';
    const response = await fetch(url, signed({ url, key, headers, body, service: 'sts' }));
    const code = /<Code>(.*?)</.exec(await response.text())?.[1];
    return code === undefined ? String(response.status) : `${response.status} ${code}`;
  }
});
