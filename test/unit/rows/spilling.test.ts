import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Failure } from '../../../src/core/failure';
import type { Row } from '../../../src/core/result';
import { createRowFile, type CreateRowFile } from '../../../src/rows/blockFile';
import { RowSpace } from '../../../src/rows/rowSpace';
import type { RowStore } from '../../../src/rows/rowStore';
import { filesIn, quietLog } from './support/results';

/** A page of one block: over half a million characters. */
const page = (number: number): Row[] =>
  Array.from({ length: 600 }, (_, row): Row => [`${number}/${row}`, 'x'.repeat(1_000)]);

const megabyte = 1024 * 1024;

/** A disk that takes so many bytes and refuses the rest, after a part of it. */
function disk(): { room: number; create: CreateRowFile } {
  const state = { room: 0 };
  const create: CreateRowFile = async (file) => {
    const handle = await createRowFile(file);
    const write = async (bytes: Uint8Array, offset = 0, length = bytes.length, position?: number): Promise<unknown> => {
      if (state.room === 0) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
      const fits = Math.min(length, state.room);
      state.room -= fits;
      return handle.write(bytes, offset, fits, position);
    };
    return new Proxy(handle, {
      get: (target, name) => {
        if (name === 'write') return write;
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
  };
  return Object.assign(state, { create });
}

describe('rows that the disk does not take', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'rows-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Appends pages until there is no room; what was appended, and the failure. */
  const fill = async (store: RowStore, pages: number, first = 0): Promise<{ rows: Row[]; failure: unknown }> => {
    const rows: Row[] = [];
    for (let number = first; number < first + pages; number++) {
      try {
        await store.room();
      } catch (failure) {
        return { rows, failure };
      }
      store.append(page(number));
      rows.push(...page(number));
    }
    return { rows, failure: undefined };
  };
  const codeOf = (failure: unknown): unknown => (Failure.is(failure) ? [failure.code, failure.facts] : failure);

  it('stay in memory up to a bound, and nothing is lost: not even at the bound', async () => {
    const log = quietLog();
    const { create } = disk();
    const space = new RowSpace({ files: filesIn(folder, { create }), log, budget: 0, most: 4 * megabyte });
    const store = space.open('ethan');
    const { rows, failure } = await fill(store, 100);
    assert.deepEqual(codeOf(failure), ['rows.noRoom', { reason: 'ENOSPC', megabytes: 4 }]);
    assert.deepEqual([rows.length > 3_000, await store.slice(0, 100_000)], [true, rows]);
    assert.ok(log.warnings[0]?.endsWith('could not be written to disk (ENOSPC)'), log.warnings[0]);
    space.dispose();
  });

  it('go there as soon as it has room again, and those that were half written are whole', async () => {
    const full = disk();
    full.room = 900_000;
    const space = new RowSpace({ files: filesIn(folder, { create: full.create }), budget: 0, most: 4 * megabyte });
    const store = space.open('ethan');
    const before = await fill(store, 100);
    full.room = Infinity;
    const after = await fill(store, 5, 50);
    assert.deepEqual(codeOf(before.failure), ['rows.noRoom', { reason: 'ENOSPC', megabytes: 4 }]);
    assert.deepEqual([after.failure, await store.slice(0, 100_000)], [undefined, [...before.rows, ...after.rows]]);
    await store.room();
    assert.equal(space.bytes, 0);
    space.dispose();
  });

  it('say that there is no folder for them', async () => {
    const space = new RowSpace({ budget: 0, most: 2 * megabyte });
    const { failure } = await fill(space.open('ethan'), 100);
    assert.deepEqual(codeOf(failure), ['rows.noRoom', { reason: 'noFolder', megabytes: 2 }]);
  });

  it('of one result keep the others from nothing', async () => {
    const files = filesIn(folder, {
      keyOf: (accountId) =>
        accountId === 'ethan'
          ? Promise.reject(new Error('no key'))
          : Promise.resolve({ id: '00'.repeat(8), bytes: Buffer.alloc(32), volatile: true }),
    });
    const space = new RowSpace({ files, budget: megabyte, most: 8 * megabyte });
    const [stuck, other] = [space.open('ethan'), space.open('frida')];
    const first = await fill(stuck, 5);
    const second = await fill(other, 30);
    assert.deepEqual([first.failure, second.failure], [undefined, undefined]);
    assert.deepEqual(await other.slice(17_000, 1_000), second.rows.slice(17_000, 18_000));
    space.dispose();
  });

  it('are let go of by giving up a result, which makes room for others', async () => {
    const space = new RowSpace({ budget: 0, most: 2 * megabyte });
    const store = space.open('ethan');
    const { failure } = await fill(store, 100);
    store.dispose();
    const { failure: then } = await fill(space.open('ethan'), 3);
    assert.deepEqual([Failure.is(failure), then, space.bytes < 2 * megabyte], [true, undefined, true]);
  });
});
