import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { OutgoingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate as soon } from 'node:timers/promises';
import { http, postForm, postText, rawConnection } from '../../unit/federation/support/rawHttp';

/** What bad requests are made of. */
export interface Material {
  port: number;
  /** A rightful response that was used before. */
  used: string;
  /** One by somebody else's key; another one with each call. */
  forged: () => string;
}

/** A kind of bad request: by which HTTP status it is refused (303: read and judged, to a page of its own), and how it is made. */
export interface Kind {
  name: string;
  refusal: number;
  send: (material: Material) => Promise<number>;
}

const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
const body = 'SAMLResponse=x';

/** By Node's client, whole. */
function plain(
  name: string,
  refusal: number,
  method: string,
  path: string,
  headers: OutgoingHttpHeaders = form,
  text = body,
): Kind {
  const send = async ({ port }: Material): Promise<number> =>
    (await http(port, method, path, method === 'POST' || method === 'PUT' ? { headers, body: text } : { headers }))
      .status;
  return { name, refusal, send };
}

/** As bytes, piece by piece. */
function raw(name: string, refusal: number, pieces: (port: number) => Iterable<string>): Kind {
  return { name, refusal, send: ({ port }) => sendRaw(port, pieces(port)) };
}

function judged(name: string, responseOf: (material: Material) => string): Kind {
  const send = async (material: Material): Promise<number> => {
    const fields = { SAMLResponse: responseOf(material), RelayState: 'x' };
    return (await postForm(material.port, fields, { headers: { Origin: 'null' } })).status;
  };
  return { name, refusal: 303, send };
}

const acs = '/redshift/';
const announced = (port: number, length: number, text = ''): string =>
  postText(port, '').replace('Content-Length: 0', `Content-Length: ${length}`) + text;

export const kinds: readonly Kind[] = [
  plain('another path', 404, 'POST', '/saml/acs'),
  plain('the path with a query', 404, 'POST', `${acs}?x`),
  plain('the start without its nonce', 404, 'GET', `${acs}start?nonce=guess`),
  plain('a page that is not there', 404, 'GET', `${acs}result/guess`),
  plain('another method', 405, 'PUT', acs),
  plain('a preflight', 405, 'OPTIONS', acs, { Origin: 'https://evil.example.org' }),
  plain('another Host', 403, 'POST', acs, { ...form, Host: 'evil.example.org' }),
  raw('no Host', 403, () => [`POST ${acs} HTTP/1.0\r\nContent-Length: 0\r\n\r\n`]),
  plain('another content type', 415, 'POST', acs, { 'Content-Type': 'application/json' }),
  plain('a compressed body', 415, 'POST', acs, { ...form, 'Content-Encoding': 'gzip' }),
  plain('no SAMLResponse', 400, 'POST', acs, form, 'RelayState=x'),
  plain('two SAMLResponses', 400, 'POST', acs, form, `${body}&${body}`),
  raw('a body that says it is too long', 413, (port) => [announced(port, 400_000)]),
  raw('a body that is cut off', 400, (port) => [announced(port, 5_000, body)]),
  raw('a body that comes byte by byte', 400, (port) => postText(port, `RelayState=${'x'.repeat(200)}`)),
  raw('headers that are too long', 431, (port) => [
    `GET / HTTP/1.1\r\nHost: localhost:${port}\r\nCookie: ${'x'.repeat(70_000)}\r\n\r\n`,
  ]),
  raw('no HTTP at all', 400, () => ['\x16\x03\x01 hello\r\n\r\n']),
  judged('a long SAMLResponse of noise', () => randomBytes(75_000).toString('base64')),
  judged('a forged SAMLResponse', ({ forged }) => forged()),
  judged('a replayed SAMLResponse', ({ used }) => used),
];

/** The status that comes back, after which the far side closes; 0 where none does. */
async function sendRaw(port: number, pieces: Iterable<string>): Promise<number> {
  const socket = await rawConnection(port);
  let answer = '';
  socket.on('error', () => undefined); // 'close' follows
  socket.on('data', (piece: Buffer) => (answer += piece.toString('latin1')));
  const closed = once(socket, 'close');
  for (const piece of pieces) {
    socket.write(piece);
    await soon();
  }
  socket.end();
  await closed;
  return Number(/^HTTP\/1\.1 (\d+) /.exec(answer)?.[1] ?? 0);
}

/** A connection that goes on hanging: silent, or in the middle of its body. */
export async function hangingConnection(port: number, silent: boolean): Promise<Socket> {
  const socket = await rawConnection(port);
  socket.on('error', () => undefined); // it is closed by the far side in the end
  if (!silent) socket.write(announced(port, 5_000, body));
  return socket;
}
