import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../../../sandbox/start';
import type { JsonObject } from '../../../sandbox/wire/service';
import { AuthnClient, order, type Answer } from '../support/authn';
import { Browser } from '../support/browser';

describe("the sandbox's Authn API", () => {
  let sandbox: Sandbox;
  let client: AuthnClient;

  before(async () => {
    sandbox = await startSandbox({ parts: [] });
    client = new AuthnClient(sandbox.info);
  });
  after(() => sandbox.stop());
  afterEach(async () => {
    for (const path of ['idp/users', 'faults']) await order(sandbox.info, 'DELETE', path);
    await order(sandbox.info, 'PUT', 'clock', { offsetMs: 0 });
  });

  it('leads from a password that is enough to a session token, and from there to the form with the response', async () => {
    const answer = await client.start('ethan');
    const browser = new Browser();
    const token = answer.body.sessionToken ?? '';
    const posted = await browser.get(`${sandbox.info.idp.embedLink}?onetimetoken=${token}`);
    const again = await new Browser().get(`${sandbox.info.idp.embedLink}?onetimetoken=${token}`);
    assert.deepEqual(
      [outcome(answer), posted.action, posted.path.includes(token), 'SAMLResponse' in posted.fields, again.title],
      ['200 SUCCESS', sandbox.info.acs, false, true, 'Sign In - Sandbox'],
    );
  });

  it('takes the token as sessionToken too, at the app itself, for five minutes', async () => {
    const first = await client.start('ethan');
    const late = await client.start('ethan');
    const visit = (answer: Answer): Promise<{ title: string }> =>
      new Browser().get(`${sandbox.info.idp.ssoUrl}?sessionToken=${answer.body.sessionToken ?? ''}`);
    const inTime = await visit(first);
    await order(sandbox.info, 'PUT', 'clock', { offsetMs: 5 * 60_000 + 1000 });
    assert.deepEqual([inTime.title, (await visit(late)).title], ['Signing in - Sandbox', 'Sign In - Sandbox']);
  });

  it('refuses in the shape of Okta what it does not take', async () => {
    const token = { stateToken: 'nobody' };
    const url = `${sandbox.info.idp.origin}/api/v1/authn`;
    const answers: Record<string, Answer> = {
      'wrong password': await client.start('ethan', undefined, 'wrong'),
      'unknown person': await client.start('nobody', undefined, 'wrong'),
      'unknown token': await client.post(url, token),
      'unknown token in a step': await client.post(`${url}/skip`, token),
      form: await client.post(url, token, 'application/x-www-form-urlencoded'),
    };
    await order(sandbox.info, 'PUT', 'idp/users/lea', { showLockOut: false });
    answers['hidden lock-out'] = await client.start('lea');
    await order(sandbox.info, 'PUT', 'idp/users/ivo', { identityEngine: 'refused' });
    answers['forbidden by policy'] = await client.start('ivo');
    assert.deepEqual(Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, outcome(answer)])), {
      'wrong password': '401 E0000004',
      'unknown person': '401 E0000004',
      'unknown token': '401 E0000011',
      'unknown token in a step': '401 E0000011',
      form: '400 E0000003',
      'hidden lock-out': '401 E0000004',
      'forbidden by policy': '401 E0000004',
    });
  });

  it('answers 429 with its headers when it is ordered to', async () => {
    await order(sandbox.info, 'POST', 'faults', { service: 'idp', action: 'authn', throttle: true });
    const answer = await client.start('ethan');
    assert.deepEqual(
      [outcome(answer), answer.headers.get('x-rate-limit-remaining'), outcome(await client.start('ethan'))],
      ['429 E0000047', '0', '200 SUCCESS'],
    );
  });

  it('tells what stands in the way of those who cannot sign in like that', async () => {
    const outcomes: Record<string, string> = {};
    for (const user of ['lea', 'pia', 'enno', 'mia', 'tom', 'sam', 'wanda', 'ivo'])
      outcomes[user] = outcome(await client.start(user));
    assert.deepEqual(outcomes, {
      lea: '200 LOCKED_OUT',
      pia: '200 PASSWORD_EXPIRED',
      enno: '200 MFA_ENROLL',
      mia: '200 MFA_REQUIRED',
      tom: '200 MFA_REQUIRED',
      sam: '200 MFA_REQUIRED',
      // Told to those alone who ask: below.
      wanda: '200 SUCCESS',
      ivo: '200 SUCCESS',
    });
  });

  it("shows ivo the widget of the Identity Engine in the app's place, and its token is none of this API's", async () => {
    const { body } = await client.start('ivo');
    const page = await new Browser().get(`${sandbox.info.idp.embedLink}?onetimetoken=${body.sessionToken ?? ''}`);
    const stateToken = /stateToken = '(02\.id\.[^']+)'/.exec(page.html)?.[1] ?? '';
    const answer = await client.post(`${sandbox.info.idp.origin}/api/v1/authn`, { stateToken });
    assert.deepEqual([page.status, page.fields, stateToken !== '', outcome(answer)], [200, {}, true, '401 E0000011']);
  });

  it('lets those who meet more than a password sign in on the page as before', async () => {
    const browser = new Browser();
    const login = await browser.get(sandbox.info.idp.embedLink);
    const posted = await browser.signIn(login, sandbox.info.idp.origin, 'ivo', client.passwordOf('ivo'));
    assert.equal(posted.action, sandbox.info.acs);
  });

  it('keeps a lock-out on the page too', async () => {
    const browser = new Browser();
    const login = await browser.get(sandbox.info.idp.embedLink);
    const page = await browser.signIn(login, sandbox.info.idp.origin, 'lea', client.passwordOf('lea'));
    assert.deepEqual([page.status, page.fields['SAMLResponse']], [401, undefined]);
  });

  it('warns of a password that is about to expire, which can be skipped', async () => {
    const warned = await client.start('wanda', { warnBeforePasswordExpired: true });
    assert.deepEqual(
      [outcome(warned), outcome(await client.follow(warned, 'skip'))],
      ['200 PASSWORD_WARN', '200 SUCCESS'],
    );
  });

  it('changes an expired password, which is then the one to sign in with', async () => {
    const expired = await client.start('pia');
    const change = (oldPassword: string, newPassword: string): Promise<Answer> =>
      client.follow(expired, 'next', { oldPassword, newPassword });
    const password = client.passwordOf('pia');
    const outcomes = [await change('wrong', 'New-one-2025'), await change(password, 'weak')].map(outcome);
    outcomes.push(outcome(await change(password, 'New-one-2025')));
    outcomes.push(outcome(await client.start('pia')), outcome(await client.start('pia', undefined, 'New-one-2025')));
    assert.deepEqual(outcomes, ['403 E0000014', '403 E0000014', '200 SUCCESS', '401 E0000004', '200 SUCCESS']);
  });

  it('keeps a state token for five minutes since its last use, and none that was cancelled', async () => {
    const required = await client.start('tom');
    const ask = async (): Promise<string> =>
      outcome(
        await client.post(`${sandbox.info.idp.origin}/api/v1/authn`, { stateToken: required.body.stateToken ?? '' }),
      );
    const at = (minutes: number): Promise<unknown> =>
      order(sandbox.info, 'PUT', 'clock', { offsetMs: minutes * 60_000 });
    await at(4);
    const outcomes = [await ask()];
    await at(8);
    outcomes.push(await ask());
    await at(14);
    outcomes.push(await ask());
    const other = await client.start('tom');
    await client.follow(other, 'cancel');
    outcomes.push(outcome(await client.verify(other, 'token:software:totp')));
    assert.deepEqual(outcomes, ['200 MFA_REQUIRED', '200 MFA_REQUIRED', '401 E0000011', '401 E0000011']);
  });

  it('links to the host that was asked, or elsewhere when it is ordered to', async () => {
    const hrefs = async (origin: string): Promise<string[]> => {
      const answer = await client.post(`${origin}/api/v1/authn`, {
        username: 'mia',
        password: client.passwordOf('mia'),
      });
      return [answer.body._links?.cancel, answer.body._embedded?.factors?.[0]?._links.verify].map(
        (link) => new URL(link?.href ?? '').origin,
      );
    };
    const other = sandbox.info.idp.origin.replace('127.0.0.1', 'localhost');
    const usual = await hrefs(sandbox.info.idp.origin);
    await order(sandbox.info, 'PUT', 'idp/users/mia', { linkOrigin: 'http://elsewhere.example' });
    assert.deepEqual(
      [usual, await hrefs(sandbox.info.idp.origin), other.startsWith('http://localhost:')],
      [Array(2).fill(sandbox.info.idp.origin), Array(2).fill('http://elsewhere.example'), true],
    );
  });

  it('refuses settings that it does not know', async () => {
    const orders: [path: string, body: JsonObject][] = [
      ['idp/users/nobody', {}],
      ['idp/users/mia', { factor: ['push'] }],
      ['idp/users/mia', { factors: ['telepathy'] }],
      ['idp/users/mia', { account: 'asleep' }],
    ];
    const statuses = [];
    for (const [path, body] of orders) statuses.push((await order(sandbox.info, 'PUT', path, body)).status);
    assert.deepEqual(statuses, [400, 400, 400, 400]);
  });
});

function outcome({ status, body }: Answer): string {
  return `${status} ${body.errorCode ?? body.status ?? ''}`;
}
