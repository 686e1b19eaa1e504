import { once } from 'node:events';
import type { OutgoingHttpHeaders } from 'node:http';
import { request } from 'node:http';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { acs } from './samlBuilder';

export interface Reply {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  body: string;
}

/** One request over a connection of its own; nothing is followed. */
export function http(
  port: number,
  method: string,
  path: string,
  options: { headers?: OutgoingHttpHeaders; body?: string; address?: string } = {},
): Promise<Reply> {
  const { headers = {}, body, address = '127.0.0.1' } = options;
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: address, port, method, path, agent: false, headers: { Host: `localhost:${port}`, ...headers } },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
        response.on('error', reject);
      },
    );
    sent.on('error', reject).end(body);
  });
}

const formType = { 'Content-Type': 'application/x-www-form-urlencoded' };

/** Posts a form to the ACS as a browser does. */
export function postForm(
  port: number,
  fields: Record<string, string>,
  options: { headers?: OutgoingHttpHeaders; address?: string } = {},
): Promise<Reply> {
  const body = new URLSearchParams(fields).toString();
  return http(port, 'POST', new URL(acs).pathname, { ...options, headers: { ...formType, ...options.headers }, body });
}

/** The text of such a POST, for raw connections. */
export function postText(port: number, body: string): string {
  return (
    `POST /redshift/ HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Type: application/x-www-form-urlencoded\r\n` +
    `Content-Length: ${body.length}\r\n\r\n${body}`
  );
}

export async function rawConnection(port: number, address = '127.0.0.1'): Promise<Socket> {
  const socket = connect(port, address);
  socket.setNoDelay(true);
  await once(socket, 'connect');
  return socket;
}

/** Resolves when nobody listens any more. */
export async function untilRefused(port: number): Promise<void> {
  for (let i = 0; i < 500; i++) {
    try {
      await http(port, 'GET', '/');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ECONNREFUSED') return;
    }
  }
  throw new Error(`port ${port} is still open`);
}
