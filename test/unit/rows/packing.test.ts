import assert from 'node:assert/strict';
import type { Row } from '../../../src/core/result';
import { PackedBlock } from '../../../src/rows/packedBlock';
import { packRows } from '../../../src/rows/packing';
import { hostile, hostileRows } from './support/results';

const through = (rows: readonly Row[]): Row[] => new PackedBlock(packRows(rows)).slice();

describe('packed rows', () => {
  it('are the rows, whatever the texts', () => {
    const rows = hostileRows(500);
    assert.deepEqual(through(rows), rows);
  });

  it('keep each text of hostile ones, in a column of its own and all in one', () => {
    const rows = [[...hostile]];
    const turned = hostile.map((cell) => [cell]);
    assert.deepEqual([through(rows), through(turned)], [rows, turned]);
  });

  it('are given in part, and by column', () => {
    const rows = hostileRows(100);
    const block = new PackedBlock(packRows(rows));
    assert.deepEqual(
      [block.slice(13, 57), block.slice(100, 100), block.cells(2), block.text(2)],
      [rows.slice(13, 57), [], rows.map((row) => row[2]), rows.map((row) => row[2] ?? '').join('')],
    );
  });

  for (const length of [0, 1, 253, 254, 255, 256, 65_533, 65_534, 65_535, 65_536]) {
    it(`keep a cell of ${length} characters, Latin-1 or not`, () => {
      const rows = [
        ['é'.repeat(length), 'a'],
        [null, '大'.repeat(length)],
      ];
      assert.deepEqual(through(rows), rows);
    });
  }

  it('have a thousand columns, or none', () => {
    const wide = Array.from({ length: 20 }, (_, row) =>
      Array.from({ length: 1_000 }, (__, column) => (column % 7 === 0 ? null : `${row}/${column}`)),
    );
    assert.deepEqual([through(wide), through([[], []]), through([])], [wide, [[], []], []]);
  });

  it('are read at any place in memory', () => {
    const packed = packRows(hostileRows(20));
    const moved = new Uint8Array(packed.length + 1);
    moved.set(packed, 1);
    assert.deepEqual(new PackedBlock(moved.subarray(1)).slice(), hostileRows(20));
  });
});
