import assert from 'node:assert/strict';
import { Cancelled } from '../../../../src/core/failure';
import type { ResultPage } from '../../../../src/core/result';
import type { RowSource } from '../../../../src/ui/results/resultRows';
import { StoredResult } from '../../../../src/ui/results/storedResult';

const columns = [{ name: 'n', type: 'int8' }];
const total = 2_000;
const pageRows = 700;

/** A server with pages of 700 rows. */
class Server implements RowSource {
  readonly columns = columns;
  readonly totalRows = total;
  readonly firstPage = this.#page(0);

  page(nextToken: string): Promise<ResultPage> {
    return Promise.resolve(this.#page(Number(nextToken)));
  }

  #page(first: number): ResultPage {
    const end = Math.min(first + pageRows, total);
    const rows = Array.from({ length: end - first }, (_, i) => [String(first + i)]);
    return { columns, rows, totalRows: total, ...(end < total && { nextToken: String(end) }) };
  }
}

const open = (): StoredResult =>
  new StoredResult(
    'result-1',
    'Result 1',
    new Server(),
    {
      onRows: () => undefined,
      onLoad: () => undefined,
      onArranged: () => undefined,
      onFound: () => undefined,
      onSummary: () => undefined,
      onValues: () => undefined,
      wordsOf: () => '',
    },
    () => Promise.reject(new Error('Nothing is arranged here.')),
  );

/** Reads all rows for a file; `then` is called after each slice. */
async function exported(result: StoredResult, then: (count: number) => void): Promise<number> {
  let count = 0;
  for await (const slice of result.exported(new AbortController().signal).slices) {
    count += slice.length;
    then(count);
  }
  return count;
}

describe('rows of a result for a file', () => {
  it('are all of them, whatever is here', async () => {
    assert.equal(await exported(open(), () => undefined), total);
  });

  for (const [when, rows] of [
    ['before the rest is fetched', 1],
    ['when nearly all are read', 1_500],
  ] as const) {
    it(`never end short where the result goes ${when}`, async () => {
      const result = open();
      await assert.rejects(
        exported(result, (count) => {
          if (count >= rows) result.dispose();
        }),
        (error) => Cancelled.is(error),
      );
    });
  }
});
