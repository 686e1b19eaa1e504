import assert from 'node:assert/strict';
import { Cancelled } from '../../../../src/core/failure';
import { NodeCache } from '../../../../src/ui/explorer/nodeCache';
import type { Loaded } from '../../../../src/ui/explorer/nodeLoaders';
import { accountNode } from '../../../../src/ui/explorer/nodeMapping';
import type { ParentNode, TreeNode } from '../../../../src/ui/explorer/nodes';
import { settled } from '../support/fakes';
import { aSession } from '../support/sessions';

const node = (id: string): ParentNode => accountNode(aSession(id), { profile: 'p', expired: false });

/** A cache whose loads end when the test says so. */
function setUp() {
  const loads: { id: string; signal: AbortSignal; end: (loaded: Loaded) => void }[] = [];
  const cache = new NodeCache(
    (parent, signal) =>
      new Promise((resolve, reject) => {
        const end = (loaded: Loaded): void => {
          if (signal.aborted) reject(new Cancelled());
          else resolve(loaded);
        };
        loads.push({ id: parent?.id ?? '', signal, end });
      }),
  );
  const end = async (at: number, nodes: TreeNode[], complete = true): Promise<void> => {
    loads[at]?.end({ nodes, complete });
    await settled();
  };
  return { cache, loads, end };
}

describe('the cache of the tree', () => {
  it('loads a node once for all who ask, and keeps it', async () => {
    const { cache, loads, end } = setUp();
    const children = [cache.children(node('a')), cache.children(node('a'))];
    await end(0, [node('child')]);
    children.push(cache.children(node('a')));
    assert.deepEqual(await Promise.all(children), Array(3).fill([node('child')]));
    assert.equal(loads.length, 1);
  });

  it('does not keep what failed in part', async () => {
    const { cache, loads, end } = setUp();
    const first = cache.children(node('a'));
    await end(0, [node('half')], false);
    assert.deepEqual(await first, [node('half')]);
    void cache.children(node('a'));
    assert.equal(loads.length, 2);
  });

  it('ends a load that is forgotten, gives nothing for it, and does not mix it up with the next', async () => {
    const { cache, loads, end } = setUp();
    const first = cache.children(node('a'));
    cache.forget('a');
    const second = cache.children(node('a'));
    await end(1, [node('new')]);
    await end(0, [node('old')]);
    assert.deepEqual([loads[0]?.signal.aborted, loads[1]?.signal.aborted], [true, false]);
    assert.deepEqual([await first, await second, await cache.children(node('a'))], [[], [node('new')], [node('new')]]);
  });

  it('forgets a node with all below it and nothing beside it', () => {
    const { cache, loads } = setUp();
    for (const id of ['a', 'a/b', 'ab', 'c']) void cache.children(node(id));
    cache.forget('a');
    assert.deepEqual(
      loads.filter(({ signal }) => signal.aborted).map(({ id }) => id),
      ['a', 'a/b'],
    );
  });

  it('forgets the accounts alone, or everything', () => {
    const { cache, loads } = setUp();
    void cache.children(undefined);
    void cache.children(node('a'));
    cache.forgetTop();
    const afterTop = loads.map(({ signal }) => signal.aborted);
    cache.forget();
    assert.deepEqual(
      [afterTop, loads.map(({ signal }) => signal.aborted)],
      [
        [true, false],
        [true, true],
      ],
    );
  });
});
