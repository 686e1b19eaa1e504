import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EncryptedLog } from '../../../src/store/encryptedLog';
import { readLogBytes, type LogEnd, type LogReading } from '../../../src/store/logFormat';
import { keyOf } from './support/dataKeys';

const key = keyOf('ethan');
const read = (bytes: Buffer): LogReading => readLogBytes(bytes, [key]);
const headerBytes = 29;

describe('damage to an encrypted log', () => {
  let folder: string;
  const records = ['SELECT 1', { statement: 'two', at: 2 }, ['three'], 'SELECT 4'];
  let whole: Buffer;
  /** Where each record begins, the head first, and where the last one ends. */
  let borders: number[];

  const written = async (name: string, of: readonly unknown[]): Promise<{ bytes: Buffer; borders: number[] }> => {
    const file = path.join(folder, name);
    const log = await EncryptedLog.create(file, key);
    const found = [headerBytes, log.bytes];
    for (const record of of) {
      await log.append(record, { durable: false });
      found.push(log.bytes);
    }
    await log.close();
    return { bytes: await readFile(file), borders: found };
  };

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'damage-'));
    ({ bytes: whole, borders } = await written('one', records));
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** The bytes with their records in another order. */
  const arranged = (bytes: Buffer, order: readonly number[]): Buffer =>
    Buffer.concat([bytes.subarray(0, borders[0]), ...order.map((i) => bytes.subarray(borders[i], borders[i + 1]))]);

  it('by a crash at any byte drops the last record alone, and says by how much', () => {
    for (let length = 0; length < whole.length; length++) {
      const { records: found, end } = read(whole.subarray(0, length));
      const complete = borders.filter((border) => border <= length).length - 1;
      const torn = length - (complete < 0 || length < headerBytes ? 0 : (borders[complete] ?? 0));
      const expected: LogEnd =
        complete >= 1 && torn === 0
          ? { kind: 'whole' }
          : { kind: 'torn', bytes: complete === 0 && torn === 0 ? length : torn };
      assert.deepEqual([found, end], [records.slice(0, Math.max(0, complete - 1)), expected], `cut at ${length}`);
    }
  });

  it('by zeros that a file system left at the end counts as torn', () => {
    for (const zeros of [1, 4, 32, 5000]) {
      const { records: found, end } = read(Buffer.concat([whole, Buffer.alloc(zeros)]));
      assert.deepEqual([found, end], [records, { kind: 'torn', bytes: zeros }]);
    }
  });

  it('by any flipped bit never gives another record, nor passes unsaid', () => {
    for (let bit = 0; bit < whole.length * 8; bit++) {
      const bytes = Buffer.from(whole);
      const at = bit >> 3;
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit & 7));
      const { records: found, end } = read(bytes);
      // The record that holds the bit, the head being 0.
      const hit = borders.findLastIndex((border) => border <= at);
      assert.deepEqual([found, end.kind === 'whole'], [records.slice(0, Math.max(0, hit - 1)), false], `bit ${bit}`);
      if (end.kind === 'damaged') assert.equal(end.record, Math.max(0, hit));
    }
  });

  it('is told by its record', () => {
    const bytes = Buffer.from(whole);
    const at = (borders[3] ?? 0) + 20;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    const { records: found, end } = read(bytes);
    const left = whole.length - (borders[3] ?? 0);
    assert.deepEqual([found, end], [records.slice(0, 2), { kind: 'damaged', record: 3, bytes: left }]);
  });

  const arrangements: [name: string, order: number[], intact: number, record: number][] = [
    ['swapped records', [0, 1, 3, 2, 4], 1, 2],
    ['a record left out', [0, 1, 3, 4], 1, 2],
    ['a record given twice', [0, 1, 1, 2, 3, 4], 1, 2],
    ['a head left out', [1, 2, 3, 4], 0, 0],
  ];
  for (const [name, order, intact, record] of arrangements) {
    it(`is ${name}`, () => {
      const { records: found, end } = read(arranged(whole, order));
      assert.deepEqual([found, end.kind === 'damaged' && end.record], [records.slice(0, intact), record]);
    });
  }

  it('is a record from another log, at its own place and with the same key', async () => {
    const other = await written('other', records);
    assert.deepEqual(other.borders, borders);
    const bytes = Buffer.concat([whole.subarray(0, borders[2]), other.bytes.subarray(borders[2])]);
    const { records: found, end } = read(bytes);
    assert.deepEqual([found, end.kind === 'damaged' && end.record], [records.slice(0, 1), 2]);
    const headed = Buffer.concat([other.bytes.subarray(0, headerBytes), whole.subarray(headerBytes)]);
    assert.deepEqual([read(headed).records, read(headed).end.kind], [[], 'damaged']);
  });
});
