import assert from 'node:assert/strict';
import { setImmediate as soon } from 'node:timers/promises';
import { Failure } from '../../../src/core/failure';
import type { Session } from '../../../src/core/session';
import type { SessionsChange } from '../../../src/federation/sessionStore';
import { SessionStore } from '../../../src/federation/sessionStore';
import { LogOfLines } from './support/ports';
import { FakeSecrets } from './support/secretStore';

function session(id: string, changes: Partial<Session> = {}): Session {
  return {
    version: 1,
    account: { id, label: `${id}@example.org` },
    handle: `handle-of-${id}`,
    profileId: 'work',
    issuer: 'http://www.okta.com/exk1',
    nameId: `${id}@example.org`,
    roleArn: 'arn:aws:iam::123456789012:role/sales',
    providerArn: 'arn:aws:iam::123456789012:saml-provider/okta',
    assumedRoleArn: `arn:aws:sts::123456789012:assumed-role/sales/${id}`,
    roleSessionName: id,
    principalTags: { RedshiftDbRoles: 'sales' },
    signedInAt: 1,
    credentials: { accessKeyId: 'ASIA', secretAccessKey: 'hidden-key', sessionToken: 'hidden-token', expiration: 2 },
    ...changes,
  };
}

const [ethan, frida] = [session('ethan'), session('frida')];
const renewed = session('ethan', { signedInAt: 5 });

describe('the session store', () => {
  let secrets: FakeSecrets;
  let log: LogOfLines;
  let store: SessionStore;
  let changes: unknown[];
  const names = (change: SessionsChange): Record<string, string[]> =>
    Object.fromEntries(
      Object.entries(change).map(([kind, list]: [string, Session[]]) => [kind, list.map(({ account }) => account.id)]),
    );
  const key = 'redshiftFederation.sessions';

  beforeEach(() => {
    secrets = new FakeSecrets();
    log = new LogOfLines();
    store = new SessionStore(secrets, log);
    changes = [];
    store.onDidChange((change) => changes.push(names(change)));
  });

  afterEach(() => store.dispose());

  it('keeps sessions, replaces an account’s earlier one, and forgets', async () => {
    await store.save(ethan);
    await store.save(frida);
    await store.save(renewed);
    assert.deepEqual(await store.list(), [frida, renewed]);
    assert.deepEqual(await store.get('ethan'), renewed);
    assert.deepEqual(await store.remove('ethan'), renewed);
    assert.deepEqual([await store.get('ethan'), await store.remove('ethan')], [undefined, undefined]);
    await store.remove('frida');
    assert.deepEqual([...secrets.entries], []);
  });

  for (const tells of [0, 1, 2]) {
    it(`says each change once, though the storage says it ${tells} times in this window`, async () => {
      secrets.tells = tells;
      await store.save(ethan);
      await store.save(renewed);
      await store.remove('ethan');
      await store.list();
      assert.deepEqual(changes, [
        { added: ['ethan'], removed: [], changed: [] },
        { added: [], removed: [], changed: ['ethan'] },
        { added: [], removed: ['ethan'], changed: [] },
      ]);
    });
  }

  it('says what another window changed', async () => {
    await store.save(ethan);
    const other = new SessionStore(secrets, new LogOfLines());
    await other.save(frida);
    await other.save(renewed);
    await other.remove('frida');
    await store.list();
    other.dispose();
    assert.deepEqual(changes.slice(1), [
      { added: ['frida'], removed: [], changed: [] },
      { added: [], removed: [], changed: ['ethan'] },
      { added: [], removed: ['frida'], changed: [] },
    ]);
  });

  it('takes calls one after the other', async () => {
    await Promise.all([store.save(ethan), store.save(frida), store.remove('ethan'), store.save(renewed)]);
    assert.deepEqual(await store.list(), [frida, renewed]);
  });

  it('says nothing about other secrets, and nothing when it is disposed', async () => {
    await secrets.store('other', 'x');
    store.dispose();
    await secrets.store(key, JSON.stringify({ version: 1, sessions: [ethan] }));
    await soon();
    assert.deepEqual(changes, []);
  });

  const broken: [name: string, stored: string, left: Session[], logged: string][] = [
    ['no JSON', '{', [], 'all sessions: not JSON'],
    ['JSON of another kind', '[]', [], 'all sessions: unknown version or form'],
    ['a later version', '{"version":2,"sessions":[]}', [], 'all sessions: unknown version or form'],
    [
      'one damaged session',
      JSON.stringify({ version: 1, sessions: [{ ...ethan, credentials: { accessKeyId: 'ASIA' } }, frida] }),
      [frida],
      'session 0: damaged',
    ],
    [
      'sessions of a later version',
      JSON.stringify({ version: 1, sessions: [frida, { ...ethan, version: 2 }, null] }),
      [frida],
      'session 1: damaged',
    ],
  ];
  for (const [name, stored, left, logged] of broken) {
    it(`drops what it cannot read, and goes on: ${name}`, async () => {
      secrets.entries.set(key, stored);
      assert.deepEqual(await store.list(), left);
      assert.ok(log.lines.includes(`warn dropped from the secret storage: ${logged}`));
      await store.save(renewed);
      assert.deepEqual(await store.list(), [...left, renewed]);
    });
  }

  for (const mood of ['refuses', 'forgets'] as const) {
    it(`keeps a session in memory, and says so, where the storage ${mood}`, async () => {
      await store.save(frida);
      secrets.mood = mood;
      await assert.rejects(store.save(ethan), (error) => Failure.has(error, 'secrets.unavailable'));
      assert.deepEqual(await store.get('ethan'), ethan);
      secrets.mood = 'good';
      assert.deepEqual(await store.list(), [frida, ethan]);
      // The next one that works stores both.
      await store.save(frida);
      assert.deepEqual(await new SessionStore(secrets, log).list(), [ethan, frida]);
      assert.deepEqual(changes.slice(1), [{ added: ['ethan'], removed: [], changed: [] }]);
    });
  }

  it('can forget a session that lives in memory though the storage refuses', async () => {
    secrets.mood = 'refuses';
    await assert.rejects(store.save(ethan));
    assert.deepEqual(await store.remove('ethan'), ethan);
    await assert.rejects(store.list(), (error) => Failure.has(error, 'secrets.unavailable'));
  });

  it('says when the storage does not let go', async () => {
    await store.save(ethan);
    secrets.mood = 'forgets';
    await assert.rejects(store.remove('ethan'), (error) => {
      assert.ok(Failure.has(error, 'secrets.unavailable'));
      return error.facts.operation === 'delete';
    });
    assert.deepEqual(await store.get('ethan'), ethan);
  });

  it('names no secret in its log', async () => {
    secrets.entries.set(key, JSON.stringify({ version: 1, sessions: [{ ...ethan, issuer: '' }] }));
    await store.list();
    assert.doesNotMatch(log.lines.join('\n'), /hidden|handle-of|ethan/);
  });
});
