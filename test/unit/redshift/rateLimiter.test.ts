import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Cancelled } from '../../../src/core/failure';
import type { Clock } from '../../../src/core/ports';
import { RateLimiter, sharedLimiter } from '../../../src/redshift/rateLimiter';

/** Time stands still, and every sleep is written down; it ends when it is told to. */
function stillClock(): Clock & { sleeps: number[]; pass: (ms: number) => void } {
  let now = 0;
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => now,
    pass: (ms) => (now += ms),
    sleep: (ms, signal) => {
      sleeps.push(Math.round(ms));
      return signal?.aborted ? Promise.reject(new Cancelled()) : Promise.resolve();
    },
  };
}

async function turns(limiter: RateLimiter, action: string, count: number): Promise<void> {
  for (let n = 0; n < count; n++) await limiter.turn(action);
}

describe('the limiter of requests', () => {
  it('lets a second’s worth through at once, and the rest at the rate', async () => {
    const clock = stillClock();
    const limiter = new RateLimiter(clock);
    await turns(limiter, 'GetStatementResult', 23);
    assert.deepEqual(clock.sleeps, [50, 100, 150]);
  });

  it('fills up again as time goes by, and never beyond a second’s worth', async () => {
    const clock = stillClock();
    const limiter = new RateLimiter(clock);
    await turns(limiter, 'CancelStatement', 3);
    clock.pass(60_000);
    await turns(limiter, 'CancelStatement', 4);
    assert.deepEqual(clock.sleeps, [333]);
  });

  it('holds each action by itself, and those back that have no rate not at all', async () => {
    const clock = stillClock();
    const limiter = new RateLimiter(clock);
    await turns(limiter, 'DescribeClusters', 1000);
    await turns(limiter, 'ExecuteStatement', 30);
    await turns(limiter, 'DescribeStatement', 100);
    assert.deepEqual(clock.sleeps, []);
  });

  it('slows down after throttling, down to a tenth, and is back within a minute', async () => {
    const clock = stillClock();
    const limiter = new RateLimiter(clock);
    await limiter.turn('GetStatementResult');
    limiter.throttled('GetStatementResult');
    await limiter.turn('GetStatementResult');
    for (let n = 0; n < 10; n++) limiter.throttled('GetStatementResult');
    await limiter.turn('GetStatementResult');
    clock.pass(60_000);
    await turns(limiter, 'GetStatementResult', 20);
    assert.deepEqual(clock.sleeps, [100, 1000]);
  });

  it('gives the turn of one who is cancelled to the next', async () => {
    const clock = stillClock();
    const limiter = new RateLimiter(clock);
    await turns(limiter, 'CancelStatement', 3);
    await assert.rejects(limiter.turn('CancelStatement', AbortSignal.abort()), (error) => Cancelled.is(error));
    await limiter.turn('CancelStatement');
    assert.deepEqual(clock.sleeps, [333, 333]);
  });

  it('gives nothing and takes nothing when the clock is set back', async () => {
    const clock = stillClock();
    const limiter = new RateLimiter(clock);
    await turns(limiter, 'CancelStatement', 3);
    clock.pass(-3_600_000);
    await limiter.turn('CancelStatement');
    assert.deepEqual(clock.sleeps, [333]);
  });

  it('is one for all connections to a service in an AWS account', () => {
    const clock = stillClock();
    const one = sharedLimiter('host', '111111111111', clock);
    assert.deepEqual(
      [
        sharedLimiter('host', '111111111111', clock) === one,
        sharedLimiter('host', '222222222222', clock) === one,
        sharedLimiter('other', '111111111111', clock) === one,
      ],
      [true, false, false],
    );
  });
});
