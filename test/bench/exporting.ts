import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { createDeflateRaw } from 'node:zlib';
import { comparedFigure, median, type BenchContext, type Figure } from '../../scripts/bench/figure';
import type { ArrivingRows } from '../../src/rows/export/selectedRows';
import { fileEndings, type FileFormat } from '../../src/rows/export/formats';
import type { RowStore } from '../../src/rows/rowStore';
import { readExactBody } from '../../src/redshift/exactJson';
import { filesOfZip } from '../unit/rows/export/support/workbooks';
import { filesIn } from '../unit/rows/support/results';
import { exportsOf } from './support/bundled';
import { columnTypes, pageBody, pageRows } from './support/resultPages';

type Parts = typeof import('./support/exportParts');

const rowCount = 100_000;
const rounds = 5;
const warmUps = 3;

/** Bytes that are written at a time by who has them all. */
const pieceBytes = 64 * 1024;

/** How many times as long as writing the same bytes each may take; for Excel, as compressing the same sheet and writing it. */
const limits: Readonly<Record<FileFormat, number>> = {
  csv: 10,
  tsv: 10,
  json: 10,
  jsonLines: 10,
  markdown: 15,
  insert: 15,
  excel: 6,
};

/** A stored result of 100,000 rows and ten columns into a file of each format, beside writing the same bytes in the same way. */
export async function measure({ home, signal }: BenchContext): Promise<Figure[]> {
  const parts = await exportsOf<Parts>('test/bench/support/exportParts.ts', path.join(home, 'exportParts.js'));
  const { exportBytes, saveFile, selectedRows, RowSpace } = parts;
  const space = new RowSpace({ files: filesIn(path.join(home, 'rows')) });
  const store = await filled(space.open('bench'));
  const columns = columnTypes.map((type, i) => ({ name: `c${i}`, type }));
  const rows: ArrivingRows = {
    loadedRows: store.count,
    complete: true,
    loadNext: () => Promise.resolve(),
    slice: (first, count, stop) => store.slice(first, count, stop),
  };
  const folder = path.join(home, 'saved');
  mkdirSync(folder);
  const figures: Figure[] = [];
  for (const format of Object.keys(fileEndings) as FileFormat[]) {
    const file = path.join(folder, `ours.${format}`);
    const ours: number[] = [];
    const plain: number[] = [];
    for (let round = -warmUps; round < rounds; round++) {
      const source = { columns, slices: selectedRows(rows, {}, signal), rowCount };
      const bytes = exportBytes(format, source, { headers: true, defuse: true });
      const ms = await timed(() => saveFile(file, bytes, signal));
      const same = readFileSync(file);
      const sheet = format === 'excel' ? filesOfZip(same).get('xl/worksheets/sheet1.xml') : undefined;
      const again = sheet === undefined ? piecesOf(same) : deflated(Buffer.from(sheet));
      const plainMs = await timed(() => saveFile(path.join(folder, `plain.${format}`), again, signal));
      // The first ones are for the compiler.
      if (round >= 0) {
        ours.push(ms);
        plain.push(plainMs);
      }
    }
    const beside = format === 'excel' ? 'compressing the same sheet and writing it' : 'writing the same bytes';
    const name = `${rowCount} stored rows x 10 columns saved as ${format}, over ${beside} (median of N=${rounds}, warm-up ${warmUps})`;
    const atMost = limits[format];
    figures.push(comparedFigure({ name, unit: 'ms', value: median(ours), yardstick: median(plain), atMost }));
  }
  space.dispose();
  return figures;
}

async function filled(store: RowStore): Promise<RowStore> {
  for (let page = 0; page * pageRows < rowCount; page++) {
    store.append(readExactBody(pageBody(page).toString('utf8')).records);
    await store.room();
  }
  return store;
}

async function* piecesOf(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes)
    yield await Promise.resolve(bytes.subarray(at, at + pieceBytes));
}

function deflated(bytes: Buffer): AsyncIterable<Uint8Array> {
  return Readable.from(piecesOf(bytes)).pipe(createDeflateRaw());
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
