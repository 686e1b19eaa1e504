import assert from 'node:assert/strict';
import { onNode } from '../../../src/ui/onNode';

describe('a command of a tree', () => {
  it('is about its node, and says so where the list has it no more', () => {
    const command = onNode<string>(
      (node) => `ran ${node}`,
      () => 'gone',
    );
    assert.deepEqual([command('a'), command(''), command(undefined)], ['ran a', 'ran ', 'gone']);
  });
});
