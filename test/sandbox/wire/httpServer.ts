import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { SandboxClock } from './clock';

/** A request as it came, nothing decoded: what was signed is the raw form. */
export interface RawRequest {
  method: string;
  /** Without the query. */
  path: string;
  /** Without the question mark. */
  query: string;
  /** In the order of arrival, names as sent; a header sent twice is there twice. */
  headers: readonly (readonly [name: string, value: string])[];
  body: Buffer;
}

export interface RawResponse {
  status: number;
  headers?: Readonly<Record<string, string | string[]>>;
  body?: string | Buffer;
  /** Sends only so many bytes of the body, then breaks the connection. */
  cutAfter?: number;
}

/** Thrown by a handler that wants the connection broken without an answer. */
export class ResetConnection extends Error {}

export type Handler = (request: RawRequest, signal: AbortSignal) => Promise<RawResponse> | RawResponse;

export interface HttpServer {
  /** `http://127.0.0.1:PORT` */
  origin: string;
  port: number;
  close(): Promise<void>;
}

export interface HttpOptions {
  /** 0 = any free one. */
  port: number;
  clock: SandboxClock;
  /** Bytes; a longer body is answered with 413. */
  bodyLimit: number;
}

/** Serves on loopback alone. A handler that throws anything but ResetConnection is a bug of the sandbox: 500 and stderr. */
export async function serveHttp(handler: Handler, options: HttpOptions): Promise<HttpServer> {
  const server = createServer((incoming, outgoing) => {
    outgoing.sendDate = false;
    const closed = new AbortController();
    outgoing.once('close', () => closed.abort(new Error('The connection was closed.')));
    void answer(incoming, outgoing, handler, options, closed.signal);
  });
  // Clients keep connections; AWS's own keep them for about 20 s.
  server.keepAliveTimeout = 20_000;
  await listen(server, options.port);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** First value of a header, by its name in lower case. */
export function headerOf(request: RawRequest, name: string): string | undefined {
  return request.headers.find(([key]) => key.toLowerCase() === name)?.[1];
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  handler: Handler,
  { bodyLimit, clock }: HttpOptions,
  signal: AbortSignal,
): Promise<void> {
  try {
    const body = await readBody(incoming, bodyLimit);
    if (!body) {
      outgoing.writeHead(413, { Connection: 'close' }).end();
      return;
    }
    const response = await handler(rawRequest(incoming, body), signal);
    // When it is sent, not when it was asked for: clients set their clocks by it.
    outgoing.setHeader('Date', clock.date().toUTCString());
    if (!outgoing.destroyed) send(outgoing, response);
  } catch (error) {
    // An incomplete request: the client went away while it was sending.
    if (!(error instanceof ResetConnection) && !signal.aborted && incoming.complete) {
      console.error('sandbox:', error);
      if (!outgoing.headersSent) {
        outgoing.writeHead(500).end();
        return;
      }
    }
    outgoing.destroy();
  }
}

function send(outgoing: ServerResponse, response: RawResponse): void {
  const body = Buffer.from(response.body ?? '');
  outgoing.writeHead(response.status, { ...response.headers, 'Content-Length': String(body.length) });
  if (response.cutAfter === undefined) {
    outgoing.end(body);
    return;
  }
  // Written before the break, or the client would see a reset without any answer.
  outgoing.write(body.subarray(0, response.cutAfter), () => outgoing.destroy());
}

/** The whole body, or undefined when it is longer than the limit. */
async function readBody(incoming: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function rawRequest(incoming: IncomingMessage, body: Buffer): RawRequest {
  const [path = '/', ...query] = (incoming.url ?? '/').split('?');
  const headers: [string, string][] = [];
  for (let index = 0; index + 1 < incoming.rawHeaders.length; index += 2) {
    headers.push([incoming.rawHeaders[index] ?? '', incoming.rawHeaders[index + 1] ?? '']);
  }
  return { method: incoming.method ?? 'GET', path, query: query.join('?'), headers, body };
}
