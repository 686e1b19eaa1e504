import assert from 'node:assert/strict';
import { expiryState, sessionToShow, untilNextChange } from '../../../../src/ui/accounts/expiryState';
import { ExpiryWatch } from '../../../../src/ui/accounts/expiryWatch';
import type { Session } from '../../../../src/core/session';
import { ManualClock } from '../support/fakes';
import { aSession } from '../support/sessions';

const minute = 60_000;

function endingAt(id: string, expiration: number, signedInAt = 0): Session {
  return aSession(id, { signedInAt, credentials: { ...aSession('').credentials, expiration } });
}

describe('the watch over sessions', () => {
  function watched(...sessions: Session[]) {
    const clock = new ManualClock();
    const told: string[] = [];
    const watch = new ExpiryWatch(clock, {
      onNear: ({ account }) => told.push(`near ${account.id}`),
      onEnded: ({ account }) => told.push(`ended ${account.id}`),
    });
    watch.watch(sessions);
    /** Time goes by as it does: the watch is woken along the way. */
    const goTo = async (time: number): Promise<string[]> => {
      for (let now = clock.now(); now < time; now += 30_000) await clock.set(Math.min(now + 30_000, time));
      return told.splice(0);
    };
    return { clock, watch, goTo, told };
  }

  it('tells ten minutes before the end, and the end, each once', async () => {
    const { goTo } = watched(endingAt('ethan', 60 * minute));
    assert.deepEqual(await goTo(50 * minute - 1), []);
    assert.deepEqual(await goTo(50 * minute), ['near ethan']);
    assert.deepEqual(await goTo(60 * minute - 1), []);
    assert.deepEqual(await goTo(60 * minute), ['ended ethan']);
    assert.deepEqual(await goTo(90 * minute), []);
  });

  it('tells of a short session at half of its life', async () => {
    const { goTo } = watched(endingAt('ethan', 4 * minute));
    assert.deepEqual([await goTo(2 * minute - 1), await goTo(2 * minute)], [[], ['near ethan']]);
  });

  it('tells at once of a session that a new window finds near its end, and not of one that is over', () => {
    const { watch, told } = watched();
    watch.watch([endingAt('gus', 0, -60 * minute), endingAt('frida', 5 * minute, -60 * minute)]);
    assert.deepEqual(told, ['near frida']);
  });

  it('tells of the renewed session anew, and nothing more of the one before', async () => {
    const { watch, goTo } = watched(endingAt('ethan', 20 * minute));
    assert.deepEqual(await goTo(10 * minute), ['near ethan']);
    watch.watch([{ ...endingAt('ethan', 70 * minute, 10 * minute), handle: 'renewed' }]);
    assert.deepEqual([await goTo(59 * minute), await goTo(70 * minute)], [[], ['near ethan', 'ended ethan']]);
  });

  it('tells nothing more of a session that ended early', async () => {
    const { watch, goTo } = watched(endingAt('ethan', 20 * minute));
    watch.end('handle-ethan');
    assert.deepEqual(await goTo(30 * minute), []);
  });

  it('tells both when the computer slept over them', async () => {
    const { clock, told } = watched(endingAt('ethan', 60 * minute), endingAt('frida', 70 * minute));
    await clock.set(65 * minute);
    assert.deepEqual(told, ['near frida', 'ended ethan']);
  });
});

describe('what the status bar shows', () => {
  const states: [left: number, early: boolean, state: ReturnType<typeof expiryState>][] = [
    [125 * minute, false, { kind: 'live', hours: 2, minutes: 5 }],
    [10 * minute + 1, false, { kind: 'live', hours: 0, minutes: 10 }],
    [10 * minute, false, { kind: 'near', hours: 0, minutes: 10 }],
    [minute - 1, false, { kind: 'near', hours: 0, minutes: 0 }],
    [0, false, { kind: 'ended' }],
    [-minute, false, { kind: 'ended' }],
    [50 * minute, true, { kind: 'ended' }],
  ];
  for (const [left, early, state] of states) {
    it(`${left} ms before the end${early ? ', which came early' : ''}: ${JSON.stringify(state)}`, () => {
      assert.deepEqual(expiryState(endingAt('ethan', left), 0, early), state);
    });
  }

  it('changes with each minute that is over', () => {
    const lefts = [90_000, 60_000, 0];
    assert.deepEqual(
      lefts.map((left) => untilNextChange(endingAt('ethan', left), 0)),
      [30_001, 1, Infinity],
    );
  });

  const [soon, late, gone] = [endingAt('soon', 10), endingAt('late', 20), endingAt('gone', -10)];
  const isExpired = (session: Session): boolean => session === gone;
  const shown: [name: string, sessions: Session[], inUse: string | undefined, id: string | undefined][] = [
    ['the account in use', [soon, late, gone], 'late', 'late'],
    ['the account in use though its session is over', [soon, gone], 'gone', 'gone'],
    ['the one that ends first', [late, soon, gone], undefined, 'soon'],
    ['one that is over where no other is', [gone], undefined, 'gone'],
    ['another one when that in use has signed out', [late], 'soon', 'late'],
    ['nothing without accounts', [], 'soon', undefined],
  ];
  for (const [name, sessions, inUse, id] of shown) {
    it(`is about ${name}`, () => assert.equal(sessionToShow(sessions, inUse, isExpired)?.account.id, id));
  }
});
