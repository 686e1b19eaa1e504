import { setTimeout as pause } from 'node:timers/promises';
import { comparedFigure, limitedFigure, type BenchContext, type Figure } from '../../scripts/bench/figure';
import type { Log } from '../../src/core/ports';
import { silentLog } from '../unit/redshift/support/ports';
import { delayMs, DistantWarehouse, preciseNow, target } from './support/distantWarehouse';

const shortestMs = 50;
const longestMs = 60_000;
const count = 16;
/** From the shortest to the longest, each as many times longer than the one before. */
const durations = Array.from(
  { length: count },
  (_, nth) => shortestMs * (longestMs / shortestMs) ** (nth / (count - 1)),
);

/** How a client that polls waits before it asks again; ms, by how often it has asked. */
const pollers = {
  'fixed polling every 1 s': () => 1_000,
  'polling from 100 ms, doubled up to 2 s': (asked: number) => Math.min(100 * 2 ** asked, 2_000),
};

/**
 * What waiting for a statement adds to it: from its end on the server until the client knows of that, beside two clients that poll.
 * All statements run at the same time, each in a session of its own; the clients differ in nothing but how they wait.
 */
export async function measure({ home, signal }: BenchContext): Promise<Figure[]> {
  const known = new EndsInLog();
  const distant = await DistantWarehouse.start(home, signal, known.log);
  try {
    // The first requests make connections, which the others find.
    await ours(distant, known, 1, 'warm-up', signal);
    const [own, ...polled] = await Promise.all([
      meanOf((ms, mark) => ours(distant, known, ms, mark, signal), 'ours'),
      ...Object.entries(pollers).map(([name, pauseMs]) =>
        meanOf((ms, mark) => byPolling(distant, pauseMs, ms, mark, signal), name),
      ),
    ]);
    const how = `${count} statements of ${shortestMs} ms to ${longestMs / 1000} s at once, ${delayMs} ms of network`;
    const compared = Object.keys(pollers).map((name, nth) =>
      comparedFigure({
        name: `mean added wait beside ${name} (${how})`,
        ...{ unit: 'ms', value: own, yardstick: polled[nth] ?? NaN, atMost: 1 / 20 },
      }),
    );
    return [...compared, limitedFigure({ name: `mean added wait (${how})`, value: own, unit: 'ms', atMost: delayMs })];
  } finally {
    await distant.stop();
  }
}

async function meanOf(one: (ms: number, mark: string) => Promise<number>, mark: string): Promise<number> {
  const added = await Promise.all(durations.map((ms) => one(ms, mark)));
  return added.reduce((sum, ms) => sum + ms, 0) / added.length;
}

const textOf = (ms: number, mark: string): string => `SELECT pg_sleep(${ms / 1000}) /* ${mark} */`;

async function ours(
  distant: DistantWarehouse,
  known: EndsInLog,
  ms: number,
  mark: string,
  signal: AbortSignal,
): Promise<number> {
  const runner = distant.runner();
  const text = textOf(ms, mark);
  let id: string | undefined;
  await runner.run([{ text }], signal, (event) => {
    if (event.type === 'finished') ({ id } = event.outcome);
  });
  await runner.close();
  return known.of(id) - (await distant.ran(text)).endedAt;
}

/** Sends, asks, and pauses as long as it is not over; nothing is waited for at the server. */
async function byPolling(
  distant: DistantWarehouse,
  pauseMs: (asked: number) => number,
  ms: number,
  mark: string,
  signal: AbortSignal,
): Promise<number> {
  const text = textOf(ms, mark);
  const { warehouse, database } = target;
  const { Id } = await distant.plain.call('ExecuteStatement', {
    ...{ Sql: text, ClusterIdentifier: warehouse.name, Database: database, SessionKeepAliveSeconds: 5 },
  });
  for (let asked = 0; ; asked++) {
    const { Status } = await distant.plain.call('DescribeStatement', { Id });
    if (Status === 'FINISHED') break;
    if (Status === 'FAILED' || Status === 'ABORTED') throw new Error(`${text} ended ${Status}`);
    await pause(pauseMs(asked), undefined, { signal });
  }
  const knownAt = preciseNow();
  return knownAt - (await distant.ran(text)).endedAt;
}

/** When the near side learnt of ends, as its log tells: the rows of a statement come another request later. */
class EndsInLog {
  readonly #ends = new Map<string, number>();
  readonly log: Log = {
    ...silentLog,
    debug: (text) => {
      const [, id] = /^Statement (\S+): FINISHED$/.exec(text) ?? [];
      if (id !== undefined) this.#ends.set(id, preciseNow());
    },
  };

  /** ms since 1970 */
  of(id: string | undefined): number {
    const at = this.#ends.get(id ?? '');
    if (at === undefined) throw new Error('The log does not tell of the end.');
    return at;
  }
}
