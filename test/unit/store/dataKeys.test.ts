import assert from 'node:assert/strict';
import { Failure } from '../../../src/core/failure';
import type { Log, SecretStore } from '../../../src/core/ports';
import { DataKeys, type DataKey } from '../../../src/store/dataKeys';
import { FakeSecrets } from '../federation/support/secretStore';

const refused = (operation: 'read' | 'write' | 'delete') => (error: unknown) =>
  Failure.has(error, 'secrets.unavailable') && error.facts.operation === operation;

describe('data keys', () => {
  let secrets: FakeSecrets;
  let lines: string[];
  let concealed: Set<string>;
  const opened: DataKeys[] = [];
  const window = (store: SecretStore = secrets): DataKeys => {
    const note = (text: string): void => void lines.push(text);
    const log: Log = {
      ...{ trace: note, debug: note, info: note, warn: note, error: note },
      conceal: (texts) => {
        for (const text of texts) concealed.add(text);
        return { dispose: () => texts.forEach((text) => concealed.delete(text)) };
      },
    };
    const keys = new DataKeys(store, log);
    opened.push(keys);
    return keys;
  };
  const idsOf = (keys: readonly DataKey[]): string[] => keys.map(({ id }) => id);

  beforeEach(() => {
    secrets = new FakeSecrets();
    lines = [];
    concealed = new Set();
  });
  afterEach(() => opened.splice(0).forEach((keys) => keys.dispose()));

  it('are made once for each account, and are the same in all windows', async () => {
    const one = window();
    const [first, again, other] = await Promise.all([one.get('ethan'), one.get('ethan'), one.get('dana')]);
    assert.deepEqual([first, await window().get('ethan')], [again, again]);
    assert.notDeepEqual(first.bytes, other.bytes);
    assert.deepEqual([first.bytes.length, /^[0-9a-f]{16}$/.test(first.id), first.volatile], [32, true, false]);
    assert.equal(secrets.entries.size, 2);
  });

  it('are not made by a look at them', async () => {
    assert.deepEqual([await window().known('ethan'), secrets.entries.size], [[], 0]);
    const key = await window().get('ethan');
    assert.deepEqual(await window().known('ethan'), [key]);
  });

  it('are told by ids that say nothing about them, and no entry names the account', async () => {
    const { id, bytes } = await window().get('ethan');
    assert.ok(!bytes.toString('hex').includes(id));
    assert.ok(![...secrets.entries.keys()].join().includes('ethan'));
  });

  it('are kept out of every line of the log while they are known', async () => {
    const keys = window();
    const { bytes } = await keys.get('ethan');
    const mine = keys.volatile('ethan');
    const texts = [bytes, mine.bytes].flatMap((each) => [each.toString('base64'), each.toString('hex')]);
    assert.deepEqual([[...concealed].sort(), lines], [texts.sort(), []]);
    keys.dispose();
    assert.deepEqual([...concealed], []);
  });

  it('are what is stored in the end when another window made one at the same moment', async () => {
    const late = { ...methods(secrets) };
    const rival = window();
    let theirs: DataKey | undefined;
    late.store = async (key, value) => {
      await secrets.store(key, value);
      secrets.entries.clear();
      theirs = await rival.get('ethan');
    };
    assert.deepEqual(await window(late).get('ethan'), theirs);
  });

  it('are put back beside the one that a later window wrote over them', async () => {
    const early = window();
    const ours = await early.get('ethan');
    const [entry] = [...secrets.entries.keys()];
    assert.ok(entry);
    const stored = secrets.entries.get(entry);
    secrets.entries.delete(entry);
    const theirs = await window().get('ethan');
    assert.notEqual(secrets.entries.get(entry), stored);
    const ids = [theirs.id, ours.id];
    assert.deepEqual([idsOf(await early.known('ethan')), idsOf(await window().known('ethan'))], [ids, ids]);
    assert.equal((await window().get('ethan')).id, theirs.id);
  });

  it('are gone after a sign-out, and no other window brings them back', async () => {
    const [one, other] = [window(), window()];
    const { id } = await one.get('ethan');
    await other.get('ethan');
    await one.delete('ethan');
    assert.deepEqual([secrets.entries.size, await other.known('ethan')], [0, []]);
    const next = await one.get('ethan');
    assert.notEqual(next.id, id);
    assert.deepEqual(idsOf(await other.known('ethan')), [next.id]);
  });

  it('say so where the storage refuses or keeps nothing; then there is one in memory', async () => {
    const keys = window();
    secrets.mood = 'refuses';
    await assert.rejects(keys.get('ethan'), refused('read'));
    await assert.rejects(keys.known('ethan'), refused('read'));
    await assert.rejects(keys.delete('ethan'), refused('delete'));
    secrets.mood = 'forgets';
    await assert.rejects(keys.get('ethan'), refused('write'));
    const key = keys.volatile('ethan');
    assert.deepEqual([key.volatile, keys.volatile('ethan'), secrets.entries.size], [true, key, 0]);
    assert.notEqual(window().volatile('ethan').id, key.id);
    secrets.mood = 'good';
    assert.notEqual((await keys.get('ethan')).id, key.id);
  });

  it('say so where the storage does not let go of them', async () => {
    await window().get('ethan');
    secrets.mood = 'forgets';
    await assert.rejects(window().delete('ethan'), refused('delete'));
  });

  for (const broken of ['', '{', '[]', '{"version":2,"keys":[]}', '{"version":1,"keys":["c2hvcnQ="]}']) {
    it(`take the place of an entry that cannot be read: ${broken || 'empty'}`, async () => {
      const early = window();
      await early.get('ethan');
      early.dispose();
      const [entry] = [...secrets.entries.keys()];
      assert.ok(entry);
      secrets.entries.set(entry, broken);
      const key = await window().get('ethan');
      assert.deepEqual(await window().known('ethan'), [key]);
      assert.deepEqual(lines, ['dropped from the secret storage: data keys that cannot be read']);
    });
  }
});

function methods(secrets: SecretStore): SecretStore {
  return {
    get: (key) => secrets.get(key),
    store: (key, value) => secrets.store(key, value),
    delete: (key) => secrets.delete(key),
    onDidChange: (listener) => secrets.onDidChange(listener),
  };
}
