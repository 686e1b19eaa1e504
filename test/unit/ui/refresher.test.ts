import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Refresher } from '../../../src/ui/refresher';
import { ManualClock, settled } from './support/fakes';

describe('a view that follows what happens', () => {
  it('is refreshed once for many events, later the longer it loads, and not when it is gone', async () => {
    const clock = new ManualClock();
    let count = 0;
    const refresher = new Refresher(clock, () => count++);
    const counts: number[] = [];
    const passTo = async (now: number): Promise<void> => {
      await clock.set(now);
      counts.push(count);
    };
    for (let n = 0; n < 100; n++) refresher.soon();
    await passTo(299);
    await passTo(300);
    await refresher.measure(() => clock.set(400));
    refresher.soon();
    await passTo(1399);
    await passTo(1400);
    refresher.soon();
    refresher.dispose();
    await settled();
    await passTo(9000);
    assert.deepEqual(counts, [0, 1, 1, 2, 2]);
  });
});
