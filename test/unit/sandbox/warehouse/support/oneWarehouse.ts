import path from 'node:path';
import { Warehouses } from '../../../../sandbox/warehouse/warehouses';

/** Prints the folder of a running warehouse, and waits for its end (crash.test.ts). */
async function main(): Promise<void> {
  const warehouses = await Warehouses.start([{ kind: 'cluster', name: 'killed', database: 'dev' }], 10);
  console.log(path.dirname(await warehouses.temporaryFolder('x')));
  setInterval(() => undefined, 60_000);
}

void main();
