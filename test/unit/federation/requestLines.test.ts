import assert from 'node:assert/strict';
import type { AcsListener } from '../../../src/federation/listener';
import { openListener } from '../../../src/federation/listener';
import { englishWords } from '../../../src/federation/resultPage';
import { signInLog } from '../../../src/federation/signInLog';
import { freePort, HandClock, LogOfLines, never } from './support/ports';
import { http, postForm } from './support/rawHttp';
import { now } from './support/samlBuilder';

describe('the log of a sign-in', () => {
  let port: number;
  let log: LogOfLines;
  let listener: AcsListener;

  beforeEach(async () => {
    port = await freePort();
    log = new LogOfLines();
    const heldByUs = (): Promise<boolean> => Promise.resolve(false);
    listener = await openListener({ port, words: englishWords, clock: new HandClock(now), log, heldByUs });
  });

  afterEach(() => listener.close());

  it('has a line for each request to the listener, without what it carries or where it leads', async () => {
    const start = new URL(listener.startAt('https://idp.example.org/?SAMLRequest=request'));
    await http(port, 'GET', start.pathname + start.search);
    const posted = postForm(port, { SAMLResponse: 'assertion', RelayState: 'state' });
    (await listener.next(never)).reply(englishWords.signedIn('ethan'));
    const { headers } = await posted;
    await http(port, 'GET', String(headers['location']));
    await http(port, 'GET', '/whatever?they=like');
    // A line comes when its connection has let go of the answer.
    while (log.lines.length < 5) await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(log.lines.sort(), [
      'debug listener: refused a request with 404',
      'trace listener: GET /redshift/result/: 200 in 0 ms',
      'trace listener: GET /redshift/start: 302 in 0 ms',
      'trace listener: GET elsewhere: 404 in 0 ms',
      'trace listener: POST /redshift/: 303 in 0 ms',
    ]);
  });

  it('has an id in every line, and another in those of the next sign-in', () => {
    const [one, other] = [signInLog(log), signInLog(log)];
    one.debug('a');
    one.error('b', new Error('c'));
    other.info('d');
    const ids = log.lines.map((line) => /^\w+ (sign-in [0-9a-f]{6}): /.exec(line)?.[1]);
    assert.equal(ids[0], ids[1]);
    assert.ok(ids[0] !== undefined && ids[2] !== undefined && ids[0] !== ids[2]);
  });

  it('conceals what one sign-in says until that is over', () => {
    const told: string[] = [];
    const conceal = (secrets: readonly string[]): { dispose(): void } => {
      told.push(...secrets);
      return { dispose: () => void told.splice(0) };
    };
    const one = signInLog(Object.assign(log, { conceal }));
    one.conceal?.(['assertion', 'password']);
    assert.deepEqual(told, ['assertion', 'password']);
    one.dispose();
    assert.deepEqual(told, []);
  });
});
