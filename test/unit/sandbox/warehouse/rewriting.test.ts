import assert from 'node:assert/strict';
import { Rewriting } from '../../../sandbox/warehouse/rewriting';

describe('Rewriting', () => {
  const original = '🦆 :first + :x';
  const rewriting = new Rewriting(original, [
    { start: original.indexOf(':x'), end: original.length, text: '$2000' },
    { start: original.indexOf(':first'), end: original.indexOf(' +'), text: '$1' },
  ]);

  it('puts the new texts in', () => assert.equal(rewriting.text, '🦆 $1 + $2000'));

  it('leads positions back, counting code points as PostgreSQL does', () => {
    const positions = [1, 3, 4, 5, 6, 8, 10].map((position) => rewriting.originalPosition(position));
    assert.deepEqual(positions, [1, 3, 3, 9, 10, 12, 12]);
  });

  it('changes nothing without edits', () => {
    const same = new Rewriting('select', []);
    assert.deepEqual([same.text, same.originalPosition(4)], ['select', 4]);
  });
});
