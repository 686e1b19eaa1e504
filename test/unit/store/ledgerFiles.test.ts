import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Cancelled } from '../../../src/core/failure';
import type { SecretStore } from '../../../src/core/ports';
import { DataKeys } from '../../../src/store/dataKeys';
import { LedgerFiles, type LedgerFile } from '../../../src/store/ledgerFiles';
import { FakeSecrets } from '../federation/support/secretStore';
import { WebSecrets } from '../ui/support/secretStorages';

const durable = { durable: true };
const account = 'ethan';

describe('the ledger of several windows', () => {
  let home: string;
  let secrets: FakeSecrets;
  let alive: Set<number>;
  let lines: string[];
  const windows: LedgerFiles[] = [];
  const ends = new Map<number, () => void>();

  /** A window, known by its pid; the later ones began later. */
  const window = (
    pid: number,
    { store, compactAbove = 0 }: { store?: SecretStore; compactAbove?: number } = {},
  ): LedgerFiles => {
    const note = (text: string): void => void lines.push(text);
    const log = { trace: note, debug: note, info: note, warn: note, error: note };
    alive.add(pid);
    const keys = new DataKeys(store ?? secrets, log);
    ends.set(pid, () => keys.dispose());
    const files = new LedgerFiles(path.join(home, 'ledger'), keys, log, {
      compactAbove,
      self: { pid, started: 1000 + pid },
      isAlive: (process) => alive.has(process.pid),
    });
    windows.push(files);
    return files;
  };
  const crash = (pid: number): void => {
    alive.delete(pid);
    ends.get(pid)?.();
  };
  const write = async (files: LedgerFiles, ...records: unknown[]): Promise<void> => {
    const log = await files.open(account);
    for (const record of records) await log.append(record, durable);
  };
  const seen = async (files: LedgerFiles): Promise<unknown[]> =>
    (await files.all(account)).map(({ owner, records, end }) => [owner, ...records, end.kind]);
  const only = async (files: LedgerFiles, owner: LedgerFile['owner']): Promise<LedgerFile> => {
    const [file, ...more] = (await files.all(account)).filter((each) => each.owner === owner);
    assert.ok(file !== undefined && more.length === 0);
    return file;
  };
  const folder = async (): Promise<string> => {
    const [name] = await readdir(path.join(home, 'ledger'));
    return path.join(home, 'ledger', name ?? '');
  };
  const onDisk = async (): Promise<string[]> => (await readdir(await folder())).sort();

  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'ledger-'));
    secrets = new FakeSecrets();
    alive = new Set();
    lines = [];
  });
  afterEach(async () => {
    await Promise.all(windows.splice(0).map((files) => files.close()));
    await rm(home, { recursive: true });
  });

  it('is read by all of them, with whose it is', async () => {
    const [one, two] = [window(1), window(2)];
    assert.deepEqual(await seen(one), []);
    await write(window(3), 'c');
    await write(two, 'b1', 'b2');
    await write(one, 'a');
    crash(3);
    assert.deepEqual(await seen(one), [
      ['own', 'a', 'whole'],
      ['alive', 'b1', 'b2', 'whole'],
      ['dead', 'c', 'whole'],
    ]);
    assert.deepEqual((await seen(two))[1], ['own', 'b1', 'b2', 'whole']);
    assert.ok(!(await folder()).includes(account));
  });

  it('keeps accounts apart', async () => {
    const files = window(1);
    await write(files, 'a');
    await (await files.open('dana')).append('d', durable);
    assert.deepEqual(await seen(files), [['own', 'a', 'whole']]);
    await files.forget(account);
    assert.deepEqual([await seen(files), (await files.all('dana')).length], [[], 1]);
  });

  it('has one log for each account in a window', async () => {
    const files = window(1);
    const [one, same] = await Promise.all([files.open(account), files.open(account)]);
    assert.equal(one, same);
    assert.equal((await onDisk()).length, 1);
  });

  it('shows the half record of a window that is writing', async () => {
    await write(window(1), 'a', 'b');
    const { name, bytes } = await only(window(2), 'alive');
    await truncate(path.join(await folder(), name), bytes - 3);
    assert.deepEqual(await seen(window(2)), [['alive', 'a', 'torn']]);
  });

  it('lets a dead window’s file be adopted once, and its finder’s in turn', async () => {
    await write(window(1), 'a');
    crash(1);
    const [two, three] = [window(2), window(3)];
    const { name } = await only(two, 'dead');
    const adopted = await two.adopt(account, name);
    assert.deepEqual([adopted?.owner, adopted?.records], ['own', ['a']]);
    assert.equal(await three.adopt(account, name), undefined);
    assert.equal(await three.adopt(account, adopted?.name ?? ''), undefined);
    assert.deepEqual([await seen(two), await seen(three)], [[['own', 'a', 'whole']], [['alive', 'a', 'whole']]]);
    crash(2);
    assert.deepEqual((await three.adopt(account, adopted?.name ?? ''))?.records, ['a']);
  });

  it('goes to one of many windows that want it at once', async () => {
    await write(window(1), 'a');
    crash(1);
    const { name } = await only(window(2), 'dead');
    const takers = Array.from({ length: 20 }, (_, i) => window(10 + i));
    const taken = await Promise.all(takers.map((files) => files.adopt(account, name)));
    assert.deepEqual(
      taken.filter((file) => file !== undefined).map(({ records }) => records),
      [['a']],
    );
  });

  it('leaves a living window’s file, names of other things, and what cannot be read alone', async () => {
    const [one, two] = [window(1), window(2)];
    await write(one, 'a');
    const { name } = await only(two, 'alive');
    for (const each of [name, '../x', 'x.log', `${name}.part`]) assert.equal(await two.adopt(account, each), undefined);
    crash(1);
    secrets.entries.clear();
    assert.equal(await window(3).adopt(account, name), undefined);
    assert.deepEqual([await onDisk(), (await window(3).all(account))[0]?.end.kind], [[name], 'keyMissing']);
  });

  it('is compacted into one file of the window, with what it adopted', async () => {
    await write(window(1), 'a1', 'a2');
    await write(window(2), 'b');
    crash(1);
    const three = window(3);
    await write(three, 'c1');
    await three.adopt(account, (await only(three, 'dead')).name);
    const given: unknown[][] = [];
    const [done] = await Promise.all([
      three.compact(account, (records) => {
        given.push(records);
        return records.filter((each) => each !== 'a1');
      }),
      write(three, 'c2'),
    ]);
    assert.deepEqual([done, (await only(three, 'own')).records.sort()], [true, ['a2', 'c1', 'c2']]);
    assert.deepEqual(
      [given.length, given[0]?.filter((each) => each !== 'c2').sort(), (await onDisk()).length],
      [1, ['a1', 'a2', 'c1'], 2],
    );
    await write(three, 'c3');
    assert.deepEqual((await only(three, 'own')).records.at(-1), 'c3');
  });

  it('is compacted only above its limit', async () => {
    const files = window(1, { compactAbove: 2000 });
    await write(files, 'x'.repeat(1500));
    const before = await onDisk();
    assert.equal(await files.compact(account, () => []), false);
    assert.deepEqual(await onDisk(), before);
    await write(files, 'x'.repeat(1500));
    assert.equal(await files.compact(account, () => ['left']), true);
    assert.deepEqual(await seen(files), [['own', 'left', 'whole']]);
  });

  it('has no record twice where it is compacted twice at once', async () => {
    await write(window(1), 'a');
    crash(1);
    const two = window(2);
    await two.adopt(account, (await only(two, 'dead')).name);
    await Promise.all([1, 2].map(() => two.compact(account, (records) => records)));
    assert.deepEqual(await seen(two), [['own', 'a', 'whole']]);
  });

  it('has no record twice where its window died before it removed what it replaced', async () => {
    await write(window(1), 'a');
    crash(1);
    const two = window(2);
    await write(two, 'b');
    await two.adopt(account, (await only(two, 'dead')).name);
    const before = await onDisk();
    const kept = await Promise.all(before.map(async (name) => readFile(path.join(await folder(), name))));
    await two.compact(account, (records) => records);
    // As though the window had died before it could remove them.
    for (const [i, name] of before.entries()) await writeFile(path.join(await folder(), name), kept[i] ?? '');
    await two.close();
    assert.deepEqual([(await onDisk()).length, await seen(window(3))], [3, [['alive', 'a', 'b', 'whole']]]);
    crash(2);
    await window(3).compact(account, (records) => records);
    assert.deepEqual([(await onDisk()).length, await seen(window(3))], [1, [['dead', 'a', 'b', 'whole']]]);
  });

  it('is freed of what dead windows did not finish writing', async () => {
    await write(window(1), 'a');
    const [name] = await onDisk();
    await rename(path.join(await folder(), name ?? ''), path.join(await folder(), `${name ?? ''}.part`));
    await window(2).compact(account, (records) => records);
    assert.equal((await onDisk()).length, 1);
    assert.deepEqual(await seen(window(2)), []);
    crash(1);
    await window(2).compact(account, (records) => records);
    assert.deepEqual(await onDisk(), []);
  });

  it('drops what follows damage when it is compacted, and says so', async () => {
    const files = window(1);
    await write(files, 'a', 'b');
    const file = (await files.open(account)).file;
    const bytes = await readFile(file);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    await writeFile(file, bytes);
    await files.compact(account, (records) => records);
    assert.deepEqual(
      [await seen(files), lines],
      [[['own', 'a', 'whole']], ['ledger: 35 bytes after a damaged record are dropped']],
    );
  });

  it('is gone after a sign-out, and takes nothing more', async () => {
    const files = window(1);
    await write(files, 'a');
    const log = await files.open(account);
    await files.forget(account);
    assert.deepEqual([await readdir(path.join(home, 'ledger')), await seen(files)], [[], []]);
    await assert.rejects(log.append('late', durable), (error) => Cancelled.is(error));
    await write(files, 'next');
    assert.deepEqual(await seen(files), [['own', 'next', 'whole']]);
  });

  it('stays when its window is closed', async () => {
    const files = window(1);
    await write(files, 'a');
    await files.close();
    crash(1);
    assert.deepEqual(await seen(window(2)), [['dead', 'a', 'whole']]);
  });

  it('lives as long as its window where no key can be stored', async () => {
    secrets.mood = 'refuses';
    const files = window(1);
    await write(files, 'a', 'b');
    assert.deepEqual(await seen(files), [['own', 'a', 'b', 'whole']]);
    assert.deepEqual(await seen(window(2)), [['alive', 'keyMissing']]);
    assert.equal(await files.compact(account, () => []), false);
    await files.close();
    assert.deepEqual(await onDisk(), []);
  });

  it('is removed where its key died with a window', async () => {
    secrets.mood = 'refuses';
    await write(window(1), 'a');
    crash(1);
    secrets.mood = 'good';
    const two = window(2);
    assert.deepEqual([await seen(two), (await onDisk()).length], [[], 1]);
    await two.compact(account, (records) => records);
    assert.deepEqual(await onDisk(), []);
  });

  it('does not write over the key of another window on a web host', async () => {
    const browser = new WebSecrets();
    const [one, two] = [browser.window(), browser.window()];
    await Promise.all([one.get('any'), two.get('any')]);
    await write(window(1, { store: one }), 'a');
    const other = window(2, { store: two });
    await write(other, 'b');
    assert.deepEqual(await seen(other), [
      ['alive', 'keyMissing'],
      ['own', 'b', 'whole'],
    ]);
    crash(1);
    await other.close();
    assert.deepEqual(await seen(window(3, { store: browser.window() })), [['dead', 'a', 'whole']]);
  });

  it('gets a new key where the old one is lost, and keeps what the old one wrote', async () => {
    await write(window(1), 'a');
    crash(1);
    secrets.entries.clear();
    const two = window(2);
    await write(two, 'b');
    assert.equal(await two.compact(account, (records) => records), true);
    assert.deepEqual(await seen(window(3)), [
      ['dead', 'keyMissing'],
      ['alive', 'b', 'whole'],
    ]);
  });

  it('says what the system says where it cannot be written', async () => {
    const files = window(1);
    await write(files, 'a');
    const place = await folder();
    await files.forget(account);
    await writeFile(place, '');
    await assert.rejects(files.open(account), { code: 'ENOTDIR' });
    await rm(place);
    await write(files, 'b');
    assert.deepEqual(await seen(files), [['own', 'b', 'whole']]);
  });
});
