import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setImmediate as soon } from 'node:timers/promises';
import { Cancelled, Failure } from '../../../src/core/failure';
import type { AcsListener } from '../../../src/federation/listener';
import { openListener } from '../../../src/federation/listener';
import { englishWords } from '../../../src/federation/resultPage';
import { freePort, HandClock, LogOfLines, loopbacks, never } from './support/ports';
import { http, postForm, postText, rawConnection, untilRefused } from './support/rawHttp';
import { now } from './support/samlBuilder';

describe('the listener for the answer', () => {
  let port: number;
  let clock: HandClock;
  let listener: AcsListener;
  const listen = (): Promise<AcsListener> =>
    openListener({ port, words: englishWords, clock, log: new LogOfLines(), heldByUs: () => Promise.resolve(false) });

  beforeEach(async () => {
    port = await freePort();
    clock = new HandClock(now);
    listener = await listen();
  });

  afterEach(() => listener.close());

  const good = englishWords.signedIn('ethan');

  for (const address of loopbacks) {
    it(`takes an answer at ${address}, replies with 303 and shows the verdict on a page without data`, async () => {
      const reply = postForm(
        port,
        { SAMLResponse: 'a+b/c==', RelayState: 'r&s' },
        { address, headers: { Origin: 'null' } },
      );
      const answer = await listener.next(never);
      assert.deepEqual([answer.samlResponse, answer.relayState, answer.origin], ['a+b/c==', 'r&s', 'null']);
      answer.reply(good);
      const { status, headers } = await reply;
      assert.equal(status, 303);
      const location = String(headers['location']);
      assert.match(location, /^\/redshift\/result\/[\w-]{16}$/);
      const page = await http(port, 'GET', location, { address });
      assert.equal(page.status, 200);
      assert.match(page.body, /<h1>You are signed in<\/h1><p>Signed in to Amazon Redshift as ethan\.<\/p>/);
    });
  }

  it('sends the browser on to the provider, but only from the address with the nonce', async () => {
    const target = 'https://idp.example.org/sso?SAMLRequest=a%2Bb%2Fc%3D%3D';
    const start = new URL(listener.startAt(target));
    const reply = await http(port, 'GET', start.pathname + start.search);
    assert.deepEqual([start.host, reply.status, reply.headers['location']], [`localhost:${port}`, 302, target]);
    assert.equal((await http(port, 'GET', start.pathname)).status, 404);
    assert.equal((await http(port, 'GET', `${start.pathname}?nonce=guess`)).status, 404);
  });

  it('tells browsers to keep nothing, load nothing, run nothing and pass nothing on', async () => {
    const { headers, body } = await http(port, 'GET', '/');
    const style = /style-src 'sha256-[\w+/=]+'; /;
    assert.deepEqual(
      {
        policy: String(headers['content-security-policy']).replace(style, ''),
        referrer: headers['referrer-policy'],
        cache: headers['cache-control'],
        sniff: headers['x-content-type-options'],
        opener: headers['cross-origin-opener-policy'],
        script: body.includes('<script'),
      },
      {
        policy: "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        referrer: 'no-referrer',
        cache: 'no-store',
        sniff: 'nosniff',
        opener: 'same-origin',
        script: false,
      },
    );
  });

  it('escapes what it shows', async () => {
    const reply = postForm(port, { SAMLResponse: 'x' });
    (await listener.next(never)).reply(englishWords.signedIn('<b>"&\''));
    const { body } = await http(port, 'GET', String((await reply).headers['location']));
    assert.ok(body.includes('as &#60;b&#62;&#34;&#38;&#39;.'));
  });

  type Request = Parameters<typeof http>[3];
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const refused: [name: string, status: number, method: string, path: string, options?: Request][] = [
    ['another path', 404, 'POST', '/redshift', { headers: form, body: 'SAMLResponse=x' }],
    ['the path with a query', 404, 'POST', '/redshift/?x', { headers: form, body: 'SAMLResponse=x' }],
    ['the path in another spelling', 404, 'POST', '/redshift/../redshift/', { headers: form, body: 'SAMLResponse=x' }],
    ['a whole address as path', 404, 'POST', 'http://localhost/redshift/', { headers: form, body: 'SAMLResponse=x' }],
    ['GET with an answer', 405, 'GET', '/redshift/'],
    ['PUT', 405, 'PUT', '/redshift/', { headers: form, body: 'SAMLResponse=x' }],
    ['OPTIONS', 405, 'OPTIONS', '/redshift/'],
    [
      'another Host',
      403,
      'POST',
      '/redshift/',
      { headers: { ...form, Host: 'evil.example.org' }, body: 'SAMLResponse=x' },
    ],
    ['a Host that begins like ours', 403, 'GET', '/redshift/', { headers: { Host: 'localhost.evil.example.org' } }],
    [
      'our Host without port',
      403,
      'POST',
      '/redshift/',
      { headers: { ...form, Host: 'localhost' }, body: 'SAMLResponse=x' },
    ],
    ['JSON', 415, 'POST', '/redshift/', { headers: { 'Content-Type': 'application/json' }, body: '{}' }],
    [
      'plain text, which pages may post anywhere',
      415,
      'POST',
      '/redshift/',
      { headers: { 'Content-Type': 'text/plain' }, body: 'SAMLResponse=x' },
    ],
    ['no content type', 415, 'POST', '/redshift/', { body: 'SAMLResponse=x' }],
    ['a compressed body', 415, 'POST', '/redshift/', { headers: { ...form, 'Content-Encoding': 'gzip' }, body: 'x' }],
    ['no SAMLResponse', 400, 'POST', '/redshift/', { headers: form, body: 'RelayState=x' }],
    ['an empty SAMLResponse', 400, 'POST', '/redshift/', { headers: form, body: 'SAMLResponse=' }],
    ['two SAMLResponses', 400, 'POST', '/redshift/', { headers: form, body: 'SAMLResponse=x&SAMLResponse=y' }],
    ['two RelayStates', 400, 'POST', '/redshift/', { headers: form, body: 'SAMLResponse=x&RelayState=a&RelayState=b' }],
    [
      'a body that is too long',
      413,
      'POST',
      '/redshift/',
      { headers: form, body: `SAMLResponse=${'x'.repeat(320_000)}` },
    ],
    ['a page that is not there', 404, 'GET', '/redshift/result/guess'],
  ];
  for (const [name, status, method, path, options] of refused) {
    it(`refuses ${name}, and still takes the right answer`, async () => {
      assert.equal((await http(port, method, path, options)).status, status);
      const reply = postForm(port, { SAMLResponse: 'right' });
      const answer = await listener.next(never);
      answer.reply(good);
      assert.deepEqual([answer.samlResponse, (await reply).status], ['right', 303]);
    });
  }

  it('refuses a body that grows too long though it never said so', async () => {
    const socket = await rawConnection(port);
    socket.on('error', () => undefined);
    socket.write(postText(port, '').replace('Content-Length: 0', 'Transfer-Encoding: chunked'));
    const piece = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    for (let i = 0; i < 6; i++) socket.write(piece);
    const [reply] = (await once(socket, 'data')) as [Buffer];
    assert.match(reply.toString(), /^HTTP\/1\.1 413 /);
    socket.destroy();
  });

  it('takes an answer of 100,000 characters that are all percent-encoded', async () => {
    const longest = '+'.repeat(100_000);
    const reply = postForm(port, { SAMLResponse: longest });
    const answer = await listener.next(never);
    answer.reply(good);
    assert.deepEqual([answer.samlResponse.length, (await reply).status], [longest.length, 303]);
  });

  it('takes an answer that comes byte by byte, among connections that say nothing or never end', async () => {
    const idle = await Promise.all(Array.from({ length: 20 }, () => rawConnection(port)));
    for (const socket of idle.slice(10)) socket.write('POST /redshift/ HTTP/1.1\r\nHost: local');
    const socket = await rawConnection(port);
    for (const byte of postText(port, `SAMLResponse=${'ab%2B'.repeat(200)}`)) {
      socket.write(byte);
      await soon();
    }
    const answer = await listener.next(never);
    assert.equal(answer.samlResponse, 'ab+'.repeat(200));
    answer.reply(good);
    const [reply] = (await once(socket, 'data')) as [Buffer];
    assert.match(reply.toString(), /^HTTP\/1\.1 303 /);
    for (const one of [socket, ...idle]) one.destroy();
  });

  it('keeps answers in their order', async () => {
    const replies = [];
    for (const SAMLResponse of ['one', 'two', 'three']) {
      replies.push(postForm(port, { SAMLResponse }));
      await soon();
    }
    const taken = [];
    for (const _ of replies) {
      const answer = await listener.next(never);
      taken.push(answer.samlResponse);
      answer.reply(good);
    }
    await Promise.all(replies);
    assert.deepEqual(taken.sort(), ['one', 'three', 'two']);
  });

  it('says no to more answers than anybody needs', async () => {
    const statuses: number[] = [];
    let refused: () => void;
    const tenRefused = new Promise<void>((resolve) => (refused = resolve));
    const replies = Array.from({ length: 60 }, async () => {
      statuses.push((await postForm(port, { SAMLResponse: 'x' })).status);
      if (statuses.length === 10) refused();
    });
    await tenRefused;
    listener.finish();
    await Promise.all(replies);
    assert.deepEqual(statuses, [...Array<number>(10).fill(503), ...Array<number>(50).fill(303)]);
  });

  it('shows the first verdict only', async () => {
    const reply = postForm(port, { SAMLResponse: 'x' });
    const answer = await listener.next(never);
    answer.reply(englishWords.chooseRole());
    answer.reply(good);
    const page = await http(port, 'GET', String((await reply).headers['location']));
    assert.match(page.body, /One more step/);
  });

  it('once it is over, tells others so, and frees the port when its pages were fetched', async () => {
    const won = postForm(port, { SAMLResponse: 'won' });
    (await listener.next(never)).reply(good);
    const late = await rawConnection(port);
    await new Promise<void>((resolve) => void late.write(postText(port, 'SAMLResponse=late'), () => resolve()));
    // Later connections are served later: when these have their replies, that answer waits in the queue.
    for (let i = 0; i < 3; i++) await http(port, 'GET', '/');
    listener.finish();
    assert.equal((await postForm(port, { SAMLResponse: 'later' })).status, 409);
    const [lateReply] = (await once(late, 'data')) as [Buffer];
    late.destroy();
    const locations = [
      String((await won).headers['location']),
      /Location: (.*)\r/.exec(lateReply.toString())?.[1] ?? '',
    ];
    const headings = [];
    for (const location of locations) {
      headings.push(/<h1>(.*)<\/h1>/.exec((await http(port, 'GET', location)).body)?.[1]);
    }
    assert.deepEqual(headings, ['You are signed in', 'Nothing to do here']);
    await untilRefused(port);
  });

  it('once it is over, does not wait for pages that it has dropped for later ones', async () => {
    const locations: string[] = [];
    for (let i = 0; i < 61; i++) {
      const reply = postForm(port, { SAMLResponse: 'x' });
      (await listener.next(never)).reply(good);
      locations.push(String((await reply).headers['location']));
    }
    listener.finish();
    const statuses = new Set<number>();
    for (const location of locations.slice(10)) statuses.add((await http(port, 'GET', location)).status);
    assert.deepEqual([...statuses], [200]);
    await untilRefused(port);
  });

  it('once it is over, frees the port after some seconds even if nobody fetches the page', async () => {
    listener.finish();
    clock.goOn(5_000);
    await untilRefused(port);
  });

  it('makes room at once for the next sign-in of this window', async () => {
    listener.finish();
    listener = await listen();
    const reply = postForm(port, { SAMLResponse: 'next' });
    assert.equal((await listener.next(never)).samlResponse, 'next');
    listener.close();
    await assert.rejects(reply);
  });

  it('closes at once, with every connection', async () => {
    const socket = await rawConnection(port);
    const waiting = postForm(port, { SAMLResponse: 'x' });
    await listener.next(never);
    listener.close();
    await assert.rejects(waiting);
    await once(socket, 'close');
    await untilRefused(port);
  });

  it('stops waiting when it is cancelled', async () => {
    const control = new AbortController();
    const next = listener.next(control.signal);
    control.abort();
    await assert.rejects(next, (error) => Cancelled.is(error));
  });

  describe('does not open when its port is taken', () => {
    const failure = async (): Promise<unknown> => {
      try {
        return await listen();
      } catch (error) {
        return Failure.is(error) ? [error.code, error.facts] : error;
      }
    };

    for (const address of loopbacks) {
      it(`at ${address}, and leaves the other address alone`, async () => {
        listener.close();
        const other = createServer().listen(port, address);
        await once(other, 'listening');
        assert.deepEqual(await failure(), ['listener.portBusy', { port, address, byUs: false }]);
        await new Promise((resolve) => other.close(resolve));
        // Both are free again: nothing was kept.
        listener = await listen();
      });
    }

    it('or is none at all, and says what the system says', async () => {
      listener.close();
      port = 70_000;
      assert.deepEqual(await failure(), [
        'listener.notBound',
        { port, address: '127.0.0.1', reason: 'ERR_SOCKET_BAD_PORT' },
      ]);
    });

    it('by a sign-in of this window, and says so', async () => {
      assert.deepEqual(await failure(), ['listener.portBusy', { port, address: '127.0.0.1', byUs: true }]);
    });
  });
});
