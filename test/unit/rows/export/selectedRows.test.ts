import assert from 'node:assert/strict';
import { Cancelled } from '../../../../src/core/failure';
import type { Row } from '../../../../src/core/result';
import { selectedRows, type ArrivingRows, type RowSelection } from '../../../../src/rows/export/selectedRows';

/** Rows that come by 700. */
class Pages implements ArrivingRows {
  loadedRows = 700;

  constructor(private readonly total: number) {}

  get complete(): boolean {
    return this.loadedRows >= this.total;
  }

  loadNext(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(new Cancelled());
    this.loadedRows = Math.min(this.total, this.loadedRows + 700);
    return Promise.resolve();
  }

  slice(first: number, count: number): Promise<Row[]> {
    const length = Math.max(0, Math.min(count, this.loadedRows - first));
    return Promise.resolve(Array.from({ length }, (_, i) => [String(first + i), `b${first + i}`, null]));
  }
}

async function read(total: number, selection: RowSelection, signal = new AbortController().signal): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const slice of selectedRows(new Pages(total), selection, signal)) rows.push(...slice);
  return rows;
}

const numbers = (rows: readonly Row[]): number[] => rows.map(([number]) => Number(number));
const upTo = (end: number, first = 0): number[] => Array.from({ length: end - first }, (_, i) => first + i);

describe('selected rows', () => {
  it('are all of them, fetched on the way', async () => {
    assert.deepEqual(numbers(await read(3_333, {})), upTo(3_333));
  });

  it('are those of a range, and no more are fetched than it needs', async () => {
    const pages = new Pages(10_000);
    const rows: Row[] = [];
    const selection = { rows: { first: 600, count: 900 }, columns: [1] };
    for await (const slice of selectedRows(pages, selection, new AbortController().signal)) rows.push(...slice);
    assert.deepEqual([rows, pages.loadedRows], [upTo(1_500, 600).map((row) => [`b${row}`]), 2_100]);
  });

  it('come in an order of their own, twice where they are wanted twice', async () => {
    const wanted = Array.from({ length: 45_000 }, (_, i) => (i * 7_919) % 30_011);
    const rows = await read(30_011, { rows: Uint32Array.from(wanted), columns: [0] });
    assert.deepEqual(numbers(rows), wanted);
  });

  it('go on where others turn away from a page, and end where nobody did', async () => {
    class Refusing extends Pages {
      calls = 0;

      constructor(private readonly refusals: number) {
        super(2_000);
      }

      override loadNext(signal: AbortSignal): Promise<void> {
        return this.calls++ < this.refusals ? Promise.reject(new Cancelled()) : super.loadNext(signal);
      }
    }
    const readAll = async (pages: Refusing): Promise<number> => {
      let count = 0;
      for await (const slice of selectedRows(pages, {}, new AbortController().signal)) count += slice.length;
      return count;
    };
    assert.equal(await readAll(new Refusing(2)), 2_000);
    await assert.rejects(readAll(new Refusing(Infinity)), (error) => Cancelled.is(error));
  });

  it('end when it is cancelled', async () => {
    const stop = new AbortController();
    stop.abort();
    await assert.rejects(read(3_333, {}, stop.signal), (error) => Cancelled.is(error));
  });
});
