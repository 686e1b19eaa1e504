import { limitedFigure, type BenchContext, type Figure } from '../../scripts/bench/figure';
import { order } from '../unit/redshift/support/sandboxAccount';
import { delayMs, DistantWarehouse } from './support/distantWarehouse';

interface Requests {
  entries: { action: string }[];
}

/**
 * A statement that ends within the first wait costs its execution and its result; one that outlives it, the wait for its end as well.
 * What is asked about a statement behind its rows (its duration) costs nobody any time.
 */
const cases = [
  { seconds: 0.01, statements: 50, atMost: 2 },
  { seconds: 1.5, statements: 10, atMost: 3 },
];

/** Requests to the Data API until the first rows, as the sandbox counts them. */
export async function measure({ home, signal }: BenchContext): Promise<Figure[]> {
  const distant = await DistantWarehouse.start(home, signal);
  const runner = distant.runner();
  try {
    const figures: Figure[] = [];
    for (const { seconds, statements, atMost } of cases) {
      let requests = 0;
      for (let nth = 0; nth < statements; nth++) {
        await order(distant.info, 'DELETE', 'requests');
        const text = `SELECT ${nth}, pg_sleep(${seconds})`;
        const { finished } = await runner.run([{ text }], signal, () => undefined);
        if (finished !== 1) throw new Error('It did not finish.');
        const { entries } = (await order(distant.info, 'GET', 'requests?service=redshift-data')) as Requests;
        const result = entries.findIndex(({ action }) => action === 'GetStatementResult');
        if (result < 0) throw new Error('No result was asked for.');
        requests += result + 1;
        await runner.settled;
      }
      const how = `statements of ${seconds} s, ${delayMs} ms of network, mean of N=${statements}`;
      figures.push(
        limitedFigure({
          name: `requests until rows (${how})`,
          ...{ value: requests / statements, unit: 'requests', atMost },
        }),
      );
    }
    return figures;
  } finally {
    await runner.close();
    await distant.stop();
  }
}
