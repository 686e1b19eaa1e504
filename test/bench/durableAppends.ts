import { randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { comparedFigure, median, type BenchContext, type Figure } from '../../scripts/bench/figure';
import { EncryptedLog } from '../../src/store/encryptedLog';

const appends = 600;
const warmUp = 300;
const together = 20;
const groups = 200;

/** What the ledger holds of a statement, about as long. */
const record = { name: 'rf-0123456789abcdef', token: '0123456789abcdef'.repeat(2), sql: 'SELECT 1; '.repeat(50) };

/** Durable appends beside a bare write and fdatasync of the same bytes, turn by turn on the same disk. */
export async function measure({ home }: BenchContext): Promise<Figure[]> {
  const key = { id: '0'.repeat(16), bytes: randomBytes(32), volatile: false };
  const log = await EncryptedLog.create(path.join(home, 'log'), key);
  const before = log.bytes;
  await log.append(record, { durable: true });
  const bytes = randomBytes(log.bytes - before);
  const bare = await open(path.join(home, 'bare'), 'wx', 0o600);
  let position = 0;
  const one = async (): Promise<void> => {
    await bare.write(bytes, 0, bytes.length, position);
    position += bytes.length;
    await bare.datasync();
  };
  const [ours, theirs, atOnce]: [number[], number[], number[]] = [[], [], []];
  try {
    const own = async (): Promise<unknown> => ours.push(await timed(() => log.append(record, { durable: true })));
    const other = async (): Promise<unknown> => theirs.push(await timed(one));
    for (let i = 0; i < appends + warmUp; i++) {
      // Whoever comes second finds the disk busy with the first one's: so they take turns in that too.
      for (const work of i % 2 === 0 ? [own, other] : [other, own]) await work();
    }
    for (let i = 0; i < groups; i++) {
      const group = Array.from({ length: together }, () => record);
      atOnce.push(await timed(() => Promise.all(group.map((each) => log.append(each, { durable: true })))));
    }
  } finally {
    await Promise.all([log.close(), bare.close()]);
  }
  const yardstick = median(theirs.slice(warmUp));
  const size = `${bytes.length} bytes, median of N=${appends}, warm-up ${warmUp}`;
  return [
    comparedFigure({
      name: `durable append to the ledger (${size})`,
      ...{ unit: 'ms', value: median(ours.slice(warmUp)), yardstick, atMost: 1.5 },
    }),
    comparedFigure({
      name: `durable append to the ledger, ${together} at once (median of N=${groups})`,
      ...{ unit: 'ms', value: median(atOnce) / together, yardstick, atMost: 1 / 2 },
    }),
  ];
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
