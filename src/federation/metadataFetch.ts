import { Cancelled, Failure } from '../core/failure';
import { errorCode } from './networkErrors';
import { hostOf, isSafeAddress } from './text';

const timeoutMs = 15_000;
/** Entra's is about 80 KB; an aggregate of a whole federation is not what anybody means here. */
const largest = 2_000_000;
const mostRedirects = 3;

/**
 * What stands at the address of metadata. `fetch` is the editor's, which knows its proxy and certificates.
 * @throws Failure metadata.unreachable, metadata.invalid (badAddress, tooLarge); Cancelled
 */
export async function fetchMetadata(address: string, signal: AbortSignal): Promise<string> {
  const from = hostOf(address);
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  try {
    let target = address;
    for (let hop = 0; hop <= mostRedirects; hop++) {
      if (!isSafeAddress(target)) throw new Failure('metadata.invalid', { from, problem: 'badAddress' });
      // By hand, so that no hop leaves https.
      const answer = await fetch(target, { redirect: 'manual', signal: bounded });
      const location = answer.headers.get('location');
      if (answer.status >= 300 && answer.status < 400 && location !== null && URL.canParse(location, target)) {
        target = new URL(location, target).href;
        continue;
      }
      if (!answer.ok) throw new Failure('metadata.unreachable', { host: from, reason: `HTTP ${answer.status}` });
      return await readBody(answer, from);
    }
    throw new Failure('metadata.unreachable', { host: from, reason: 'too many redirects' });
  } catch (error) {
    if (Failure.is(error)) throw error;
    if (signal.aborted) throw new Cancelled({ cause: signal.reason });
    const reason = bounded.aborted ? 'ETIMEDOUT' : errorCode(error);
    throw new Failure('metadata.unreachable', { host: from, reason }, { cause: error });
  }
}

async function readBody(answer: Response, from: string): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
    size += piece.length;
    if (size > largest) throw new Failure('metadata.invalid', { from, problem: 'tooLarge' });
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
