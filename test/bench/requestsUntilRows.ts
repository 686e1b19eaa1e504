import { limitedFigure, type BenchContext, type Figure } from '../../scripts/bench/figure';
import { systemClock } from '../../src/core/clock';
import { FileRunner } from '../../src/run/fileRunner';
import { countedRequests, order, redshiftOf } from '../unit/redshift/support/sandboxAccount';
import { silentLog } from '../unit/redshift/support/ports';
import { startSandbox } from '../sandbox/start';

interface Requests {
  entries: { action: string }[];
}

const statements = 50;
const target = {
  warehouse: { kind: 'cluster', name: 'redshift-cluster-1', database: 'dev' },
  database: 'dev',
} as const;

/** Requests to the Data API until the first rows of statements that take 10 ms on the server, as the sandbox counts them. */
export async function measure({ signal }: BenchContext): Promise<Figure[]> {
  const sandbox = await startSandbox({ rows: 1000 });
  try {
    const redshift = await redshiftOf(sandbox.info, 'ethan');
    const runner = new FileRunner({ redshift, target, clock: systemClock, log: silentLog });
    await countedRequests(sandbox.info);
    const texts = Array.from({ length: statements }, (_, n) => ({ text: `SELECT ${n}, pg_sleep(0.01)` }));
    const { finished } = await runner.run(texts, signal, () => undefined);
    if (finished !== statements) throw new Error(`Only ${finished} statements finished.`);
    await runner.settled;
    const { entries } = (await order(sandbox.info, 'GET', 'requests?service=redshift-data')) as Requests;
    await runner.close();
    redshift.dispose();
    // What is asked about a statement behind its rows (its duration) costs nobody any time.
    const requests = entries.filter(({ action }) => action !== 'DescribeStatement').length;
    if (entries.findIndex(({ action }) => action === 'DescribeStatement') < 2)
      throw new Error('Described before its rows.');
    return [limitedFigure({ name: 'requests until rows', value: requests / statements, unit: 'requests', atMost: 2 })];
  } finally {
    await sandbox.stop();
  }
}
