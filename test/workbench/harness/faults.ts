import { control } from './control';
import type { Workbench } from './workbench';

/** A fault of the sandbox's Data API (test/sandbox/README.md has the members): what goes wrong, at which calls. */
export type DataFault = Readonly<Record<string, string | number | boolean>>;

/** Orders faults, beside those that are on. The function that it gives tells how many calls each of them has hit. */
export async function orderFaults(
  workbench: Pick<Workbench, 'sandbox'>,
  faults: readonly DataFault[],
): Promise<() => Promise<number[]>> {
  const ids: number[] = [];
  for (const fault of faults) {
    const { id } = await control<{ id: number }>(workbench, 'POST faults', { service: 'redshift-data', ...fault });
    ids.push(id);
  }
  return async () => {
    const listed = await control<{ id: number; hits: number }[]>(workbench, 'GET faults');
    return ids.map((id) => listed.find((fault) => fault.id === id)?.hits ?? 0);
  };
}
