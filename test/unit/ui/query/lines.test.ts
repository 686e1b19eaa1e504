import assert from 'node:assert/strict';
import { isWithin, mergedLines } from '../../../../src/ui/query/lines';

describe('lines that are visible', () => {
  it('are widened within the document, and are one where they touch', () => {
    const visible = [
      { first: 300, last: 320 },
      { first: 2, last: 20 },
      { first: 40, last: 60 },
    ];
    assert.deepEqual(mergedLines(visible, 10, 325), [
      { first: 0, last: 70 },
      { first: 290, last: 324 },
    ]);
  });

  it('are enough as long as others hold them', () => {
    const given = [{ first: 10, last: 20 }];
    const asked = [
      { first: 10, last: 20 },
      { first: 9, last: 12 },
      { first: 20, last: 21 },
    ];
    assert.deepEqual(
      asked.map((lines) => isWithin(lines, given)),
      [true, false, false],
    );
  });
});
