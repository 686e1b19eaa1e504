// Not `node:https`: the editor puts its proxy and certificate settings into the modules of these names alone.
import { request as requestByHttp, type IncomingMessage, type ClientRequest } from 'http';
import { request as requestByHttps } from 'https';
import { Readable } from 'node:stream';

/**
 * GET of an address whose query is a secret; redirects are not followed. The editor logs (at debug) every address that it finds a
 * proxy for, `fetch` included, and a one-time token stands in Okta's: so the connection is made for the path alone, and the query
 * is added when it is there, before anything is sent.
 * @throws Error of Node's HTTP client; AbortError
 */
export function quietGet(
  address: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Response> {
  const { protocol, hostname, port, pathname, search } = new URL(address);
  const request = protocol === 'https:' ? requestByHttps : requestByHttp;
  return new Promise((resolve, reject) => {
    const host = hostname.replace(/^\[(.*)\]$/, '$1');
    const sent: ClientRequest = request({ protocol, hostname: host, port, path: pathname, headers, signal });
    sent.once('error', reject);
    sent.once('response', (answer) => resolve(responseOf(answer)));
    sent.once('socket', () => {
      sent.path = pathname + search;
      sent.end();
    });
  });
}

function responseOf(answer: IncomingMessage): Response {
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(answer.headersDistinct)) {
    for (const value of values) headers.append(name, value);
  }
  const status = answer.statusCode ?? 0;
  const hasBody = status !== 204 && status !== 304;
  if (!hasBody) answer.resume();
  return new Response(hasBody ? (Readable.toWeb(answer) as ReadableStream<Uint8Array>) : null, { status, headers });
}
