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
    const positions = [1, 3, 4, 5, 6, 8, 10].map((position) => rewriting.servicePosition(position));
    assert.deepEqual(positions, [1, 3, 3, 9, 10, 12, 12]);
  });

  it('counts the changes that the service makes itself, as the management guide shows', () => {
    const sent = 'SELECT :colname, FROM event DISTKEY';
    const start = sent.indexOf(':colname');
    const rewritten = new Rewriting(sent, [
      { start, end: start + ':colname'.length, text: '$1', ofService: true },
      { start: sent.indexOf(' DISTKEY'), end: sent.length, text: '' },
    ]);
    assert.deepEqual([rewritten.text, rewritten.servicePosition(12)], ['SELECT $1, FROM event', 12]);
  });

  it('changes nothing without edits', () => {
    const same = new Rewriting('select', []);
    assert.deepEqual([same.text, same.servicePosition(4)], ['select', 4]);
  });
});
