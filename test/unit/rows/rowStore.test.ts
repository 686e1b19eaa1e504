import assert from 'node:assert/strict';
import { readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Cancelled, Failure } from '../../../src/core/failure';
import type { Row } from '../../../src/core/result';
import { RowSpace, type RowSpaceOptions } from '../../../src/rows/rowSpace';
import type { RowStore } from '../../../src/rows/rowStore';
import { filesIn, hostileRows, noise } from './support/results';

/** Rows of several blocks: half a million characters each. */
const many = Array.from({ length: 3_000 }, (_, row): Row => [
  String(row),
  'text '.repeat(200),
  row % 3 === 0 ? null : '',
  'Köln',
]);

describe('a store of rows', () => {
  let folder: string;
  const spaces: RowSpace[] = [];

  const space = (options: RowSpaceOptions = {}): RowSpace => {
    const made = new RowSpace({ files: filesIn(folder), budget: 1_000_000, ...options });
    spaces.push(made);
    return made;
  };
  const filled = async (store: RowStore, rows: readonly Row[], page = 100): Promise<RowStore> => {
    for (let first = 0; first < rows.length; first += page) {
      await store.room();
      store.append(rows.slice(first, first + page));
    }
    await store.room();
    return store;
  };
  const files = async (): Promise<string[]> => {
    const entries = await readdir(folder, { recursive: true });
    return entries.filter((entry) => entry.endsWith('.rows')).map((entry) => path.join(folder, entry));
  };
  const onlyFile = async (): Promise<string> => {
    const [file = '', ...others] = await files();
    assert.deepEqual(others, []);
    return file;
  };
  /** All rows, and so from disk what is not in memory. */
  const all = (store: RowStore): Promise<Row[]> => store.slice(0, store.count);
  const isCancelled = (error: unknown): boolean => Cancelled.is(error);
  const isDamaged = (error: unknown): boolean => Failure.has(error, 'rows.damaged');

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'rows-'));
  });
  afterEach(async () => {
    for (const each of spaces.splice(0)) each.dispose();
    await rm(folder, { recursive: true });
  });

  it('gives back what it was given, most of it from disk', async () => {
    const own = space();
    const rows = [...many, ...hostileRows(5_000, many.length)];
    const store = await filled(own.open('ethan'), rows);
    const { size, mode } = await stat(await onlyFile());
    assert.deepEqual(
      [
        await all(store),
        own.bytes <= 1_000_000,
        size > 1_500_000,
        process.platform === 'win32' || (mode & 0o777) === 0o600,
      ],
      [rows, true, true, true],
    );
  });

  it('gives any part of it, over the borders of blocks', async () => {
    const store = await filled(space().open('ethan'), many, 333);
    for (let round = 0; round < 50; round++) {
      const [first, count] = [noise(round, 1) % many.length, noise(round, 2) % 700];
      assert.deepEqual(await store.slice(first, count), many.slice(first, first + count));
    }
    assert.deepEqual(
      [await store.slice(2_999, 10), await store.slice(3_000, 1), await store.slice(0, 0), await store.slice(5_000, 3)],
      [many.slice(2_999), [], [], []],
    );
  });

  it('writes nothing where memory has room', async () => {
    const store = await filled(space({ budget: 100_000_000 }).open('ethan'), many);
    assert.deepEqual([store.here(0, 3_000), await files()], [many, []]);
  });

  it('has nothing readable in its file', async () => {
    const secret = 'SECRET-'.repeat(50);
    await filled(
      space({ budget: 0 }).open('ethan'),
      many.map((row) => [secret, ...row]),
    );
    const bytes = await readFile(await onlyFile());
    assert.deepEqual([bytes.includes('SECRET'), bytes.includes('text ')], [false, false]);
  });

  it('has cells of 64 KB in a thousand columns', async () => {
    const rows = Array.from({ length: 3 }, (_, row): Row =>
      Array.from({ length: 1_000 }, (__, column) => (column % 200 === 0 ? `${row}${'é'.repeat(65_000)}` : `${column}`)),
    );
    const store = await filled(space({ budget: 0 }).open('ethan'), rows, 1);
    assert.deepEqual(await store.slice(1, 2), rows.slice(1));
  });

  it('shares memory and disk with others, and is not mixed with them', async () => {
    const own = space();
    const [one, other] = [own.open('ethan'), own.open('frida')];
    const others = many.map(([number, ...rest]): Row => [`other ${number}`, ...rest]);
    await Promise.all([filled(one, many), filled(other, [...others, ...many])]);
    assert.deepEqual(await Promise.all([all(one), all(other)]), [many, [...others, ...many]]);
    assert.ok(own.bytes <= 1_000_000);
  });

  it('removes its file when it is given up, and ends what reads it', async () => {
    const store = await filled(space({ budget: 0 }).open('ethan'), many);
    const before = await files();
    const reading = all(store);
    store.dispose();
    await assert.rejects(reading, isCancelled);
    await assert.rejects(all(store), isCancelled);
    assert.deepEqual([before.length, await files()], [1, []]);
  });

  it('has no end of rows, but none, when it is given up before any was packed', async () => {
    const store = space().open('ethan');
    store.append([['1'], ['2']]);
    store.dispose();
    await assert.rejects(store.slice(1, 1), isCancelled);
  });

  it('is gone with its account, with those of the other windows, and leaves others alone', async () => {
    const own = space({ budget: 0 });
    await filled(own.open('ethan'), many);
    await filled(space({ budget: 0 }).open('ethan'), many);
    const other = await filled(own.open('frida'), many);
    const before = (await files()).length;
    await own.forget('ethan');
    assert.deepEqual([before, (await files()).length, await all(other)], [3, 1, many]);
  });

  it('is gone with its window', async () => {
    const own = space({ budget: 0 });
    await filled(own.open('ethan'), many);
    await filled(own.open('frida'), many);
    own.dispose();
    assert.deepEqual(await files(), []);
  });

  it('removes what dead windows left at its first file, and what living ones have not', async () => {
    const dead = { pid: 4_000_000, started: 1_000 };
    const alive = { pid: 4_000_001, started: 2_000 };
    for (const self of [dead, alive]) {
      const files = filesIn(folder, { self, isAlive: () => true });
      await filled(space({ files, budget: 0 }).open(`of ${self.pid}`), many);
    }
    await writeFile(path.join(folder, 'notes.txt'), 'of somebody else');
    const left = await files();
    const own = filesIn(folder, { isAlive: ({ pid }) => pid === alive.pid });
    await filled(space({ files: own, budget: 0 }).open('ethan'), many);
    const now = await files();
    assert.deepEqual(
      [
        left.length,
        now.length,
        left.filter((file) => now.includes(file)).map((file) => path.basename(file).split('-')[0]),
      ],
      [2, 2, ['4000001']],
    );
    assert.equal((await readdir(folder)).length, 3, 'a folder of the dead one is left');
  });

  describe('whose file was', () => {
    const changes: Record<string, (file: string) => Promise<void>> = {
      'cut off': (file) => truncate(file, 100_000),
      emptied: (file) => truncate(file, 0),
      'changed in one bit': async (file) => {
        const bytes = await readFile(file);
        bytes[200_000] = (bytes[200_000] ?? 0) ^ 1;
        await writeFile(file, bytes);
      },
      'put into another order': async (file) => {
        const bytes = await readFile(file);
        const half = bytes.length >> 1;
        await writeFile(file, Buffer.concat([bytes.subarray(half), bytes.subarray(0, half)]));
      },
    };
    for (const [what, change] of Object.entries(changes)) {
      it(`${what} says so and gives no wrong row`, async () => {
        const store = await filled(space({ budget: 0 }).open('ethan'), many);
        await change(await onlyFile());
        await assert.rejects(all(store), isDamaged);
      });
    }

    it('replaced by that of another result, written with the same key, says so', async () => {
      const own = space({ budget: 0 });
      const store = await filled(own.open('ethan'), many);
      const first = await onlyFile();
      await filled(own.open('ethan'), many);
      const [other = ''] = (await files()).filter((file) => file !== first);
      await writeFile(first, await readFile(other));
      await assert.rejects(all(store), isDamaged);
    });
  });
});
