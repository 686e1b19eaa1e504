import assert from 'node:assert/strict';
import { once } from 'node:events';
import http, { Agent, createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { quietGet } from '../../../src/federation/okta/quietGet';
import { never } from './support/ports';

describe('a GET with a secret in its query', () => {
  let server: Server;
  let origin: string;
  let handler: RequestListener;

  beforeEach(async () => {
    server = createServer((request, response) => handler(request, response)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('arrives whole, and its answer comes back as it is, redirects and cookies too', async () => {
    const got: unknown[] = [];
    handler = ({ method, url, headers }, response) => {
      got.push([method, url, headers.accept, headers.host]);
      response.setHeader('Set-Cookie', ['a=1', 'b=2']);
      response.writeHead(302, { Location: '/next' }).end('moved');
    };
    const answer = await quietGet(`${origin}/home/app?onetimetoken=a%2Bb&x=1`, { Accept: 'text/html' }, never);
    assert.deepEqual(
      [got, answer.status, answer.headers.get('location'), answer.headers.getSetCookie(), await answer.text()],
      [
        [['GET', '/home/app?onetimetoken=a%2Bb&x=1', 'text/html', origin.slice('http://'.length)]],
        302,
        '/next',
        ['a=1', 'b=2'],
        'moved',
      ],
    );
  });

  it('is known to the agent, which finds proxies and logs, without its query', async () => {
    handler = (_, response) => void response.end();
    const seen: string[] = [];
    class LookingOn extends Agent {
      override createConnection(...args: Parameters<Agent['createConnection']>): ReturnType<Agent['createConnection']> {
        seen.push(JSON.stringify(args[0]));
        return super.createConnection(...args);
      }
    }
    const before = http.globalAgent;
    http.globalAgent = new LookingOn();
    try {
      await quietGet(`${origin}/home/app?onetimetoken=secret`, {}, never);
    } finally {
      http.globalAgent = before;
    }
    assert.equal(seen.length, 1);
    assert.ok(seen.every((text) => !text.includes('secret')));
  });

  it('can be broken off, and says why nobody answered', async () => {
    handler = () => undefined;
    const stop = new AbortController();
    const broken = assert.rejects(quietGet(`${origin}/?a=1`, {}, stop.signal), { name: 'AbortError' });
    stop.abort();
    await broken;
    handler = (request) => request.socket.destroy();
    await assert.rejects(quietGet(`${origin}/?a=1`, {}, never), { code: 'ECONNRESET' });
  });
});
