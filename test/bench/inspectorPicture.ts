import { comparedFigure, limitedFigure, median, type BenchContext, type Figure } from '../../scripts/bench/figure';
import { countedRequests } from '../unit/redshift/support/sandboxAccount';
import { delayMs, DistantWarehouse, target } from './support/distantWarehouse';

const schemas = 1_000;
const tables = 100;
const pictures = 5;
/** What the yardstick has on its way at once. */
const lanes = 8;

/**
 * The data of the role inspector's picture, beside a client that asks about the tables of one schema after the other: of those that
 * one can use, for the others it need not ask about. Both go through the same client, and so by the Data API's rates.
 */
export async function measure({ home, signal }: BenchContext): Promise<Figure[]> {
  const options = ['--schemas', String(schemas), '--tables', String(tables)];
  const distant = await DistantWarehouse.start(home, signal, undefined, options);
  const { redshift, info } = distant;
  try {
    const times: number[] = [];
    let statements = 0;
    for (let nth = 0; nth < pictures; nth++) {
      await countedRequests(info);
      const start = performance.now();
      const { schemas: told } = await redshift.accessReport(target.warehouse, target.database, signal);
      times.push(performance.now() - start);
      if (!told.told || told.value.length < schemas / 2) throw new Error('The picture does not have the schemas.');
      statements = Math.max(statements, (await countedRequests(info))['ExecuteStatement'] ?? 0);
    }
    const usable = await redshift.schemas(target.warehouse, target.database, signal);
    const perSchema = await oneByOne(distant, usable, signal);
    const how = `${schemas} schemas of ${tables} tables, ${delayMs} ms of network`;
    return [
      limitedFigure({
        name: `statements for the inspector's picture (${how})`,
        value: statements,
        unit: 'statements',
        atMost: 8,
      }),
      comparedFigure({
        name: `time until the inspector's picture, median of N=${pictures}, beside one statement for each of ${usable.length} usable schemas, ${lanes} at once (${how})`,
        ...{ value: median(times), unit: 'ms', yardstick: perSchema, atMost: 0.1 },
      }),
    ];
  } finally {
    await distant.stop();
  }
}

/** ms until all are answered. */
async function oneByOne(
  { redshift }: DistantWarehouse,
  names: readonly string[],
  signal: AbortSignal,
): Promise<number> {
  const left = [...names];
  const lane = async (): Promise<void> => {
    for (let name = left.shift(); name !== undefined; name = left.shift()) {
      const [statementName, clientToken] = [`bench-${left.length}`, `bench-token-${left.length}`];
      const request = { sql: tablesOf(name), ...target, statementName, clientToken };
      const outcome = await redshift.data.execute(request, signal);
      if (outcome.status !== 'finished') throw new Error(`${name} was not read.`);
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: lanes }, lane));
  return performance.now() - start;
}

function tablesOf(schema: string): string {
  const tests = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'REFERENCES'].map(
    (privilege) => `has_table_privilege(c.oid, '${privilege}')`,
  );
  const name = schema.replace(/['\\]/g, '$&$&');
  return `SELECT c.relname, ${tests.join(', ')} FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = '${name}' AND c.relkind IN ('r', 'p', 'v', 'm')`;
}
