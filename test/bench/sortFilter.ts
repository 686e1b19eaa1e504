import path from 'node:path';
import { comparedFigure, median, type BenchContext, type Figure } from '../../scripts/bench/figure';
import { systemClock } from '../../src/core/clock';
import type { Row } from '../../src/core/result';
import type { Condition } from '../../src/rows/engine/condition';
import type { RowEngine } from '../../src/rows/engine/rowEngine';
import type { SortBy } from '../../src/rows/engine/columnOrder';
import type { RowSpace } from '../../src/rows/rowSpace';
import { bundled, exportsOf } from './support/bundled';
import { filesIn, quietLog } from '../unit/rows/support/results';

const sizes = [
  { rows: 1_000, rounds: 15 },
  { rows: 10_000, rounds: 9 },
  { rows: 100_000, rounds: 5 },
  { rows: 1_000_000, rounds: 2 },
];

const columns = ['int8', 'numeric', 'varchar', 'timestamp'].map((type) => ({ name: type, type }));

const rowOf = (row: number): Row => [
  String((row * 7_919) % 1_000_003),
  row % 50 === 0 ? null : `${(row * 104_729) % 500_009}.${String(row % 100).padStart(2, '0')}`,
  `customer ${(row * 15_485_863) % 1_000_003} of Köln`,
  `20${10 + (row % 15)}-0${1 + (row % 9)}-11 0${row % 10}:00:00`,
];

/** What is done, and the plainest way to do it with an array of rows: numbers as doubles, texts by `<`. */
const sorts: Record<string, { sort: SortBy[]; plain: (one: Row, other: Row) => number }> = {
  'a numeric column': { sort: [{ column: 1 }], plain: (one, other) => Number(one[1]) - Number(other[1]) },
  'a text column': { sort: [{ column: 2 }], plain: (one, other) => ((one[2] ?? '') < (other[2] ?? '') ? -1 : 1) },
};
const filters: Record<string, { filter: Condition; plain: (row: Row) => boolean }> = {
  'numbers above one': {
    filter: { is: 'greater', column: 0, value: '500000' },
    plain: (row) => Number(row[0]) > 500_000,
  },
  'texts that contain one': {
    filter: { is: 'contains', column: 2, text: 'R 77' },
    plain: (row) => (row[2] ?? '').toLowerCase().includes('r 77'),
  },
};

/** Sorting and filtering stored rows in the engine's thread, from the call to the order of the rows, beside an array of the same rows. */
export async function measure({ home }: BenchContext): Promise<Figure[]> {
  const workerFile = await bundled('src/rowsWorker.ts', path.join(home, 'rowsWorker.js'));
  const { RowSpace: Space } = await exportsOf<{ RowSpace: typeof RowSpace }>(
    'src/rows/rowSpace.ts',
    path.join(home, 'space.js'),
  );
  const { RowEngine: Engine } = await exportsOf<{ RowEngine: typeof RowEngine }>(
    'src/rows/engine/rowEngine.ts',
    path.join(home, 'engine.js'),
  );
  const engine = new Engine({ workerFile, clock: systemClock, log: quietLog() });
  const space = new Space({ files: filesIn(path.join(home, 'rows')) });
  const following = { signal: new AbortController().signal };
  const figures: Figure[] = [];
  for (const { rows: count, rounds } of sizes) {
    const rows = Array.from({ length: count }, (_, row) => rowOf(row));
    const store = space.open('bench');
    for (let first = 0; first < count; first += 10_000) {
      store.append(rows.slice(first, first + 10_000));
      await store.room();
    }
    const result = { store, columns };
    const compare = async (
      what: string,
      ours: () => Promise<unknown>,
      plain: () => unknown,
      atMost: number,
    ): Promise<void> => {
      const [own, other]: [number[], number[]] = [[], []];
      for (let round = 0; round <= rounds; round++) {
        const took = [await timed(ours), await timed(plain)] as const;
        // The first round is for the compiler.
        if (round === 0) continue;
        own.push(took[0]);
        other.push(took[1]);
      }
      const name = `${what}, ${count} rows (median of N=${rounds}, warm-up 1)`;
      figures.push(comparedFigure({ name, unit: 'ms', value: median(own), yardstick: median(other), atMost }));
    };
    for (const [what, { sort, plain }] of Object.entries(sorts)) {
      await compare(
        `sorting by ${what}`,
        () => engine.view(result, { sort }, following),
        () => [...rows].sort(plain),
        count < 100_000 ? 20 : 2,
      );
    }
    for (const [what, { filter, plain }] of Object.entries(filters)) {
      await compare(
        `filtering for ${what}`,
        () => engine.view(result, { filter }, following),
        () => rows.filter(plain),
        count < 100_000 ? 200 : 10,
      );
    }
    store.dispose();
  }
  engine.dispose();
  space.dispose();
  return figures;
}

async function timed(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
