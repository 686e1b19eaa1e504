import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as soon } from 'node:timers/promises';
import { Cancelled, Failure } from '../../../src/core/failure';
import { accountId } from '../../../src/federation/session';
import * as fakeSts from './support/fakeSts';
import { untilRefused } from './support/rawHttp';
import * as saml from './support/samlBuilder';
import type { Arrival } from './support/scene';
import { Scene } from './support/scene';

const user = 'ethan@example.org';
const idpInitiated = { metadata: saml.metadataXml([saml.key]).replaceAll('HTTP-Redirect', 'SOAP') };
const expired = { conditions: saml.conditionsXml(`NotOnOrAfter="${saml.at(-300)}"`) };

async function outcome(sign: Promise<unknown>): Promise<unknown> {
  try {
    await sign;
    return 'signed in';
  } catch (error) {
    if (Cancelled.is(error)) return 'cancelled';
    return Failure.is(error) ? error.code : error;
  }
}

describe('a sign-in by the browser', function () {
  // The SDK and the SAML library are loaded by the first one.
  this.timeout(20_000);

  let scene: Scene;
  const set = async (changes: Parameters<typeof Scene.set>[0] = {}): Promise<void> => {
    await scene.end();
    scene = await Scene.set(changes);
  };
  /** The rightful answer, posted; the page that it gives. */
  const right = (arrival: Arrival, parts: Partial<saml.AssertionParts> = {}): Promise<string> =>
    scene.post(scene.answer(arrival, parts), arrival.relayState);

  beforeEach(async () => (scene = await Scene.set()));

  afterEach(async () => {
    await scene.end();
    // Whatever the test was about: neither the log nor a failure repeats what was secret.
    const said = scene.log.lines.join('\n') + JSON.stringify(scene.notices);
    const secrets = [...scene.secrets, ...Object.values(fakeSts.secrets)];
    assert.deepEqual(
      secrets.filter((secret) => said.includes(secret) || said.includes(secret.slice(40, 90) || secret)),
      [],
    );
  });

  it('ends with a session that holds all that came out of it', async () => {
    let page: Promise<string> | undefined;
    const { credentials, handle, ...rest } = await scene.run((arrival) => (page = right(arrival)));
    const { expiration, ...keys } = credentials;
    assert.deepEqual(rest, {
      version: 1,
      account: { id: accountId(scene.profile.id, { issuer: saml.issuer, nameId: user }), label: user },
      profileId: scene.profile.id,
      issuer: saml.issuer,
      nameId: user,
      roleArn: saml.role,
      providerArn: saml.provider,
      assumedRoleArn: 'arn:aws:sts::123456789012:assumed-role/sales/ethan',
      roleSessionName: user,
      principalTags: { RedshiftDbUser: 'ethan', RedshiftDbRoles: 'sales' },
      signedInAt: saml.now,
    });
    assert.deepEqual([keys, expiration > 0], [fakeSts.secrets, true]);
    assert.match(handle, /^[\w-]{43}$/);
    assert.equal(
      await page,
      `You are signed in: Signed in to Amazon Redshift as ${user}. You can close this page and return to the editor.`,
    );
    assert.deepEqual(scene.steps, ['metadata', 'listening', 'browser', 'checking', 'credentials']);
    assert.deepEqual(scene.notices, []);
    await untilRefused(scene.port);
  });

  it('sends the browser to the login URL unchanged where nobody takes a request', async () => {
    await set(idpInitiated);
    const arrivals: Arrival[] = [];
    await scene.run((arrival) => {
      arrivals.push(arrival);
      return scene.post(scene.answer(arrival), 'the app’s own RelayState');
    });
    assert.deepEqual(
      arrivals.map(({ url }) => url.href),
      [scene.profile.loginUrl],
    );
  });

  it('gives ten callers one browser page and one session', async () => {
    const sessions: ReturnType<Scene['run']>[] = [];
    const arrived = new Promise<Arrival>((resolve) => {
      for (let i = 0; i < 10; i++) sessions.push(scene.run(resolve));
    });
    await right(await arrived);
    const handles = (await Promise.all(sessions)).map(({ handle }) => handle);
    assert.deepEqual([new Set(handles).size, handles.length, scene.opened, scene.sts.calls.length], [1, 10, 1, 1]);
  });
  describe('is not ended by an answer that may be anybody’s', () => {
    const wrong: [name: string, post: (arrival: Arrival) => Promise<string>, page: string][] = [
      ['nonsense', () => scene.post('AAAA', undefined), 'happened saml.notOurs'],
      [
        'a rightful answer without RelayState',
        (arrival) => scene.post(scene.answer(arrival), undefined),
        'happened saml.notOurs',
      ],
      [
        'a rightful answer with another RelayState',
        (arrival) => scene.post(scene.answer(arrival), 'other'),
        'happened saml.notOurs',
      ],
      [
        'a rightful answer of the provider to somebody else’s request, from its own page',
        (arrival) => scene.post(scene.answer({ requestId: '_other' }), arrival.relayState, 'https://idp.example.org'),
        'happened saml.notOurs',
      ],
    ];
    for (const [name, post, page] of wrong) {
      it(name, async () => {
        const pages: string[] = [];
        await scene.run(async (arrival) => {
          pages.push(await post(arrival));
          pages.push(await right(arrival));
        });
        await soon();
        assert.deepEqual(
          [pages[0], scene.notices.map((notice) => notice.kind)],
          [
            `This sign-in was not accepted: ${page} do this The editor still waits for the right answer.`,
            ['answerRefused'],
          ],
        );
      });
    }

    it('an answer without request that is refused, from a page that hides where it comes from', async () => {
      await set(idpInitiated);
      await scene.run(async (arrival) => {
        await scene.post(scene.answer(arrival, {}, { key: saml.foreignKey }), undefined);
        await right(arrival);
      });
      assert.deepEqual(
        scene.notices.map((notice) => notice.kind),
        ['answerRefused'],
      );
    });

    it('and what was refused is not held on to', async () => {
      await set(idpInitiated);
      const held = new Set<string>();
      const conceal = ([secret = '']: readonly string[]): { dispose(): void } => {
        held.add(secret);
        return { dispose: () => held.delete(secret) };
      };
      let forged = '';
      const whileJudged: boolean[] = [];
      const log = Object.assign(scene.log, { conceal });
      await scene.run(
        async (arrival) => {
          forged = scene.answer(arrival, {}, { key: saml.foreignKey });
          await scene.post(forged, undefined);
          whileJudged.push(held.has(forged));
          await right(arrival);
        },
        { log, onStep: (step) => step === 'checking' && whileJudged.push(held.has(forged)) },
      );
      assert.deepEqual(whileJudged, [true, false, false]);
    });

    it('and when nothing better comes in time, it is the reason', async () => {
      const sign = scene.run(async () => {
        await scene.post('AAAA', undefined);
        scene.clock.goOn(120_000);
      });
      assert.equal(await outcome(sign), 'saml.notOurs');
    });
  });

  describe('is ended by an answer that is surely the provider’s', () => {
    it('because it carries our RelayState', async () => {
      let page: Promise<string> | undefined;
      const sign = scene.run((arrival) => (page = right(arrival, expired)));
      assert.equal(await outcome(sign), 'saml.expired');
      assert.equal(
        await page,
        'This sign-in was not accepted: happened saml.expired do this Return to the editor to go on.',
      );
    });

    it('because it comes from the provider’s own page', async () => {
      await set(idpInitiated);
      const sign = scene.run((arrival) =>
        scene.post(scene.answer(arrival, {}, { key: saml.foreignKey }), undefined, 'https://idp.example.org'),
      );
      assert.equal(await outcome(sign), 'saml.badSignature');
    });

    it('because its signature holds', async () => {
      await set(idpInitiated);
      assert.equal(await outcome(scene.run((arrival) => right(arrival, expired))), 'saml.expired');
    });

    it('and by what STS says to it', async () => {
      await scene.sts.stop();
      assert.equal(await outcome(scene.run((arrival) => right(arrival))), 'sts.unreachable');
    });
  });

  it('ends when no answer comes in time, and frees the port at once', async () => {
    assert.equal(await outcome(scene.run(() => scene.clock.goOn(120_000))), 'signIn.timedOut');
    await untilRefused(scene.port);
  });

  it('ends when the browser is not opened, or fails', async () => {
    assert.equal(
      await outcome(scene.run(() => undefined, { openBrowser: () => Promise.resolve(false) })),
      'signIn.browserNotOpened',
    );
    assert.equal(
      await outcome(scene.run(() => undefined, { openBrowser: () => Promise.reject(new Error('x')) })),
      'signIn.browserNotOpened',
    );
    await untilRefused(scene.port);
  });

  it('ends when it is cancelled, and frees the port at once', async () => {
    const control = new AbortController();
    const sign = scene.run(() => control.abort(), { signal: control.signal });
    assert.equal(await outcome(sign), 'cancelled');
    await untilRefused(scene.port);
  });

  it('opens nothing where the login URL is not safe, the metadata is broken, or the port is taken', async () => {
    const reasons = [];
    for (const changes of [{ loginUrl: 'http://idp.example.org/' }, { metadata: '<a/>' }]) {
      await set(changes);
      reasons.push(await outcome(scene.run(() => undefined)), scene.opened);
    }
    await set();
    const other = createServer().listen(scene.port, '127.0.0.1');
    await once(other, 'listening');
    reasons.push(await outcome(scene.run(() => undefined)), scene.opened);
    await new Promise((resolve) => other.close(resolve));
    assert.deepEqual(reasons, ['signIn.unsafeAddress', 0, 'metadata.invalid', 0, 'listener.portBusy', 0]);
  });

  describe('with several roles', () => {
    const roles = ['sales', 'finance'].map((name) => ({
      roleArn: saml.role.replace('sales', name),
      providerArn: saml.provider,
    }));
    const parts = {
      attributes:
        saml.attributeXml('Role', ...roles.map(({ roleArn, providerArn }) => `${providerArn},${roleArn}`)) +
        saml.attributeXml('RoleSessionName', 'ethan'),
    };

    it('asks which one to take, while the browser’s page sends the person back', async () => {
      let page: Promise<string> | undefined;
      const asked: unknown[] = [];
      const session = await scene.run((arrival) => (page = right(arrival, parts)), {
        chooseRole: async (choices) => {
          asked.push(choices);
          await page;
          return choices[1] ?? assert.fail();
        },
      });
      assert.deepEqual([asked, session.roleArn], [[roles], roles[1]?.roleArn]);
      assert.match(String(await page), /^One more step/);
    });

    it('takes the preferred one without asking', async () => {
      await set({ preferredRole: roles[1]?.roleArn ?? '' });
      assert.equal((await scene.run((arrival) => right(arrival, parts))).roleArn, roles[1]?.roleArn);
    });

    it('ends when none is chosen', async () => {
      const sign = scene.run((arrival) => right(arrival, parts), { chooseRole: () => Promise.reject(new Cancelled()) });
      assert.deepEqual([await outcome(sign), scene.sts.calls.length], ['cancelled', 0]);
    });
  });

  it('renews nobody else’s session', async () => {
    const account = { id: 'of-frida', label: 'frida@example.org' };
    const sign = scene.run((arrival) => right(arrival), { account });
    assert.deepEqual([await outcome(sign), scene.sts.calls.length], ['signIn.otherUser', 0]);
  });

  it('goes on when the provider has changed its key and its metadata says so by now', async () => {
    let metadata = saml.metadataXml([saml.key]);
    let asked = 0;
    const server = createServer((_, response) => {
      asked++;
      response.end(metadata);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    await set({ metadata: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` });
    const sign = scene.run((arrival) => {
      metadata = saml.metadataXml([saml.key, saml.nextKey]);
      return scene.post(scene.answer(arrival, {}, { key: saml.nextKey }), arrival.relayState);
    });
    assert.deepEqual([await outcome(sign), asked], ['signed in', 2]);
    server.closeAllConnections();
    server.close();
  });

  it('says that the signature was not checked where no metadata is known', async () => {
    const { metadata: _, ...profile } = scene.profile;
    const loginUrl = 'https://idp.example.org/app/amazon/exk1/sso/saml';
    await scene.run((arrival) => right(arrival), { profile: { ...profile, loginUrl } });
    assert.deepEqual([scene.notices, scene.steps[0]], [[{ kind: 'signatureNotChecked' }], 'listening']);
  });

  it('tells how far the clock here is ahead', async () => {
    const ahead: number[] = [];
    const arrived = (arrival: Arrival): unknown => {
      scene.clock.goOn(110_000);
      return right(arrival);
    };
    await scene.run(arrived, { onClock: (aheadMs) => ahead.push(aheadMs) });
    assert.deepEqual(ahead, [110_000]);
  });
});
