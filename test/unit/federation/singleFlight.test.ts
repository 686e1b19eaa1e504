import assert from 'node:assert/strict';
import { setImmediate as soon } from 'node:timers/promises';
import { Cancelled } from '../../../src/core/failure';
import { SingleFlight } from '../../../src/federation/singleFlight';
import { never } from './support/ports';

describe('a single flight', () => {
  let started: AbortSignal[];
  let finish: (value: string) => void;
  let fail: (error: Error) => void;
  const work = (signal: AbortSignal): Promise<string> => {
    started.push(signal);
    return new Promise((resolve, reject) => {
      finish = resolve;
      fail = reject;
    });
  };

  beforeEach(() => (started = []));

  it('gives ten callers one outcome, and the next one a new flight', async () => {
    const flights = new SingleFlight<string>();
    const ten = Promise.all(Array.from({ length: 10 }, () => flights.run('a', never, work)));
    finish('one');
    assert.deepEqual([await ten, started.length], [Array(10).fill('one'), 1]);
    const next = flights.run('a', never, work);
    finish('two');
    assert.deepEqual([await next, started.length], ['two', 2]);
  });

  it('keeps keys apart', async () => {
    const flights = new SingleFlight<string>();
    const other = flights.run('b', never, () => Promise.resolve('b'));
    void flights.run('a', never, work);
    assert.deepEqual([await other, started.length], ['b', 1]);
  });

  it('passes a failure on to all, and forgets it', async () => {
    const flights = new SingleFlight<string>();
    const both = [flights.run('a', never, work), flights.run('a', never, work)];
    fail(new Error('no'));
    for (const one of both) await assert.rejects(one, /no/);
    await soon();
    void flights.run('a', never, work);
    assert.equal(started.length, 2);
  });

  it('lets one caller leave without ending the work for the others', async () => {
    const flights = new SingleFlight<string>();
    const leaving = new AbortController();
    const left = flights.run('a', leaving.signal, work);
    const stayed = flights.run('a', never, work);
    leaving.abort();
    await assert.rejects(left, (error) => Cancelled.is(error));
    finish('still');
    assert.deepEqual([await stayed, started[0]?.aborted], ['still', false]);
  });

  it('ends the work when the last caller leaves, and starts anew for the next one at once', async () => {
    const flights = new SingleFlight<string>();
    const control = new AbortController();
    const left = flights.run('a', control.signal, work);
    control.abort();
    const next = flights.run('a', never, work);
    finish('new');
    await assert.rejects(left, (error) => Cancelled.is(error));
    assert.deepEqual([await next, started.map(({ aborted }) => aborted)], ['new', [true, false]]);
  });

  it('does not start for somebody who has left already', async () => {
    const flights = new SingleFlight<string>();
    await assert.rejects(flights.run('a', AbortSignal.abort(), work), (error) => Cancelled.is(error));
    assert.equal(started.length, 0);
  });
});
