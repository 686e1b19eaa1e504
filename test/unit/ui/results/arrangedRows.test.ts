import assert from 'node:assert/strict';
import { once } from 'node:events';
import { systemClock } from '../../../../src/core/clock';
import type { Row } from '../../../../src/core/result';
import { RowEngine } from '../../../../src/rows/engine/rowEngine';
import { conditionOf } from '../../../../src/ui/results/rowConditions';
import { StoredResult } from '../../../../src/ui/results/storedResult';
import type { ArrangementView, FoundView, SummaryView, ValuesView } from '../../../../src/webview/protocol';
import { quietLog } from '../../rows/support/results';

const columns = [
  { name: 'n', type: 'int8' },
  { name: 'city', type: 'varchar' },
];
const cities = ['Lima', 'Oslo', null, 'Bonn'];

function rowsFrom(first: number, count: number): Row[] {
  return Array.from({ length: count }, (_, i) => [String(first + i), cities[(first + i) % 4] ?? null]);
}

/** A result of 40 rows, of which the first page has 20, with all it tells. */
function setUp() {
  const engine = new RowEngine({ clock: systemClock, log: quietLog() });
  const arranged: ArrangementView[] = [];
  const found: FoundView[] = [];
  const values: ValuesView[] = [];
  const summaries: SummaryView[] = [];
  const answers: [number, (string | null | undefined)[]][] = [];
  const told = new EventTarget();
  const result = new StoredResult(
    'result-1',
    'Result 1',
    {
      columns,
      totalRows: 40,
      firstPage: { columns, totalRows: 40, rows: rowsFrom(0, 20), nextToken: '20' },
      page: () => Promise.resolve({ columns, totalRows: 40, rows: rowsFrom(20, 20) }),
    },
    {
      onRows: (first, rows) => {
        answers.push([first, rows.map(([n]) => n)]);
        told.dispatchEvent(new Event('rows'));
      },
      onLoad: () => undefined,
      onArranged: (view) => arranged.push(view),
      onFound: (view) => found.push(view),
      onSummary: (view) => summaries.push(view),
      onValues: (view) => values.push(view),
      wordsOf: (error) => (error instanceof Error ? error.message : ''),
    },
    () => Promise.resolve(engine),
  );
  /** What comes of asking for rows by their places. */
  const shown = async (first: number, count: number): Promise<unknown> => {
    const answer = once(told, 'rows');
    result.want([{ first, count }], result.view().arrangement?.version ?? 0);
    await answer;
    return answers.at(-1);
  };
  return { result, arranged, found, values, summaries, answers, shown };
}

describe('rows of a result in another order', () => {
  it('are sorted by several columns, over the rows that are here, and then over all', async () => {
    const { result, shown } = setUp();
    const sort = [
      { column: 1, descending: false },
      { column: 0, descending: true },
    ];
    await result.arrange({ sort, filters: [] });
    const first = result.view().arrangement;
    const firstRows = await shown(0, 3);
    await result.loadAll();
    const then = result.view().arrangement;
    const shape = { sort, filters: [] };
    assert.deepEqual(
      { first, firstRows, then, thenRows: await shown(38, 2), load: result.load },
      {
        first: { ...shape, shown: shape, version: 1, rows: 20, covered: 20 },
        firstRows: [0, ['19', '15', '11']],
        then: { ...shape, shown: shape, version: 2, rows: 40, covered: 40 },
        thenRows: [38, ['6', '2']],
        load: { state: 'idle', loadedRows: 40 },
      },
    );
  });

  it('are those of the places for copying, too, and stand as they came in the end', async () => {
    const { result, shown } = setUp();
    await result.arrange({
      sort: [{ column: 0, descending: true }],
      filters: [{ column: 1, by: 'equal', value: 'Oslo' }],
    });
    const range = { top: 1, left: 0, bottom: 2, right: 1 };
    const has = result.has(range);
    const cells = await result.cells(range, () => undefined, new AbortController().signal);
    await result.arrange({ sort: [], filters: [] });
    assert.deepEqual(
      { has, cells, after: await shown(0, 2), rows: result.view().arrangement?.rows },
      {
        has: true,
        cells: [
          ['13', 'Oslo'],
          ['9', 'Oslo'],
        ],
        after: [0, ['0', '1']],
        rows: 40,
      },
    );
  });

  it('are not given out by places of an arrangement that is over', async () => {
    const { result, answers } = setUp();
    await result.arrange({ sort: [{ column: 0, descending: true }], filters: [] });
    result.want([{ first: 0, count: 2 }], 0);
    assert.deepEqual(answers, []);
  });

  it('stay as they were where it is stopped, goes wrong, or something newer is wanted', async () => {
    const { result, arranged } = setUp();
    const sorted = { sort: [{ column: 0, descending: true }], filters: [] };
    const stopped = result.arrange(sorted);
    result.stopArranging();
    await stopped;
    const states = [result.view().arrangement];
    await result.arrange({ sort: [], filters: [{ column: 0, by: 'greater', value: 'many' }] });
    states.push(result.view().arrangement);
    const older = result.arrange({ sort: [{ column: 1, descending: true }], filters: [] });
    await Promise.all([older, result.arrange(sorted)]);
    states.push(result.view().arrangement);
    const asItCame = { sort: [], filters: [] };
    const before = { ...asItCame, shown: asItCame, version: 0, rows: 40, covered: 20 };
    assert.deepEqual(states, [
      before,
      { ...before, problem: arranged.find(({ problem }) => problem !== undefined)?.problem },
      { ...sorted, shown: sorted, version: 1, rows: 20, covered: 20 },
    ]);
    assert.match(states[1]?.problem ?? '', /noValue/);
  });
});

describe('what is looked for in a result', () => {
  const search = { text: 'oslo', matchCase: false, wholeWord: true, pattern: false };

  it('is found in the order that is shown, round the ends, with its count', async () => {
    const { result, found } = setUp();
    await result.arrange({ sort: [{ column: 0, descending: true }], filters: [] });
    for (const [row, step] of [[0, 0], [2, 0], [2, 1], [2, -1]] as const) {
      await result.search.find(search, { row, column: 1 }, step);
    } // prettier-ignore
    await result.search.find({ ...search, matchCase: true }, { row: 0, column: 0 }, 0);
    await result.search.find({ ...search, pattern: true, text: '(' }, { row: 0, column: 0 }, 0);
    const ends = found.filter(({ working }) => working === undefined);
    const one = { version: 1, cells: 5, covered: 20 };
    assert.deepEqual(ends.slice(0, 5), [
      { ...one, at: { row: 2, column: 1 } },
      { ...one, at: { row: 2, column: 1 } },
      { ...one, at: { row: 6, column: 1 } },
      { ...one, at: { row: 18, column: 1 } },
      { ...one, cells: 0 },
    ]);
    assert.match(ends[5]?.problem ?? '', /badPattern/);
  });
});

describe('filters of the page', () => {
  it('list the values that the other filters leave', async () => {
    const { result, values } = setUp();
    const filters = [
      { column: 0, by: 'less', value: '6' },
      { column: 1, by: 'equal', value: 'Oslo' },
    ] as const;
    await result.arrange({ sort: [], filters });
    await result.values.list(1);
    const listed = [['Lima', 2], ['Oslo', 2], ['Bonn', 1], [null, 1]] as const; // prettier-ignore
    assert.deepEqual(values, [{ column: 1, values: listed, isCut: false }]);
    assert.equal(result.view().arrangement?.rows, 2);
  });

  it('leave NULL out of comparisons and their opposites', () => {
    assert.deepEqual(conditionOf([{ column: 1, by: 'notEqual', value: 'x' }, { column: 0, by: 'values', values: ['1', null] }]), {
      is: 'all',
      of: [
        { is: 'not', of: { is: 'any', of: [{ is: 'equal', column: 1, value: 'x' }, { is: 'null', column: 1 }] } },
        { is: 'in', column: 0, values: ['1', null] },
      ],
    }); // prettier-ignore
    assert.equal(conditionOf([]), undefined);
  });
});

describe('what is selected in a result', () => {
  it('is summed up as far as its rows are loaded, and by the places that are shown', async () => {
    const { result, summaries } = setUp();
    const range = { top: 18, left: 0, bottom: 39, right: 1 };
    await result.summary.summarize(range, 0);
    await result.arrange({ sort: [{ column: 0, descending: true }], filters: [] });
    await result.summary.summarize(range, 0);
    const first = { top: 0, left: 0, bottom: 1, right: 0 };
    await result.summary.summarize(first, 1);
    assert.deepEqual(summaries, [
      { version: 0, range, rows: 2, values: 3, sum: '37', mean: '18.5' },
      { version: 1, range: first, rows: 2, values: 2, sum: '37', mean: '18.5' },
    ]);
  });
});
