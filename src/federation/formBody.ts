import type { IncomingMessage } from 'node:http';
import { longestResponse } from './samlResponse';

/**
 * Bytes of a body that can still hold an acceptable answer: percent-encoding makes three of a character that is not a letter or
 * digit, base64 may have line breaks, and a RelayState comes along.
 */
export const largestBody = 3 * longestResponse + 20_000;

/** Why a request is not read; the number is the HTTP status. */
export class BodyRefused extends Error {
  constructor(readonly status: 400 | 413 | 415) {
    super(`body refused: ${status}`);
  }
}

/** The fields of a form that a provider's page posts. */
export interface PostedForm {
  samlResponse: string;
  relayState: string | undefined;
}

/**
 * Reads the whole body, in however many pieces it comes. How long that may take is the server's affair (requestTimeout).
 * @throws BodyRefused; the stream's error when the connection ends early
 */
export async function readForm(request: IncomingMessage): Promise<PostedForm> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (type !== 'application/x-www-form-urlencoded' || encoding !== 'identity') throw new BodyRefused(415);
  if (Number(request.headers['content-length'] ?? 0) > largestBody) throw new BodyRefused(413);
  const fields = new URLSearchParams(await readBody(request));
  const [samlResponse, ...others] = fields.getAll('SAMLResponse');
  const relayStates = fields.getAll('RelayState');
  if (samlResponse === undefined || samlResponse === '' || others.length > 0 || relayStates.length > 1) {
    throw new BodyRefused(400);
  }
  return { samlResponse, relayState: relayStates[0] };
}

async function readBody(request: IncomingMessage): Promise<string> {
  // One growing buffer: a list of pieces would cost a hundred times the body when it comes byte by byte.
  let buffer = Buffer.alloc(4096);
  let size = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    if (size + piece.length > largestBody) throw new BodyRefused(413);
    if (size + piece.length > buffer.length) {
      const larger = Buffer.alloc(Math.max(2 * buffer.length, size + piece.length));
      buffer.copy(larger, 0, 0, size);
      buffer = larger;
    }
    size += piece.copy(buffer, size);
  }
  return buffer.toString('latin1', 0, size);
}
