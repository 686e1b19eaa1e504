import assert from 'node:assert/strict';
import type { RunnerState } from '../../../../src/run/runEvents';
import { sessionFace, type SessionFace } from '../../../../src/ui/query/sessionFace';

const now = 1_000_000;
const none = { transaction: 'none', queued: 0 } as const;
const open = { transaction: 'open', queued: 0 } as const;
const failed = { transaction: 'failed', queued: 0 } as const;

describe('the session of a file', () => {
  const cases: [what: string, state: RunnerState | undefined, face: SessionFace | undefined][] = [
    ['nothing before the first statement', undefined, undefined],
    ['nothing where none is open', { session: 'none', ...none }, undefined],
    ['idle until it ends', { session: 'idle', ...none, expiresAt: now + 1 }, { kind: 'idle', until: now + 1 }],
    ['busy', { session: 'busy', ...none }, { kind: 'busy' }],
    [
      'in a transaction until it ends',
      { session: 'idle', ...open, expiresAt: now + 1 },
      { kind: 'transaction', busy: false, until: now + 1 },
    ],
    ['in a transaction while it is busy', { session: 'busy', ...open }, { kind: 'transaction', busy: true }],
    [
      'in a failed transaction',
      { session: 'idle', ...failed, expiresAt: now + 1 },
      { kind: 'failedTransaction', busy: false, until: now + 1 },
    ],
    [
      'over when its time has come',
      { session: 'idle', ...none, expiresAt: now },
      { kind: 'expired', transaction: false },
    ],
    ['over with its transaction', { session: 'idle', ...open, expiresAt: now }, { kind: 'expired', transaction: true }],
    ['lost', { session: 'lost', ...none }, { kind: 'lost' }],
  ];
  for (const [what, state, face] of cases) {
    it(`is ${what}`, () => {
      assert.deepEqual(sessionFace(state, now), face);
    });
  }
});
