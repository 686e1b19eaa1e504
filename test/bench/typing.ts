import path from 'node:path';
import { limitedFigure, median, type BenchContext, type Figure } from '../../scripts/bench/figure';
import type { StatementIndex } from '../../src/sql/statementIndex';
import type { markedLines, MarkedRun } from '../../src/ui/query/markedLines';
import type { StatementPlaces } from '../../src/ui/query/statementPlaces';
import { exportsOf } from './support/bundled';

const statements = 10_000;
const megabytes = 10;
const presses = 200;
const warmUps = 50;
/** What an editor shows with the lines around it that have their CodeLens and marks before they are scrolled to; characters. */
const shown = 250 * 60;
/** One picture of a screen; ms. */
const frameMs = 16;

/**
 * What a key press costs in the extension host, the editor's own calls apart, where all statements of a long file have been run: those
 * of the index, the places and the marks that src/ui/query asks for. The editor asks for marks and CodeLens some time after a press, and
 * once for several.
 */
export async function measure({ home }: BenchContext): Promise<Figure[]> {
  const load = <T>(name: string): Promise<T> =>
    exportsOf<T>(`src/${name}.ts`, path.join(home, `${path.basename(name)}.js`));
  const { StatementIndex: Index } = await load<{ StatementIndex: typeof StatementIndex }>('sql/statementIndex');
  const { StatementPlaces: Places } = await load<{ StatementPlaces: typeof StatementPlaces }>(
    'ui/query/statementPlaces',
  );
  const { markedLines: lines } = await load<{ markedLines: typeof markedLines }>('ui/query/markedLines');

  const one = `SELECT '${'x'.repeat((megabytes * 1_000_000) / statements - 20)}' AS a;\n`;
  const text = one.repeat(statements);
  const index = new Index(text);
  const places = new Places(index.statements);
  const run: MarkedRun = {
    places,
    record: {
      progress: { count: statements },
      statement: (nth) => ({ index: nth, text: '', line: nth + 1, state: 'finished', durationMs: 1 }),
      endedAt: () => 0,
    },
  };
  const at = (text.length >> 1) + 10;
  const [from, to] = [at - shown / 2, at + shown / 2];
  const atPress: number[] = [];
  const afterwards: number[] = [];
  for (let press = 0; press < warmUps + presses; press++) {
    // Typed and taken back, so that the file stays as it is; the statement itself loses its mark at the first press.
    const change = press % 2 === 0 ? { length: 0, text: 'x' } : { length: 1, text: '' };
    const now = timed(() => places.edited([{ rangeOffset: at, rangeLength: change.length, text: change.text }]));
    const later = timed(() => {
      index.edit([{ start: at, ...change }]);
      const lenses = index.between(from, to).filter(({ start }) => start >= from);
      const marks = lines(run, from, to, (offset) => Math.floor(offset / one.length));
      if (lenses.length < 10 || marks.length < 10) throw new Error('Nothing is shown.');
    });
    if (press < warmUps) continue;
    atPress.push(now);
    afterwards.push(later);
  }
  const how = `${megabytes} MB, ${statements} statements, median of N=${presses}, warm-up ${warmUps}`;
  return [
    limitedFigure({ name: `at a key press (${how})`, value: median(atPress), unit: 'ms', atMost: 1 }),
    limitedFigure({
      name: `CodeLens and marks after a key press (${how})`,
      ...{ value: median(afterwards), unit: 'ms', atMost: frameMs },
    }),
  ];
}

function timed(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}
