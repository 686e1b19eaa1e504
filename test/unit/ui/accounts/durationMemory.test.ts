import assert from 'node:assert/strict';
import { DurationMemory } from '../../../../src/ui/accounts/durationMemory';

const role = 'arn:aws:iam::123456789012:role/analyst';

describe('the longest sessions of AWS roles', () => {
  const stored = new Map<string, unknown>();
  const memory = {
    get: (key: string) => stored.get(key),
    update: (key: string, value: unknown) => {
      stored.set(key, value);
      return Promise.resolve();
    },
  };
  let now = 0;
  const limits = new DurationMemory(memory, { now: () => now });
  beforeEach(() => {
    stored.clear();
    now = Date.UTC(2026, 10, 25);
  });

  it('are remembered for a week, each role by itself', async () => {
    await limits.set(role, 3600);
    now += 6 * 24 * 3_600_000;
    await limits.set(`${role}-2`, 14_400);
    const within = [limits.get(role), limits.get(`${role}-2`)];
    now += 2 * 24 * 3_600_000;
    assert.deepEqual([within, limits.get(role), limits.get(`${role}-2`)], [[3600, 14_400], undefined, 14_400]);
  });

  it('are not known from what is broken or of another version', () => {
    const broken = [
      null,
      7,
      { version: 2, limits: { [role]: { seconds: 1, at: now } } },
      { version: 1, limits: 'x' },
      { version: 1, limits: { [role]: { seconds: 'x', at: now } } },
    ];
    for (const value of broken) {
      stored.set('redshiftFederation.durations', value);
      assert.equal(limits.get(role), undefined);
    }
  });
});
