import { setTimeout as pause } from 'node:timers/promises';
import { limitedFigure, median, type BenchContext, type Figure } from '../../scripts/bench/figure';
import { order } from '../unit/redshift/support/sandboxAccount';
import { delayMs, DistantWarehouse, preciseNow } from './support/distantWarehouse';

const rounds = 9;
const warmUps = 1;
const statementSeconds = 60;
const pressedAfterMs = 200;

/** Cancel pressed soon after a long statement began: until the server was told, and until the statement has stopped there. */
export async function measure({ home, signal }: BenchContext): Promise<Figure[]> {
  const distant = await DistantWarehouse.start(home, signal);
  const runner = distant.runner();
  const told: number[] = [];
  const stopped: number[] = [];
  try {
    for (let round = 0; round < warmUps + rounds; round++) {
      const text = `SELECT pg_sleep(${statementSeconds}) /* ${round} */`;
      await order(distant.info, 'DELETE', 'requests');
      const cancel = new AbortController();
      const running = runner.run([{ text }], cancel.signal, () => undefined);
      await pause(pressedAfterMs, undefined, { signal });
      const pressed = preciseNow();
      cancel.abort();
      const { status } = await running;
      const { endedAt, outcome } = await distant.ran(text);
      const [arrived] = await distant.arrivals('CancelStatement');
      if (status !== 'aborted' || outcome !== 'ABORTED' || arrived === undefined)
        throw new Error(`The statement was not cancelled: ${status}, ${outcome}`);
      if (round < warmUps) continue;
      told.push(arrived - pressed);
      stopped.push(endedAt - pressed);
    }
  } finally {
    await runner.close();
    await distant.stop();
  }
  const how = `pressed ${pressedAfterMs} ms into ${statementSeconds} s, ${delayMs} ms of network, median of N=${rounds}, warm-up ${warmUps}`;
  return [
    limitedFigure({ name: `Cancel until the server is told (${how})`, value: median(told), unit: 'ms', atMost: 2_000 }),
    limitedFigure({
      name: `Cancel until the statement has stopped (${how})`,
      ...{ value: median(stopped), unit: 'ms', atMost: 2_000 },
    }),
  ];
}
