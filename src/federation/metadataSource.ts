import { Cancelled, Failure, throwIfCancelled } from '../core/failure';
import type { Clock, Log } from '../core/ports';
import type { ProviderMetadata } from './metadata';
import { MetadataError, parseMetadata } from './metadata';
import { errorCode } from './networkErrors';
import { hostOf, isSafeAddress } from './text';

const timeoutMs = 15_000;
/** Entra's is about 80 KB; an aggregate of a whole federation is not what anybody means here. */
const largest = 2_000_000;
const mostRedirects = 3;
/** How long fetched metadata is good without asking again. A signature that does not hold asks earlier (`fresh`). */
const goodForMs = 60 * 60_000;

/** Metadata by its setting; fetched ones are kept in memory. */
export class MetadataSource {
  readonly #kept = new Map<string, { metadata: ProviderMetadata; at: number }>();

  /**
   * @param setting XML text, or an https address (http for loopback alone)
   * @param options.fresh asks the address again even if its answer is in memory: keys may have rolled over
   * @throws Failure metadata.*; Cancelled. With an older copy in memory, an address out of reach is no failure.
   */
  async load(
    setting: string,
    options: { clock: Clock; log: Log; signal: AbortSignal; fresh?: boolean },
  ): Promise<ProviderMetadata> {
    const { clock, log, signal } = options;
    const text = setting.trim();
    if (/^\uFEFF?</.test(text)) return read(text, '', clock.now());
    const kept = this.#kept.get(text);
    if (kept !== undefined && options.fresh !== true && clock.now() - kept.at < goodForMs) return kept.metadata;
    try {
      const metadata = read(await fetchText(text, signal), hostOf(text), clock.now());
      this.#kept.set(text, { metadata, at: clock.now() });
      log.debug(`metadata of ${hostOf(text)}: ${metadata.certificates.length} certificate(s)`);
      return metadata;
    } catch (error) {
      throwIfCancelled(signal);
      if (kept === undefined || !Failure.has(error, 'metadata.unreachable')) throw error;
      log.warn(`metadata of ${hostOf(text)} could not be refreshed (${error.facts.reason}); the earlier copy is used`);
      return kept.metadata;
    }
  }
}

function read(text: string, from: string, now: number): ProviderMetadata {
  try {
    return parseMetadata(text, now);
  } catch (error) {
    throw error instanceof MetadataError ? new Failure('metadata.invalid', { from, problem: error.problem }) : error;
  }
}

async function fetchText(address: string, signal: AbortSignal): Promise<string> {
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
