import assert from 'node:assert/strict';
import http from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { startEditorProxy, type EditorProxy } from '../../../scripts/editor/proxy';

interface Answer {
  status: number | undefined;
  body: string;
}

describe('the proxy in front of the editor', () => {
  let upstream: http.Server;
  let upstreamPort: number;
  let proxy: EditorProxy;

  before(async () => {
    upstream = http.createServer((request, response) => {
      response.end(`${request.method ?? ''} ${request.url ?? ''} host=${request.headers.host ?? ''}`);
    });
    upstream.on('upgrade', (_request, socket, head) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
      socket.write(head); // what came with the request
      socket.pipe(socket);
    });
    await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
    upstreamPort = (upstream.address() as AddressInfo).port;
    proxy = await startEditorProxy({ upstreamPort, token: 'token-1' });
  });

  after(async () => {
    await proxy.stop();
    upstream.closeAllConnections();
    await new Promise((resolve) => upstream.close(resolve));
  });

  async function ask(method: string, path: string, headers: http.OutgoingHttpHeaders = {}): Promise<Answer> {
    const answer = await new Promise<http.IncomingMessage>((resolve, reject) => {
      const request = http.request(
        { host: '127.0.0.1', port: proxy.port, method, path, headers, agent: false },
        resolve,
      );
      request.on('error', reject);
      request.end();
    });
    return { status: answer.statusCode, body: await text(answer.setEncoding('latin1')) };
  }

  it('passes requests on with the Host that they came with', async () => {
    const host = `localhost:${proxy.port}`;
    assert.deepEqual(await ask('GET', '/a?b=c', { host }), { status: 200, body: `GET /a?b=c host=${host}` });
  });

  it('gives who has the token the same half of a key each time', async () => {
    const headers = { cookie: 'a=b; vscode-tkn=token-1' };
    const first = await ask('POST', '/mint-key', headers);
    assert.deepEqual([first.status, first.body.length], [200, 32]);
    assert.deepEqual(await ask('POST', '/some/base/mint-key', headers), first);
  });

  const refused: [string, string, string, http.OutgoingHttpHeaders][] = [
    ['the key to who has no token', 'POST', '/mint-key', {}],
    ['the key to who has another token', 'POST', '/mint-key', { cookie: 'vscode-tkn=token-12' }],
    ['a foreign page', 'GET', '/', { origin: 'http://evil.example' }],
    ['a page of another port', 'GET', '/', { origin: 'http://127.0.0.1:1' }],
    ['a page without an origin', 'POST', '/', { origin: 'null' }],
    ['a foreign name for this address', 'GET', '/', { host: 'evil.example' }],
  ];
  for (const [what, method, path, headers] of refused) {
    it(`refuses ${what}`, async () => {
      assert.deepEqual(await ask(method, path, headers), { status: 403, body: '' });
    });
  }

  async function upgrade(origin: string): Promise<string> {
    const socket = connect(proxy.port, '127.0.0.1');
    const head = `GET /ws HTTP/1.1\r\nHost: 127.0.0.1:${proxy.port}\r\nOrigin: ${origin}\r\nConnection: Upgrade\r\n`;
    socket.end(`${head}Upgrade: websocket\r\n\r\necho this`);
    return text(socket);
  }

  it('passes WebSockets on, both ways', async () => {
    assert.match(await upgrade(proxy.origin), /^HTTP\/1\.1 101 [^]*echo this$/);
  });

  it('refuses the WebSockets of foreign pages', async () => {
    assert.equal(await upgrade('http://evil.example'), '');
  });
});
