import assert from 'node:assert/strict';
import { markedLines, type MarkedRun } from '../../../../src/ui/query/markedLines';
import { StatementPlaces } from '../../../../src/ui/query/statementPlaces';
import type { StatementState, StatementView } from '../../../../src/webview/protocol';

/** Ten characters a line; each statement is a state with its span. */
function runOf(...statements: [state: StatementState, start: number, end: number][]): MarkedRun & {
  places: StatementPlaces;
} {
  const views = statements.map(([state], index): StatementView => ({ index, text: 'SELECT 1', line: 1, state }));
  return {
    places: new StatementPlaces(statements.map(([, start, end]) => ({ start, end }))),
    record: {
      progress: { count: views.length },
      statement: (index) => views[index],
      endedAt: (index) => 1_000 + index,
    },
  };
}

const shown = (run: MarkedRun, from = 0, to = 100): unknown[] =>
  markedLines(run, from, to, (offset) => Math.floor(offset / 10)).map(({ line, state, marks }) => [
    line,
    state,
    marks.map((mark) => [mark.state, mark.endedAt]),
  ]);

describe('marks at statements', () => {
  it('are on the line where each ends, with none for those that wait', () => {
    assert.deepEqual(shown(runOf(['finished', 0, 8], ['running', 12, 38], ['waiting', 42, 48])), [
      [0, 'finished', [['finished', 1_000]]],
      [3, 'running', [['running', 1_001]]],
    ]);
  });

  it('share a line, which has the colour of the worst', () => {
    assert.deepEqual(shown(runOf(['finished', 0, 3], ['failed', 4, 6], ['notRun', 7, 9])), [
      [
        0,
        'failed',
        [
          ['finished', 1_000],
          ['failed', 1_001],
          ['notRun', 1_002],
        ],
      ],
    ]);
  });

  it('are made for what is visible alone', () => {
    assert.deepEqual(shown(runOf(['finished', 0, 8], ['failed', 10, 18], ['notRun', 20, 28]), 10, 19), [
      [1, 'failed', [['failed', 1_001]]],
    ]);
  });

  it('move with edits before them, are gone with an edit of their statement, and are none for what stands nowhere', () => {
    const run = runOf(['finished', 0, 8], ['failed', 20, 28], ['cancelled', 0, 0]);
    run.places.edited([{ rangeOffset: 22, rangeLength: 0, text: 'x' }]);
    run.places.edited([{ rangeOffset: 0, rangeLength: 0, text: '-- ten --\n' }]);
    assert.deepEqual(shown(run), [[1, 'finished', [['finished', 1_000]]]]);
  });
});
