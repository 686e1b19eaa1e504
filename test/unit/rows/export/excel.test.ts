import assert from 'node:assert/strict';
import { Failure } from '../../../../src/core/failure';
import type { Column, Row } from '../../../../src/core/result';
import { excelBytes } from '../../../../src/rows/export/excel';
import { sheetsOf, type WorkbookCell } from './support/workbooks';
import { slicesOf } from './support/written';

const columns: Column[] = [{ name: '=a', type: 'varchar' }];

async function workbook(rows: readonly Row[], parts: { defuse?: boolean; count?: number; sheetRows?: number } = {}) {
  const pieces: Uint8Array[] = [];
  const { defuse = true, count = rows.length, sheetRows } = parts;
  for await (const piece of excelBytes(columns, slicesOf(rows), { defuse }, count, sheetRows)) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('a workbook', () => {
  it('holds no formulas, and texts as they are where one does not want them changed', async () => {
    const rows = [['=1+1'], ['+x']];
    assert.deepEqual(
      [...sheetsOf(await workbook(rows)), ...sheetsOf(await workbook(rows, { defuse: false }))],
      [
        { A1: { t: "'=a" }, A2: { t: "'=1+1" }, A3: { t: "'+x" } },
        { A1: { t: '=a' }, A2: { t: '=1+1' }, A3: { t: '+x' } },
      ],
    );
  });

  it('keeps characters that XML does not know, and says where a half of a pair was', async () => {
    const rows = [['\0\u0001\u001f'], ['<&>"\''], [' a  b '], ['a\ud800']];
    assert.deepEqual(sheetsOf(await workbook(rows)), [
      {
        A1: { t: "'=a" },
        A2: { t: '\0\u0001\u001f' },
        A3: { t: '<&>"\'' },
        A4: { t: ' a  b ' },
        A5: { t: 'a\ufffd' },
      },
    ]);
  });

  it('goes on in further sheets, each with the names, where one is full', async () => {
    const sheets: Record<string, WorkbookCell>[] = sheetsOf(
      await workbook([['1'], ['2'], ['3'], ['4'], ['5']], { sheetRows: 3 }),
    );
    assert.deepEqual(sheets, [
      { A1: { t: "'=a" }, A2: { t: '1' }, A3: { t: '2' } },
      { A1: { t: "'=a" }, A2: { t: '3' }, A3: { t: '4' } },
      { A1: { t: "'=a" }, A2: { t: '5' } },
    ]);
  });

  it('refuses a text that no cell has room for, and takes the longest that has', async () => {
    assert.equal(sheetsOf(await workbook([['x'.repeat(32_767)]]))[0]?.['A2']?.t?.length, 32_767);
    await assert.rejects(workbook([['a'], ['x'.repeat(32_768)]]), (error) => {
      assert.ok(Failure.has(error, 'rows.tooLongForExcel'));
      assert.deepEqual(error.facts, { column: '=a', row: 2, limit: 32_767 });
      return true;
    });
  });

  it('ends the reading of rows when nobody reads on', async () => {
    let ended = false;
    async function* endless(): AsyncGenerator<readonly Row[]> {
      try {
        for (let i = 0; ; i++) yield await Promise.resolve([[`${i} ${Math.sin(i)}`.repeat(50)]]);
      } finally {
        ended = true;
      }
    }
    for await (const piece of excelBytes(columns, endless(), { defuse: true }, 1)) if (piece.length > 0) break;
    assert.equal(ended, true);
  });
});
