import assert from 'node:assert/strict';
import { Emitter } from '../../../../src/core/emitter';
import { Cancelled, Failure } from '../../../../src/core/failure';
import type { Session } from '../../../../src/core/session';
import { Renewals, type RenewalFace } from '../../../../src/ui/accounts/renewals';
import { ManualClock, settled } from '../support/fakes';
import { aSession } from '../support/sessions';

const over = aSession('ethan');
const renewed = aSession('ethan', { handle: 'renewed' });

/** An account whose session is over, and a person who does what the test says. */
function setUp() {
  const clock = new ManualClock();
  const changed = new Emitter<undefined>();
  const log: string[] = [];
  let live: Session | undefined;
  let elsewhere: Failure | undefined;
  let signIn = (): Promise<Session> => Promise.resolve(renewed);
  let decline = (): void => undefined;
  const renewals = new Renewals(
    {
      live: () => (elsewhere ? Promise.reject(elsewhere) : Promise.resolve(live)),
      onDidChange: (listener) => changed.event(() => listener()),
    },
    clock,
  );
  const face: RenewalFace = {
    ask: (_, signal) => {
      log.push('asked');
      return new Promise((resolve) => {
        decline = resolve;
        signal.addEventListener('abort', () => {
          log.push('question gone');
          resolve();
        });
      });
    },
    signIn: async () => {
      log.push('sign-in');
      live = await signIn();
      return live;
    },
    tell: (error) => log.push(Failure.is(error) ? error.code : 'told'),
  };
  renewals.face = face;
  return {
    clock,
    renewals,
    log,
    decline: () => decline(),
    signInBy: (work: () => Promise<Session>) => (signIn = work),
    comesAlive: (tell: boolean) => {
      live = renewed;
      if (tell) changed.fire(undefined);
    },
    otherWindow: () => (elsewhere = new Failure('account.otherWindow', {})),
  };
}

/** What a wait came to. */
async function outcome(wait: Promise<Session>): Promise<string> {
  try {
    return (await wait).handle;
  } catch (error) {
    if (Cancelled.is(error)) return 'cancelled';
    if (Failure.has(error, 'signIn.needed')) return error.facts.declined ? 'declined' : 'needed';
    return Failure.is(error) ? error.code : 'defect';
  }
}

describe('work that needs a session which is over', () => {
  it('waits for one question and one sign-in, however much there is of it', async () => {
    const { renewals, log } = setUp();
    const waits = Array.from({ length: 10 }, () => outcome(renewals.wait(over)));
    await settled();
    assert.deepEqual(log, ['asked']);
    await renewals.renew(over);
    assert.deepEqual(
      [new Set(await Promise.all(waits)), log],
      [new Set(['renewed']), ['asked', 'question gone', 'sign-in']],
    );
  });

  it('opens nothing unasked', async () => {
    const { renewals, log, clock } = setUp();
    void renewals.wait(over);
    for (let s = 1; s < 60; s++) await clock.set(s * 1000);
    assert.deepEqual(log, ['asked']);
  });

  it('is cancelled one by one, and the question goes with the last', async () => {
    const { renewals, log } = setUp();
    const [one, two] = [new AbortController(), new AbortController()];
    const waits = [outcome(renewals.wait(over, one.signal)), outcome(renewals.wait(over, two.signal))];
    await settled();
    one.abort();
    await settled();
    assert.deepEqual([await waits[0], log], ['cancelled', ['asked']]);
    two.abort();
    await settled();
    assert.deepEqual([await waits[1], log], ['cancelled', ['asked', 'question gone']]);
  });

  it('ends where the person does not want to sign in', async () => {
    const { renewals, log, decline } = setUp();
    const waits = [outcome(renewals.wait(over)), outcome(renewals.wait(over))];
    await settled();
    decline();
    assert.deepEqual(
      [await Promise.all(waits), log],
      [
        ['declined', 'declined'],
        ['asked', 'question gone'],
      ],
    );
  });

  it('ends where the sign-in is cancelled', async () => {
    const { renewals, signInBy } = setUp();
    signInBy(() => Promise.reject(new Cancelled()));
    const wait = outcome(renewals.wait(over));
    await settled();
    await renewals.renew(over);
    assert.equal(await wait, 'declined');
  });

  it('waits on when the sign-in fails, with the reason and the question again', async () => {
    const { renewals, log, signInBy } = setUp();
    signInBy(() => Promise.reject(new Failure('signIn.timedOut', { seconds: 5 })));
    const wait = outcome(renewals.wait(over));
    await settled();
    await renewals.renew(over);
    await settled();
    assert.deepEqual(log, ['asked', 'question gone', 'sign-in', 'signIn.timedOut', 'asked']);
    signInBy(() => Promise.resolve(renewed));
    await renewals.renew(over);
    assert.equal(await wait, 'renewed');
  });

  for (const tell of [true, false]) {
    it(`goes on when the session comes by another way${tell ? '' : ' that tells nobody'}`, async () => {
      const { renewals, log, clock, comesAlive } = setUp();
      const wait = outcome(renewals.wait(over));
      await settled();
      comesAlive(tell);
      if (!tell) await clock.set(1000);
      assert.deepEqual([await wait, log], ['renewed', ['asked', 'question gone']]);
    });
  }

  it('is told to reload where another window signed in and this one cannot read it', async () => {
    const { renewals, log, clock, otherWindow } = setUp();
    const wait = outcome(renewals.wait(over));
    await settled();
    otherWindow();
    await clock.set(1000);
    assert.deepEqual([await wait, log], ['account.otherWindow', ['asked', 'question gone']]);
  });

  it('is refused at once where nobody can be asked', async () => {
    const { renewals } = setUp();
    renewals.face = undefined;
    assert.equal(await outcome(renewals.wait(over)), 'needed');
  });
});

describe('a renewal that nobody waits for', () => {
  it('is a sign-in', async () => {
    const { renewals, log } = setUp();
    await renewals.renew(over);
    assert.deepEqual(log, ['sign-in']);
  });
});
