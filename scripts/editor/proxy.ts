import { randomBytes } from 'node:crypto';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, Socket, type AddressInfo } from 'node:net';

export interface EditorProxy {
  readonly port: number;
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  stop(): Promise<void>;
}

/**
 * Stands in front of VS Code's own server, so that secrets outlive a reload: the web workbench encrypts them with a key
 * of which the server holds one half, handed out by POST <base>/mint-key. code-server's wrapper answers that,
 * VS Code's server does not, and without it every reload starts with no secrets. All else is passed through unchanged.
 * Requests of foreign pages are refused: by Host (DNS rebinding) and by Origin.
 * @param options.token the server's connection token; the key is then given only to who has it
 * @param options.port 0 for a free one
 */
export async function startEditorProxy(options: {
  upstreamPort: number;
  token?: string;
  port?: number;
}): Promise<EditorProxy> {
  const keyHalf = randomBytes(32); // for the life of this proxy
  const sockets = new Set<Socket>();
  const server = http.createServer((request, response) => {
    if (!isOurOwn(request)) {
      response.writeHead(403).end();
    } else if (request.method === 'POST' && pathOf(request).endsWith('/mint-key')) {
      const known = options.token === undefined || hasToken(request, options.token);
      response.writeHead(known ? 200 : 403, {
        'content-type': 'application/octet-stream',
        'cache-control': 'no-store',
      });
      response.end(known ? keyHalf : undefined);
    } else {
      passRequest(request, response, options.upstreamPort);
    }
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('upgrade', (request, socket, head) => {
    if (isOurOwn(request) && socket instanceof Socket) passUpgrade(request, socket, head, options.upstreamPort);
    else socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

const pathOf = (request: IncomingMessage): string => new URL(request.url ?? '/', 'http://localhost').pathname;

/** The port may differ from ours where a person forwards it. */
function isOurOwn(request: IncomingMessage): boolean {
  const { host, origin } = request.headers;
  if (host === undefined || !/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host)) return false;
  return origin === undefined || origin === `http://${host}`;
}

/** VS Code's server puts the token of the address into this cookie. */
function hasToken(request: IncomingMessage, token: string): boolean {
  const cookies = (request.headers.cookie ?? '').split(/;\s*/);
  return cookies.includes(`vscode-tkn=${token}`);
}

function passRequest(request: IncomingMessage, response: ServerResponse, port: number): void {
  // Host stays: the server builds the workbench's addresses from it.
  const upstream = http.request(
    { host: '127.0.0.1', port, method: request.method, path: request.url, headers: request.headers },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(response);
    },
  );
  upstream.on('error', () => {
    if (!response.headersSent) response.writeHead(502);
    response.end();
  });
  response.on('close', () => upstream.destroy());
  request.pipe(upstream);
}

function passUpgrade(request: IncomingMessage, client: Socket, head: Buffer, port: number): void {
  const upstream = connect(port, '127.0.0.1', () => {
    const headers: string[] = [];
    for (let i = 0; i + 1 < request.rawHeaders.length; i += 2) {
      headers.push(`${request.rawHeaders[i] ?? ''}: ${request.rawHeaders[i + 1] ?? ''}\r\n`);
    }
    upstream.write(`${request.method ?? 'GET'} ${request.url ?? '/'} HTTP/1.1\r\n${headers.join('')}\r\n`);
    if (head.length > 0) upstream.write(head);
    upstream.pipe(client);
    client.pipe(upstream);
  });
  for (const [one, other] of [
    [client, upstream],
    [upstream, client],
  ] as const) {
    one.setNoDelay(true);
    const end = (): void => void other.destroy();
    one.on('error', end);
    one.on('close', end);
  }
}
