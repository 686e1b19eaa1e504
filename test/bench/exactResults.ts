import { comparedFigure, median, type Figure } from '../../scripts/bench/figure';
import { readExactBody } from '../../src/redshift/exactJson';

const rows = 6_000;
const rounds = 40;

/** Pages of about a megabyte as the Data API sends them, read with every digit, beside JSON.parse, which rounds. */
export function measure(): Promise<Figure[]> {
  return Promise.resolve([
    compared('reading a page of numbers exactly', (row) => [
      `{"longValue":${7_000_000_000 + row}}`,
      `{"longValue":${row}}`,
      `{"doubleValue":${Math.sin(row)}}`,
      `{"stringValue":"${(row * 104_729) % 500_000}.25"}`,
      `{"stringValue":"2024-01-01 00:00:00"}`,
      row % 3 === 0 ? '{"isNull":true}' : `{"booleanValue":${row % 2 === 0}}`,
    ]),
    compared('reading a page of text exactly', (row) => [
      `{"longValue":${row}}`,
      `{"stringValue":"${'lorem ipsum dolor sit amet '.repeat(5)}"}`,
      `{"stringValue":"line\\nbreak, \\"quotes\\" ${row}"}`,
      `{"stringValue":"Köln, 大阪"}`,
    ]),
  ]);
}

function compared(name: string, cellsOf: (row: number) => string[]): Figure {
  const records = Array.from({ length: rows }, (_, row) => `[${cellsOf(row).join(',')}]`);
  const body = Buffer.from(`{"Records":[${records.join(',')}],"ColumnMetadata":[],"TotalNumRows":${rows}}`);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const own = timed(() => readExactBody(body.toString('utf8')));
    const other = timed(() => JSON.parse(body.toString('utf8')));
    // The first rounds are for the compiler.
    if (round < rounds / 4) continue;
    ours.push(own);
    theirs.push(other);
  }
  return comparedFigure({ name, unit: 'ms', value: median(ours), yardstick: median(theirs), atMost: 1.5 });
}

function timed(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}
