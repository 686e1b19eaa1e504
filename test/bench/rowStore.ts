import { fork } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { comparedFigure, limitedFigure, median, type BenchContext, type Figure } from '../../scripts/bench/figure';
import { bundled } from './support/bundled';
import { pageRows, servePages } from './support/resultPages';

interface Run {
  ms: number;
  bytes: number;
  grownBy: number;
}

/** Rows, and how often they are stored. */
const sizes = [
  { rows: 1_000, rounds: 9 },
  { rows: 10_000, rounds: 9 },
  { rows: 100_000, rounds: 5 },
  { rows: 1_000_000, rounds: 3 },
];

const largeBytes = 500_000_000;

/**
 * Rows of ten columns from a server of this computer into the store, most of them onto disk, beside the download and JSON.parse of the
 * same pages; and by how much a process grows that stores 500 MB. Each run is a process of its own.
 */
export async function measure({ home, signal }: BenchContext): Promise<Figure[]> {
  const program = await bundled('test/bench/support/storeRows.ts', path.join(home, 'storeRows.js'));
  const { url, server } = await servePages(16);
  let count = 0;
  const run = (how: string, pages: number): Promise<Run> => {
    const folder = path.join(home, `rows-${++count}`);
    mkdirSync(folder);
    return new Promise((resolve, reject) => {
      const child = fork(program, [how, url, String(pages), folder], { signal, execArgv: ['--expose-gc'] });
      child.once('message', (message) => resolve(message as Run));
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`the process ended with ${String(code)}`)));
    });
  };
  try {
    const figures: Figure[] = [];
    for (const { rows, rounds } of sizes) {
      const pages = Math.ceil(rows / pageRows);
      const ours: number[] = [];
      const plain: number[] = [];
      for (let round = 0; round < rounds; round++) {
        ours.push((await run('store', pages)).ms);
        plain.push((await run('plain', pages)).ms);
      }
      const name = `${pages * pageRows} rows x 10 columns into the store, over download and JSON.parse (median of N=${rounds}, warm-up 4 pages)`;
      figures.push(comparedFigure({ name, unit: 'ms', value: median(ours), yardstick: median(plain), atMost: 1.5 }));
    }
    const { bytes } = await run('plain', 16);
    const { grownBy } = await run('store', Math.ceil(largeBytes / (bytes / 16)));
    const name = 'greatest growth of the process while 500 MB of pages are stored (N=1)';
    figures.push(limitedFigure({ name, unit: 'MB', value: grownBy / 1e6, atMost: 150 }));
    return figures;
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
