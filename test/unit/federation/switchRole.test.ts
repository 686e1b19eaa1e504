import assert from 'node:assert/strict';
import { Cancelled } from '../../../src/core/failure';
import type { RoleChoice } from '../../../src/federation/attributes';
import { forgetAssertion, switchRole } from '../../../src/federation/takeRole';
import type { Session } from '../../../src/core/session';
import * as saml from './support/samlBuilder';
import { never } from './support/ports';
import { Scene } from './support/scene';

describe('switching the AWS role', () => {
  let scene: Scene;
  let session: Session;

  beforeEach(async () => {
    scene = await Scene.set();
    session = await scene.run(async (arrival) => scene.post(scene.answer(arrival), arrival.relayState));
  });
  afterEach(async () => {
    forgetAssertion(session.account.id);
    await scene.end();
  });

  const change = (choose?: (choices: readonly RoleChoice[]) => Promise<RoleChoice>): Promise<Session | undefined> =>
    switchRole(session.account.id, {
      profile: scene.profile,
      chooseRole: choose ?? (([first]) => (first ? Promise.resolve(first) : Promise.reject(new Error('no role')))),
      clock: scene.clock,
      log: scene.log,
      signal: never,
    });

  it('takes the last answer to STS again, without a browser', async () => {
    const switched = await change();
    assert.deepEqual(
      [switched?.account, switched?.roleArn, switched?.handle === session.handle, scene.opened],
      [session.account, saml.role, false, 1],
    );
  });

  it('is not possible from five minutes after the issue on', async () => {
    // The answer was issued five seconds before it came.
    scene.clock.goOn(294_999);
    assert.ok(await change());
    scene.clock.goOn(1);
    assert.equal(await change(), undefined);
  });

  it('is not possible after a sign-out', async () => {
    forgetAssertion(session.account.id);
    assert.equal(await change(), undefined);
  });

  it('ends when no role is chosen, and is possible again', async () => {
    await assert.rejects(
      change(() => Promise.reject(new Cancelled())),
      (error) => Cancelled.is(error),
    );
    assert.ok(await change());
  });

  it('leaves nothing of the answer in the log', async () => {
    await change();
    for (const secret of scene.secrets) assert.ok(!scene.log.lines.join('\n').includes(secret));
  });
});

describe('a user that nobody asked for', () => {
  let scene: Scene;
  let profile: Scene['profile'];

  beforeEach(async () => {
    scene = await Scene.set();
    // An app's link without metadata: the provider is asked without a request of ours.
    const { metadata: _, ...linkAlone } = scene.profile;
    profile = linkAlone;
  });
  afterEach(() => scene.end());

  const asked: string[] = [];
  const run = (expected: boolean, confirm: () => Promise<void>): Promise<Session> =>
    scene.run(async (arrival) => scene.post(scene.answer(arrival), arrival.relayState), {
      profile,
      newcomers: {
        isExpected: () => Promise.resolve(expected),
        confirm: ({ nameId, issuer }) => {
          asked.push(`${nameId} by ${issuer}`);
          return confirm();
        },
      },
    });

  it('is confirmed where the provider was asked without a request', async () => {
    asked.length = 0;
    const { nameId } = await run(false, () => Promise.resolve());
    assert.deepEqual([nameId, asked], ['ethan@example.org', [`ethan@example.org by ${saml.issuer}`]]);
  });

  it('is no session where the person says no', async () => {
    await assert.rejects(
      run(false, () => Promise.reject(new Cancelled())),
      (error) => Cancelled.is(error),
    );
  });

  it('is not asked about where the user is known', async () => {
    asked.length = 0;
    await run(true, () => Promise.reject(new Error('nobody was to be asked')));
    assert.deepEqual(asked, []);
  });

  it('never takes the place of the account that is renewed: the answer is refused, and the wait goes on', async () => {
    const control = new AbortController();
    let page = '';
    const renewing = scene.run(
      async (arrival) => {
        page = await scene.post(scene.answer(arrival), arrival.relayState);
        control.abort();
      },
      {
        profile,
        account: { id: 'other', label: 'frida@example.org' },
        newcomers: {
          isExpected: () => Promise.reject(new Error('nobody was to be looked for')),
          confirm: () => Promise.reject(new Error('nobody was to be asked')),
        },
        signal: control.signal,
      },
    );
    await assert.rejects(renewing, (error) => Cancelled.is(error));
    assert.match(page, /not accepted.*signIn\.otherUser.*still waits/);
  });
});
