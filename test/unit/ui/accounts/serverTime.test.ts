import assert from 'node:assert/strict';
import { ServerTime } from '../../../../src/ui/accounts/serverTime';
import { keptMemory, ManualClock } from '../support/fakes';

describe('the time at AWS', () => {
  it('is told apart from the time here, from one answer to the next window', async () => {
    const clock = new ManualClock();
    await clock.set(10_000_000);
    const memory = keptMemory();
    const time = new ServerTime(clock, memory);
    assert.equal(time.now(), 10_000_000);
    time.learn(3_600_000);
    assert.deepEqual([time.now(), new ServerTime(clock, memory).now()], [6_400_000, 6_400_000]);
    time.learn(200);
    assert.deepEqual([time.now(), memory.values.size], [10_000_000, 0]);
  });

  it('is not moved by the seconds that answers take', () => {
    const time = new ServerTime(new ManualClock(), keptMemory());
    time.learn(3_600_000);
    time.learn(3_603_000);
    assert.equal(time.aheadMs, 3_600_000);
  });

  it('is said once to be another, and again after the clock was set', () => {
    const time = new ServerTime(new ManualClock(), keptMemory());
    const told: number[] = [];
    time.onDidFindOff((seconds) => told.push(seconds));
    for (const aheadMs of [59_000, 120_400, 121_000, 130_000, 0, -90_000]) time.learn(aheadMs);
    assert.deepEqual(told, [120, -90]);
  });

  for (const [name, broken] of [
    ['a text', 'soon'],
    ['no number', NaN],
    ['null', null],
    ['an object', {}],
  ] as const) {
    it(`is that of the clock here where ${name} was kept`, () => {
      const memory = keptMemory();
      memory.values.set('redshiftFederation.clockAhead', broken);
      assert.equal(new ServerTime(new ManualClock(), memory).aheadMs, 0);
    });
  }
});
