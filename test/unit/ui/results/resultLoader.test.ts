import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { Cancelled } from '../../../../src/core/failure';
import type { ResultPage, Row } from '../../../../src/core/result';
import { ResultLoader } from '../../../../src/ui/results/resultLoader';
import { ResultRows, type RowSource } from '../../../../src/ui/results/resultRows';
import type { LoadView } from '../../../../src/webview/protocol';

const columns = [{ name: 'n', type: 'int8' }];

/** A server with pages of ten rows; each page waits until it is let go. */
class Server implements RowSource {
  readonly columns = columns;
  readonly firstPage: ResultPage;
  readonly asked: string[] = [];
  #gates: ((error?: Error) => void)[] = [];

  constructor(readonly totalRows: number) {
    this.firstPage = this.#page(0);
  }

  page(nextToken: string, signal: AbortSignal): Promise<ResultPage> {
    this.asked.push(nextToken);
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Cancelled()), { once: true });
      this.#gates.push((error) => {
        if (error === undefined) resolve(this.#page(Number(nextToken)));
        else reject(error);
      });
    });
  }

  /** Lets the waiting page go, or fail. */
  async answer(error?: Error): Promise<void> {
    this.#gates.shift()?.(error);
    await setImmediate();
  }

  #page(first: number): ResultPage {
    const end = Math.min(first + 10, this.totalRows);
    return {
      columns,
      totalRows: this.totalRows,
      rows: Array.from({ length: end - first }, (_, i) => [String(first + i)]),
      ...(end < this.totalRows ? { nextToken: String(end) } : {}),
    };
  }
}

function load(totalRows: number) {
  const server = new Server(totalRows);
  const rows = new ResultRows(server);
  const answers: [number, (string | null | undefined)[]][] = [];
  const loads: LoadView[] = [];
  const loader = new ResultLoader(rows, {
    onRows: (first, block: readonly Row[]) => answers.push([first, block.map((row) => row[0])]),
    onLoad: (view) => loads.push(view),
    wordsOf: (error) => (error instanceof Error ? error.message : ''),
  });
  return { server, rows, loader, answers, loads };
}

describe('rows of a result', () => {
  it('come from the first page at once', () => {
    const { loader, answers, loads, server } = load(10);
    loader.want([
      { first: 0, count: 2 },
      { first: 8, count: 2 },
    ]);
    assert.deepEqual({ answers, loads, asked: server.asked }, {
      answers: [
        [0, ['0', '1']],
        [8, ['8', '9']],
      ],
      loads: [],
      asked: [],
    }); // prettier-ignore
  });

  it('come in order of the pages for a far row, and not beyond it', async () => {
    const { server, loader, answers, loads } = load(100);
    loader.want([{ first: 28, count: 4 }]);
    await server.answer();
    await server.answer();
    await server.answer();
    assert.deepEqual({ answers, asked: server.asked, loads }, {
      answers: [[28, ['28', '29', '30', '31']]],
      asked: ['10', '20', '30'],
      loads: [
        { state: 'loading', loadedRows: 10 },
        { state: 'loading', loadedRows: 20 },
        { state: 'loading', loadedRows: 30 },
        { state: 'idle', loadedRows: 40 },
      ],
    }); // prettier-ignore
  });

  it('are not fetched any further for who turned away', async () => {
    const { server, loader, answers } = load(100);
    loader.want([{ first: 90, count: 10 }]);
    await server.answer();
    loader.want([{ first: 0, count: 3 }]);
    await server.answer();
    await server.answer();
    assert.deepEqual({ answers, asked: server.asked }, { answers: [[0, ['0', '1', '2']]], asked: ['10', '20'] });
  });

  it('can be stopped and gone on with', async () => {
    const { server, loader, answers, loads } = load(30);
    loader.want([{ first: 20, count: 10 }]);
    await server.answer();
    loader.stop();
    await setImmediate();
    const stopped = loads.at(-1);
    await server.answer(); // too late: the caller is gone
    loader.want([{ first: 20, count: 10 }]);
    await server.answer();
    assert.deepEqual({ stopped, last: loads.at(-1), rows: answers[0]?.[1].length, asked: server.asked }, {
      stopped: { state: 'stopped', loadedRows: 20 },
      last: { state: 'idle', loadedRows: 30 },
      rows: 10,
      asked: ['10', '20', '20'],
    }); // prettier-ignore
  });

  it('say why they cannot be fetched, and can be asked for again', async () => {
    const { server, loader, loads } = load(30);
    loader.want([{ first: 20, count: 10 }]);
    await server.answer(new Error('the result is no longer kept'));
    const failed = loads.at(-1);
    loader.want([{ first: 20, count: 10 }]);
    await server.answer();
    await server.answer();
    assert.deepEqual([failed, loads.at(-1)], [
      { state: 'failed', loadedRows: 10, message: 'the result is no longer kept' },
      { state: 'idle', loadedRows: 30 },
    ]); // prettier-ignore
  });

  it('are found across pages of any size', async () => {
    const { rows } = load(10);
    assert.deepEqual(await Promise.all([rows.slice(3, 3), rows.slice(8, 9), rows.slice(10, 5)]), [
      [['3'], ['4'], ['5']],
      [['8'], ['9']],
      [],
    ]); // prettier-ignore
  });

  it('count what really came once all pages are here', async () => {
    const server = new Server(25);
    const rows = new ResultRows({ columns, totalRows: 1_000, firstPage: server.firstPage, page: (token, signal) => server.page(token, signal) });
    const before = rows.totalRows;
    for (let page = 0; page < 2; page++) {
      const loaded = rows.loadNext(new AbortController().signal);
      await server.answer();
      await loaded;
    }
    assert.deepEqual([before, rows.totalRows, rows.complete], [1_000, 25, true]);
  }); // prettier-ignore
});
