import assert from 'node:assert/strict';
import { ResultsStore } from '../../../../src/ui/results/resultsStore';
import type { RowSource } from '../../../../src/ui/results/resultRows';
import type { RunRecord } from '../../../../src/ui/results/runRecord';
import type { ResultsHostMessage } from '../../../../src/webview/protocol';

const title = { file: 'a.sql', target: 'ethan · analytics/dev', accountId: 'ethan' };
const planned = [
  { text: 'SELECT  1\n  AS one', line: 1 },
  { text: 'SELECT 2', line: 4 },
];

function rowsOf(...cells: string[]): RowSource {
  const columns = [{ name: 'n', type: 'int4' }];
  const firstPage = { columns, rows: cells.map((cell) => [cell]), totalRows: cells.length };
  return {
    columns,
    totalRows: cells.length,
    firstPage,
    page: () => Promise.reject(new Error('There is one page alone.')),
  };
}

function setUp() {
  let now = 1_000;
  const store = new ResultsStore({ resultTitle: (number) => `Result ${number}`, wordsOf: String }, () => now);
  const messages: ResultsHostMessage[] = [];
  store.onMessage((message) => messages.push(message));
  return { store, messages, pass: (ms: number) => (now += ms) };
}

const idsOf = (run: RunRecord | undefined): string[] => run?.view().results.map(({ id, stale }) => `${id}${stale ? ' old' : ''}`) ?? []; // prettier-ignore

describe('the results of files', () => {
  it('of before tell when that was and how long it took then, not now', () => {
    const { store, pass } = setUp();
    const run = store.begin('a.sql', { ...title, before: { words: 'yesterday', elapsedMs: 70 } }, [{ text: 'COMMIT' }]);
    pass(250);
    store.ended(run, 0, { state: 'finished', result: rowsOf('1') });
    run.over('finished');
    const { fromHistory, elapsedMs, statements } = run.view();
    assert.deepEqual(
      { fromHistory, elapsedMs, statements },
      {
        fromHistory: 'yesterday',
        elapsedMs: 70,
        statements: [{ index: 0, text: 'COMMIT', state: 'finished', rows: 1 }],
      },
    );
  });

  it('tell the page how a run goes on', () => {
    const { store, messages, pass } = setUp();
    const run = store.begin('a.sql', title, planned);
    store.started(run, 0);
    pass(250);
    store.ended(run, 0, { state: 'finished', durationMs: 240, result: rowsOf('1', '2') });
    store.started(run, 1);
    store.ended(run, 1, { state: 'failed', durationMs: 3, error: { message: 'no' } });
    run.over('failed');
    store.changed(run);
    assert.deepEqual(
      messages.map((message) =>
        message.type === 'statement'
          ? `statement ${message.statement.index} ${message.statement.state}`
          : message.type === 'run'
            ? `run ${message.run?.state} with ${message.run?.results.length}`
            : message.type,
      ),
      [
        'run running with 0',
        'statement 0 running',
        'run running with 1',
        'statement 1 running',
        'statement 1 failed',
        'run failed with 1',
      ],
    );
    assert.deepEqual(run.view(), {
      id: 'run-1',
      file: 'a.sql',
      target: 'ethan · analytics/dev',
      state: 'failed',
      elapsedMs: 250,
      statementCount: 2,
      statements: [
        { index: 0, text: 'SELECT 1 AS one', line: 1, state: 'finished', durationMs: 240, rows: 2 },
        { index: 1, text: 'SELECT 2', line: 4, state: 'failed', durationMs: 3, error: { message: 'no' } },
      ],
      results: [
        {
          id: 'result-2',
          statement: 0,
          title: 'Result 1',
          columns: [{ name: 'n', type: 'int4' }],
          totalRows: 2,
          durationMs: 240,
          load: { state: 'idle', loadedRows: 2 },
          stale: false,
        },
      ],
      notices: [],
    });
  });

  it('answer for rows by the id of the result', () => {
    const { store, messages } = setUp();
    const run = store.begin('a.sql', title, planned);
    store.ended(run, 0, { state: 'finished', result: rowsOf('1', '2') });
    const [id = ''] = idsOf(run);
    store.result(id)?.want([{ first: 0, count: 100 }], 0);
    assert.deepEqual(messages.at(-1), { type: 'rows', resultId: id, first: 0, rows: [['1'], ['2']] });
    assert.equal(store.result('result-99'), undefined);
  });

  it('stay, marked as old, until the next run has some of its own or finishes without', () => {
    const { store } = setUp();
    const first = store.begin('a.sql', title, planned);
    store.ended(first, 0, { state: 'finished', result: rowsOf('1') });
    first.over('finished');

    const failed = store.begin('a.sql', title, planned);
    failed.over('failed', { message: 'no' });
    const afterFailure = idsOf(failed);

    const second = store.begin('a.sql', title, planned);
    const atFirst = idsOf(second);
    store.ended(second, 0, { state: 'finished', result: rowsOf('2') });
    const afterResult = idsOf(second);
    second.over('finished');

    const third = store.begin('a.sql', title, planned);
    third.over('finished');
    assert.deepEqual(
      { afterFailure, atFirst, afterResult, withoutAny: idsOf(third) },
      { afterFailure: ['result-2 old'], atFirst: ['result-2 old'], afterResult: ['result-5'], withoutAny: [] },
    );
  });

  it('say of statements that did not come to run that they did not', () => {
    const { store } = setUp();
    const run = store.begin('a.sql', title, planned);
    store.started(run, 0);
    run.cancelling();
    const cancelling = run.view();
    run.over('cancelled');
    assert.deepEqual(
      [cancelling.state, cancelling.statements.length, run.view().statements.map(({ state }) => state)],
      ['cancelling', 1, ['cancelled', 'notRun']],
    );
  });

  it('are those of the file that was run or shown last', () => {
    const { store, messages } = setUp();
    const a = store.begin('a.sql', title, planned);
    const b = store.begin('b.sql', { ...title, file: 'b.sql' }, planned);
    messages.length = 0;
    store.started(a, 0); // behind: the page need not know
    store.started(b, 0);
    store.show('a.sql');
    store.show('none.sql');
    assert.deepEqual(
      messages.map((message) => (message.type === 'run' ? message.run?.file : message.type)),
      ['statement', 'a.sql'],
    );
    assert.deepEqual([store.fileOf(a.id), store.shownRun()], ['a.sql', a]);
  });

  it('of a closed file go when those of another are shown', () => {
    const { store } = setUp();
    const a = store.begin('a.sql', title, planned);
    store.ended(a, 0, { state: 'finished', result: rowsOf('1') });
    store.closed('a.sql');
    const stillShown = store.shownRun() === a;
    store.begin('b.sql', title, planned);
    assert.deepEqual([stillShown, store.fileOf(a.id), store.result('result-2')], [true, undefined, undefined]);
  });

  it('of a file that was closed and opened again stay', () => {
    const { store } = setUp();
    const a = store.begin('a.sql', title, planned);
    store.closed('a.sql');
    store.opened('a.sql');
    store.begin('b.sql', title, planned);
    assert.equal(store.fileOf(a.id), 'a.sql');
  });

  it('of an account are gone when it signs out, on the page too', () => {
    const { store, messages } = setUp();
    const other = store.begin('b.sql', { ...title, accountId: 'frida' }, planned);
    store.begin('a.sql', title, planned);
    store.forgetAccount('ethan');
    assert.deepEqual(
      [messages.at(-1), store.shownRun(), store.fileOf(other.id)],
      [{ type: 'run' }, undefined, 'b.sql'],
    );
  });

  it('of one account are never left standing for another', () => {
    const { store } = setUp();
    const first = store.begin('a.sql', title, planned);
    store.ended(first, 0, { state: 'finished', result: rowsOf('1') });
    const second = store.begin('a.sql', { ...title, accountId: 'frida' }, planned);
    assert.deepEqual(idsOf(second), []);
  });
});
