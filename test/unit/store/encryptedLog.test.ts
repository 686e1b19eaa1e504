import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Cancelled } from '../../../src/core/failure';
import { EncryptedLog, readLog } from '../../../src/store/encryptedLog';
import { keyOf } from './support/dataKeys';
import { watchedFile, type FileWatch } from './support/watchedFile';

const durable = { durable: true };
const key = keyOf('ethan');

describe('encrypted logs', () => {
  let folder: string;
  let file: string;
  let watch: FileWatch;
  const opened: EncryptedLog[] = [];
  const begin = async (name = 'one.log', of = key): Promise<EncryptedLog> => {
    const log = await EncryptedLog.create(path.join(folder, 'logs', name), of, watchedFile(watch));
    opened.push(log);
    return log;
  };
  const read = async (name = file): Promise<unknown[]> => {
    const { records, end } = await readLog(name, [key]);
    return [...records, end.kind];
  };

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'log-'));
    file = path.join(folder, 'logs', 'one.log');
    watch = { writes: 0, syncs: 0 };
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((log) => log.close()));
    await rm(folder, { recursive: true });
  });

  it('give back what was appended, in its order, at any time', async () => {
    const log = await begin();
    assert.deepEqual(await read(), ['whole']);
    await log.append({ text: 'SELECT ‘1’' }, durable);
    await log.append(['🙂', null], { durable: false });
    assert.deepEqual(await read(), [{ text: 'SELECT ‘1’' }, ['🙂', null], 'whole']);
    assert.equal(log.bytes, (await stat(file)).size);
  });

  it('show nothing of it on disk, and are for their person alone', async () => {
    const log = await begin();
    const borders = [log.bytes];
    for (let i = 0; i < 2; i++) {
      await log.append({ text: 'SELECT salary' }, durable);
      borders.push(log.bytes);
    }
    const bytes = await readFile(file);
    assert.ok(!bytes.toString('latin1').includes('salary'));
    // Not even that two records are the same: what follows length and nonce differs.
    const [first, second] = [0, 1].map((i) => bytes.subarray((borders[i] ?? 0) + 16, borders[i + 1]));
    assert.equal(first?.length, second?.length);
    assert.notDeepEqual(first, second);
    const modes = await Promise.all([stat(path.dirname(file)), stat(file)]);
    assert.deepEqual(
      modes.map(({ mode }) => mode & 0o777),
      [0o700, 0o600],
    );
  });

  it('hold 10,000 records', async () => {
    const log = await begin();
    const records = Array.from({ length: 10_000 }, (_, i) => ({ i, text: `SELECT ${i}` }));
    await Promise.all(records.map((record) => log.append(record, durable)));
    assert.deepEqual(await read(), [...records, 'whole']);
  });

  it('put what waits on disk with one sync', async () => {
    const log = await begin();
    const first = log.append(0, durable);
    // It has begun to be written by then.
    while (watch.writes < 2) await new Promise(setImmediate);
    await Promise.all([first, ...[1, 2, 3].map((each) => log.append(each, durable))]);
    assert.deepEqual([await read(), watch], [[0, 1, 2, 3, 'whole'], { writes: 3, syncs: 2 }]);
  });

  it('sync a durable record before they say so, and others not at all', async () => {
    const log = await begin();
    await log.append(1, { durable: false });
    assert.equal(watch.syncs, 0);
    let isSaid = false;
    watch.beforeSync = async () => {
      assert.deepEqual(await read(), [1, 2, 'whole']);
      assert.equal(isSaid, false);
    };
    await log.append(2, durable).then(() => (isSaid = true));
    assert.equal(watch.syncs, 1);
  });

  const refusals: [name: string, refuse: () => void][] = [
    ['a full disk', () => (watch.room = 30)],
    ['a disk that fails at the sync', () => (watch.failingSyncs = 1)],
  ];
  for (const [name, refuse] of refusals) {
    it(`survive ${name}: the record is refused, what was there stays, the next one is taken`, async () => {
      const log = await begin();
      await log.append('first', durable);
      refuse();
      const attempts = ['second', 'third'].map((each) => log.append(each.repeat(20), durable));
      const outcomes = await Promise.allSettled(attempts);
      const code = watch.room === undefined ? 'EIO' : 'ENOSPC';
      assert.deepEqual(
        outcomes.map((each) => (each.status === 'rejected' ? (each.reason as NodeJS.ErrnoException).code : each)),
        [code, code],
      );
      assert.deepEqual([await read(), (await stat(file)).size], [['first', 'whole'], log.bytes]);
      delete watch.room;
      await log.append('fourth', durable);
      assert.deepEqual(await read(), ['first', 'fourth', 'whole']);
    });
  }

  it('cut half a record off later where the disk refuses that too', async () => {
    const log = await begin();
    await log.append('first', durable);
    watch.room = 50;
    watch.failingTruncates = 2;
    await assert.rejects(log.append('second'.repeat(20), durable), { code: 'ENOSPC' });
    assert.deepEqual(await read(), ['first', 'torn']);
    delete watch.room;
    await assert.rejects(log.append('x', durable), { code: 'EIO' });
    await log.append('y', durable);
    assert.deepEqual(await read(), ['first', 'y', 'whole']);
  });

  it('are not begun over another file', async () => {
    await (await begin()).append('kept', durable);
    await assert.rejects(begin(), { code: 'EEXIST' });
    assert.deepEqual(await read(), ['kept', 'whole']);
  });

  it('refuse records after their end, and what is no JSON', async () => {
    const log = await begin();
    await assert.rejects(log.append(1n, durable), TypeError);
    const last = log.append('last', durable);
    await log.close();
    await last;
    await assert.rejects(log.append('late', durable), (error) => Cancelled.is(error));
    assert.deepEqual(await read(), ['last', 'whole']);
  });

  it('say that a key is missing, and lose nothing by it', async () => {
    const log = await begin();
    await log.append('secret', durable);
    const before = await readFile(file);
    const { records, end } = await readLog(file, [keyOf('dana')]);
    assert.deepEqual([records, end], [[], { kind: 'keyMissing', keyId: key.id }]);
    // The right name with other bytes behind it.
    const lying = await readLog(file, [{ ...keyOf('dana'), id: key.id }]);
    assert.deepEqual([lying.records, lying.end.kind], [[], 'damaged']);
    assert.deepEqual(await readFile(file), before);
    assert.deepEqual((await readLog(file, [keyOf('dana'), key])).records, ['secret']);
  });

  it('are told from other files', async () => {
    const log = await begin();
    await log.append('x', durable);
    const newer = await readFile(file);
    newer[4] = 2;
    for (const [bytes, kind] of [
      [Buffer.from('{"a":1}'), 'foreign'],
      [newer, 'foreign'],
      [Buffer.alloc(0), 'torn'],
    ] as const) {
      const other = path.join(folder, 'other');
      await writeFile(other, bytes);
      assert.deepEqual(await read(other), [kind]);
    }
  });

  it('are written anew as a whole, while appends wait', async () => {
    const log = await begin();
    for (const each of ['a', 'b', 'c']) await log.append(each, durable);
    const next = path.join(folder, 'logs', 'two.log');
    const rewriting = log.rewrite(next, ({ records }) =>
      Promise.resolve({ records: records.filter((each) => each !== 'b'), replaces: [] }),
    );
    await Promise.all([rewriting, log.append('d', durable)]);
    assert.deepEqual([await read(next), log.file], [['a', 'c', 'd', 'whole'], next]);
    assert.deepEqual([await readdir(path.dirname(next)), log.bytes], [['two.log'], (await stat(next)).size]);
  });

  it('stay what they were when they cannot be written anew', async () => {
    const log = await begin();
    await log.append('a', durable);
    const next = path.join(folder, 'logs', 'two.log');
    const same = () => Promise.resolve({ records: ['x'.repeat(500)], replaces: [] });
    watch.room = 100;
    await assert.rejects(log.rewrite(next, same), { code: 'ENOSPC' });
    delete watch.room;
    watch.failingSyncs = 1;
    await assert.rejects(log.rewrite(next, same), { code: 'EIO' });
    await assert.rejects(
      log.rewrite(next, () => Promise.reject(new RangeError())),
      RangeError,
    );
    await log.append('b', durable);
    assert.deepEqual([await read(), await readdir(path.dirname(next))], [['a', 'b', 'whole'], ['one.log']]);
  });
});
