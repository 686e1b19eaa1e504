import assert from 'node:assert/strict';
import type { ResultView, RunView, StatementView } from '../../../src/webview/protocol';
import { Blocks, rowsPerBlock } from '../../../src/webview/results/blocks';
import { isNumeric, shownText, typeText } from '../../../src/webview/results/cellText';
import { filtered, shownRows, turned } from '../../../src/webview/results/arrangement';
import { exactJson, hexDump, NumberText } from '../../../src/webview/results/wholeValue';
import { conditionsFor, filterText } from '../../../src/webview/results/filterWords';
import { moved } from '../../../src/webview/results/gridKeys';
import { afterMessage, emptyModel, withChoice, type PageModel } from '../../../src/webview/results/model';
import { resultsTexts } from '../../workbench/harness/resultsTexts';
import { drawnTo, everything, rangeOf, selectionOf } from '../../../src/webview/results/selection';

describe('blocks of rows on the page', () => {
  const rows = (first: number) => Array.from({ length: rowsPerBlock }, (_, i) => [String(first + i)]);

  it('are missing around what is on screen, what is seen first', () => {
    const blocks = new Blocks(1_050);
    blocks.put(500, rows(500));
    assert.deepEqual(
      [blocks.missing(450, 560), blocks.missing(1_000, 1_049), blocks.missing(-3, 20)],
      [
        [
          { first: 400, count: 100 },
          { first: 600, count: 100 },
          { first: 300, count: 100 },
        ],
        [
          { first: 1_000, count: 50 },
          { first: 900, count: 100 },
        ],
        [
          { first: 0, count: 100 },
          { first: 100, count: 100 },
        ],
      ],
    );
  });

  it('are given up when there are too many, the ones not used for longest first', () => {
    const blocks = new Blocks(1_000_000);
    for (let block = 0; block < 300; block++) blocks.put(block * rowsPerBlock, rows(block * rowsPerBlock));
    blocks.missing(0, 1); // looks at the first block
    blocks.put(30_000, rows(30_000));
    assert.deepEqual(
      [blocks.row(0), blocks.row(200), blocks.row(30_001), blocks.has(0, 199), blocks.has(0, 200)],
      [['0'], undefined, ['30001'], true, false],
    );
  });
});

describe('cells on screen', () => {
  it('show line breaks, tabs and control characters as signs, and long texts cut', () => {
    assert.equal(shownText('a\r\nb\nc\td\u0000e\u001bf\u007fg\u0085'), 'a↵b↵c⇥d␀e␛f␡g\ufffd');
    assert.equal(shownText('x'.repeat(600)), `${'x'.repeat(500)}…`);
  });

  it('know numbers and the words of types', () => {
    assert.deepEqual(
      [
        ['int8', 'numeric', 'FLOAT8', 'varchar', 'timestamp'].map((type) => isNumeric({ type })),
        typeText({ name: 'a', type: 'numeric', precision: 38, scale: 37 }),
        typeText({ name: 'a', type: 'varchar', precision: 64 }),
        typeText({ name: 'a', type: 'int8', precision: 19 }),
      ],
      [[true, true, true, false, false], 'numeric(38,37)', 'varchar(64)', 'int8'],
    );
  });
});

describe('keys in the grid', () => {
  const extent = { rows: 100, columns: 5, pageRows: 10 };
  const cases: [string, boolean, number, number][] = [
    ['ArrowUp', false, 49, 2],
    ['ArrowDown', false, 51, 2],
    ['ArrowLeft', false, 50, 1],
    ['ArrowRight', false, 50, 3],
    ['ArrowUp', true, 0, 2],
    ['ArrowDown', true, 99, 2],
    ['ArrowLeft', true, 50, 0],
    ['ArrowRight', true, 50, 4],
    ['PageUp', false, 40, 2],
    ['PageDown', false, 60, 2],
    ['Home', false, 50, 0],
    ['End', false, 50, 4],
    ['Home', true, 0, 0],
    ['End', true, 99, 4],
  ];
  for (const [key, ctrl, row, column] of cases) {
    it(`go from row 50, column 2 by ${ctrl ? 'Ctrl+' : ''}${key} to row ${row}, column ${column}`, () => {
      assert.deepEqual(moved({ row: 50, column: 2 }, { key, ctrl }, extent), { row, column });
    });
  }

  it('stop at the edges and leave other keys alone', () => {
    assert.deepEqual(
      [
        moved({ row: 0, column: 0 }, { key: 'ArrowUp', ctrl: false }, extent),
        moved({ row: 95, column: 0 }, { key: 'PageDown', ctrl: false }, extent),
        moved({ row: 0, column: 0 }, { key: 'x', ctrl: false }, extent),
      ],
      [{ row: 0, column: 0 }, { row: 99, column: 0 }, undefined],
    );
  });
});

describe('the selection', () => {
  const extent = { rows: 100, columns: 5, pageRows: 10 };

  it('is the rectangle between where it began and where it was drawn to', () => {
    const cells = drawnTo(selectionOf({ row: 7, column: 3 }), { row: 2, column: 4 });
    const rows = drawnTo(selectionOf({ row: 7, column: 0 }, true), { row: 9, column: 0 });
    assert.deepEqual(
      [rangeOf(cells, extent), rangeOf(rows, extent), rangeOf(everything(extent), extent)],
      [
        { top: 2, left: 3, bottom: 7, right: 4 },
        { top: 7, left: 0, bottom: 9, right: 4 },
        { top: 0, left: 0, bottom: 99, right: 4 },
      ],
    );
  });
});

describe('the tab in front', () => {
  const result = (id: string, stale = false): ResultView => ({
    id,
    statement: 0,
    title: id,
    columns: [],
    totalRows: 1,
    load: { state: 'idle', loadedRows: 1 },
    stale,
  });
  const run = (id: string, state: RunView['state'], results: ResultView[] = []): RunView => ({
    id,
    file: 'a.sql',
    target: '',
    state,
    elapsedMs: 0,
    statements: [],
    statementCount: 1,
    results,
    notices: [],
  });
  const after = (start: PageModel, ...runs: RunView[]): string =>
    runs.reduce((model, next) => afterMessage(model, { type: 'run', run: next }), start).selected;

  it('is the first result of a run', () => {
    assert.equal(after(emptyModel, run('1', 'running'), run('1', 'running', [result('a')]), run('1', 'finished', [result('a'), result('b')])), 'a');
  }); // prettier-ignore

  it('is the messages after an error and where nothing came back', () => {
    assert.deepEqual(
      [after(emptyModel, run('1', 'failed', [result('a')])), after(emptyModel, run('1', 'finished'))],
      ['messages', 'messages'],
    );
  });

  it('stays on an old result until there is a newer one or the run is over', () => {
    const start = afterMessage(emptyModel, { type: 'run', run: run('1', 'finished', [result('a')]) });
    const running = run('2', 'running', [result('a', true)]);
    assert.deepEqual(
      [
        after(start, running),
        after(start, running, run('2', 'running', [result('c')])),
        after(start, running, run('2', 'cancelled', [result('a', true)])),
        after(start, running, run('2', 'finished', [result('a', true)])),
      ],
      ['a', 'c', 'a', 'messages'],
    );
  });

  it('stays where the person put it during the run, and comes back there after hiding', () => {
    const picked = withChoice(afterMessage(emptyModel, { type: 'run', run: run('1', 'running', [result('a')]) }), 'messages');
    const restored: PageModel = { ...emptyModel, restored: { runId: '1', tab: 'b' } };
    assert.deepEqual(
      [
        after(picked, run('1', 'finished', [result('a')])),
        after(picked, run('2', 'finished', [result('d')])),
        after(restored, run('1', 'finished', [result('a'), result('b')])),
        after(restored, run('2', 'finished', [result('a'), result('b')])),
      ],
      ['messages', 'd', 'b', 'a'],
    );
  }); // prettier-ignore

  it('is not moved by what happens to one statement', () => {
    const statement: StatementView = { index: 0, text: 'SELECT 1', line: 1, state: 'running' };
    const start = afterMessage(emptyModel, { type: 'run', run: run('1', 'running') });
    const model = afterMessage(start, { type: 'statement', runId: '1', statement });
    const other = afterMessage(start, { type: 'statement', runId: '2', statement });
    assert.deepEqual([model.run?.statements, model.selected, other], [[statement], 'messages', start]);
  });

  it('shows the server’s own duration of its result, but not at a result of before', () => {
    const results = [result('a'), { ...result('b'), statement: 1 }, result('old', true)];
    const start = afterMessage(emptyModel, { type: 'run', run: run('1', 'finished', results) });
    const statement: StatementView = { index: 0, text: 'SELECT 1', line: 1, state: 'finished', durationMs: 57 };
    const model = afterMessage(start, { type: 'statement', runId: '1', statement });
    assert.deepEqual(
      model.run?.results.map(({ durationMs }) => durationMs),
      [57, undefined, undefined],
    );
  });
});

describe('how rows are arranged on the page', () => {
  const up = (column: number) => ({ column, descending: false });
  const down = (column: number) => ({ column, descending: true });

  it('turns a column from ascending to descending to not at all, alone or behind others', () => {
    assert.deepEqual(
      [turned([], 1, false), turned([up(1)], 1, false), turned([down(1)], 1, false), turned([up(0), up(1)], 1, false)],
      [[up(1)], [down(1)], [], [down(1)]],
    );
    assert.deepEqual(
      [turned([up(0)], 1, true), turned([up(0), up(1)], 0, true), turned([down(0), up(1)], 0, true)],
      [[up(0), up(1)], [down(0), up(1)], [up(1)]],
    );
  });

  it('sets the filters of one column anew, and says them in words', () => {
    const filters = [
      { column: 0, by: 'between', from: '1', to: '5' },
      { column: 1, by: 'values', values: ['a', null, '', 'd'] },
    ] as const;
    assert.deepEqual(filtered(filters, 0, [{ column: 0, by: 'null' }]), [filters[1], { column: 0, by: 'null' }]);
    assert.deepEqual(
      [...filters, { column: 2, by: 'notEqual', value: 'x\ny' } as const, { column: 2, by: 'empty' } as const].map((filter) =>
        filterText(filter, 'n', resultsTexts),
      ),
      ['n between 1 and 5', 'n: a, NULL and 2 more', 'n ≠ x↵y', 'n is empty'],
    ); // prettier-ignore
  });

  it('offers the conditions that a type has', () => {
    assert.deepEqual(
      ['numeric', 'timestamptz', 'bool', 'varchar'].map((type) => conditionsFor({ type })[0]),
      ['equal', 'equal', 'null', 'contains'],
    );
  });

  it('has as many rows as its filters leave', () => {
    const result: ResultView = {
      id: 'r',
      statement: 0,
      title: '',
      columns: [],
      totalRows: 9,
      load: { state: 'idle', loadedRows: 9 },
      stale: false,
    };
    const shown = { sort: [up(0)], filters: [] };
    const arrangement = { ...shown, shown, version: 1, rows: 4, covered: 4 };
    const none = { ...arrangement, shown: { sort: [], filters: [] } };
    assert.deepEqual([result, { ...result, arrangement }, { ...result, arrangement: none }].map(shownRows), [9, 4, 9]);
  });
});

describe('a whole value', () => {
  it('of SUPER keeps every digit of its numbers', () => {
    assert.deepEqual(exactJson('{"id":9007199254740993,"\\"n1":[1.50,-2e9,null,true,"1","n\\"3"]}'), {
      value: {
        id: new NumberText('9007199254740993'),
        '"n1': [new NumberText('1.50'), new NumberText('-2e9'), null, true, '1', 'n"3'],
      },
    });
    assert.deepEqual([exactJson('{"a":'), exactJson('text')], [undefined, undefined]);
  });

  it('of VARBYTE is dumped with its places and characters', () => {
    assert.equal(
      hexDump('00ff4a6f20e28482616263646566676869'),
      '00000000  00 ff 4a 6f 20 e2 84 82 61 62 63 64 65 66 67 68  ..Jo ...abcdefgh\n' +
        '00000010  69                                               i',
    );
    assert.deepEqual([hexDump('0'), hexDump('zz'), hexDump('')], [undefined, undefined, '']);
  });
});
