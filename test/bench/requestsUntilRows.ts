import { limitedFigure, type BenchContext, type Figure } from '../../scripts/bench/figure';
import { systemClock } from '../../src/core/clock';
import { FileRunner } from '../../src/run/fileRunner';
import { countedRequests, redshiftOf } from '../unit/redshift/support/sandboxAccount';
import { silentLog } from '../unit/redshift/support/ports';
import { startSandbox } from '../sandbox/start';

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
    const counts = await countedRequests(sandbox.info);
    await runner.close();
    redshift.dispose();
    const requests = Object.values(counts).reduce((sum, count) => sum + count, 0);
    return [limitedFigure({ name: 'requests until rows', value: requests / statements, unit: 'requests', atMost: 2 })];
  } finally {
    await sandbox.stop();
  }
}
