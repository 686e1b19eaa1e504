import assert from 'node:assert/strict';
import { comparedFigure, limitedFigure, median } from '../../../scripts/bench/figure';

describe('a figure of a measurement', () => {
  it('holds when it is close enough to its yardstick', () => {
    const figure = { name: 'a', unit: 'ms', yardstick: 20, atMost: 1.5 };
    assert.deepEqual(comparedFigure({ ...figure, value: 30 }), {
      ...{ name: 'a', value: 30, unit: 'ms', yardstick: 20, ratio: 1.5 },
      ...{ goal: 'at most 1.5 x the yardstick', holds: true },
    });
    assert.equal(comparedFigure({ ...figure, value: 30.1 }).holds, false);
  });

  it('may have a limit of its own', () => {
    assert.deepEqual(limitedFigure({ name: 'b', value: 7, unit: 'KB', atMost: 6 }), {
      ...{ name: 'b', value: 7, unit: 'KB', yardstick: null, ratio: null },
      ...{ goal: 'at most 6 KB', holds: false },
    });
  });

  it('is the middle one of several', () => {
    assert.deepEqual([median([3, 1, 2]), median([4, 1, 2, 3]), median([5])], [2, 2.5, 5]);
    assert.throws(() => median([]));
  });
});
