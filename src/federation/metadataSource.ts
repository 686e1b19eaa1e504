import { Cancelled, Failure, throwIfCancelled } from '../core/failure';
import type { MetadataProblem } from '../core/failureFactsOfFederation';
import type { Clock, Log } from '../core/ports';
import type { ProviderMetadata } from './metadata';
import { MetadataError, parseMetadata } from './metadata';
import { fetchMetadata } from './metadataFetch';
import type { MetadataKeep } from './metadataKeep';
import { errorCode } from './networkErrors';
import { hostOf } from './text';

/** How long fetched metadata is good without asking again. A signature that does not hold asks earlier (`fresh`). */
const goodForMs = 60 * 60_000;
/** How long it is used at once, and refreshed behind; older, the provider's word is waited for. */
const usedForMs = 24 * goodForMs;

/** What a captive portal or a page of maintenance looks like. */
const notOfTheProvider: ReadonlySet<MetadataProblem> = new Set(['notXml', 'notMetadata', 'tooLarge']);

export interface LoadOptions {
  clock: Clock;
  log: Log;
  signal: AbortSignal;
  /** Asks the address again even if its answer is known: keys may have rolled over. */
  fresh?: boolean;
  /** Where it is kept beyond the window's life; without it, in memory alone. */
  keep?: MetadataKeep;
}

interface Copy {
  metadata: ProviderMetadata;
  /** ms since 1970. */
  fetchedAt: number;
}

/** Metadata by its setting; what was fetched is kept, so that a provider that is out of reach holds up no sign-in. */
export class MetadataSource {
  readonly #copies = new Map<string, Copy>();
  readonly #behind = new Map<string, Promise<void>>();

  /**
   * @param setting XML text, or an https address (http for loopback alone)
   * @throws Failure metadata.*; Cancelled. With an earlier copy, an address out of reach is no failure.
   */
  async load(setting: string, options: LoadOptions): Promise<ProviderMetadata> {
    const address = setting.trim();
    if (isMetadataText(address)) return readMetadata(address, '', options.clock.now());
    const copy = await this.#copyOf(address, options);
    if (copy !== undefined && options.fresh !== true) {
      const age = options.clock.now() - copy.fetchedAt;
      if (age < usedForMs) {
        if (age >= goodForMs) this.#refreshBehind(address, options);
        return copy.metadata;
      }
    }
    try {
      return await this.#fetch(address, options);
    } catch (error) {
      throwIfCancelled(options.signal);
      const reason = outOfReach(error);
      if (copy === undefined || reason === undefined) throw error;
      options.log.warn(`metadata of ${hostOf(address)} could not be refreshed (${reason}); the earlier copy is used`);
      return copy.metadata;
    }
  }

  /** Resolves when nothing is being refreshed behind any more. */
  async settled(): Promise<void> {
    await Promise.all(this.#behind.values());
  }

  async #fetch(address: string, { clock, log, signal, keep }: LoadOptions): Promise<ProviderMetadata> {
    const text = await fetchMetadata(address, signal);
    const fetchedAt = clock.now();
    const metadata = readMetadata(text, hostOf(address), fetchedAt);
    this.#copies.set(address, { metadata, fetchedAt });
    log.debug(`metadata of ${hostOf(address)}: ${metadata.certificates.length} certificate(s)`);
    await keep?.put(address, { text, fetchedAt }).catch((error: unknown) => {
      log.warn(`metadata of ${hostOf(address)} could not be kept (${errorCode(error)})`);
    });
    return metadata;
  }

  #refreshBehind(address: string, options: LoadOptions): void {
    if (this.#behind.has(address)) return;
    const { log } = options;
    // It may outlive the sign-in that it was begun for; the fetch has a time-out of its own.
    const signal = new AbortController().signal;
    const refresh = this.#fetch(address, { ...options, signal }).then(
      () => undefined,
      (error: unknown) => log.warn(`metadata of ${hostOf(address)} could not be refreshed (${codeOf(error)})`),
    );
    this.#behind.set(address, refresh);
    void refresh.finally(() => this.#behind.delete(address));
  }

  /** The copy in memory, else the kept one; one that cannot be read or is over counts as none. */
  async #copyOf(address: string, { clock, log, keep }: LoadOptions): Promise<Copy | undefined> {
    const present = this.#copies.get(address);
    if (present !== undefined || keep === undefined) return present;
    try {
      const kept = await keep.get(address);
      if (kept === undefined) return undefined;
      const copy = { metadata: readMetadata(kept.text, hostOf(address), clock.now()), fetchedAt: kept.fetchedAt };
      this.#copies.set(address, copy);
      return copy;
    } catch (error) {
      log.warn(`kept metadata of ${hostOf(address)} cannot be used (${codeOf(error)})`);
      return undefined;
    }
  }
}

/** Whether a setting holds the metadata itself, and not its address. */
export function isMetadataText(setting: string): boolean {
  return /^\uFEFF?\s*</.test(setting);
}

/**
 * @param from host that it came from; empty for text in the settings
 * @throws Failure metadata.invalid
 */
export function readMetadata(text: string, from: string, now: number): ProviderMetadata {
  try {
    return parseMetadata(text, now);
  } catch (error) {
    throw error instanceof MetadataError ? new Failure('metadata.invalid', { from, problem: error.problem }) : error;
  }
}

/** Why the provider itself did not answer; undefined when it did, and the answer counts. */
function outOfReach(error: unknown): string | undefined {
  if (Failure.has(error, 'metadata.unreachable')) return error.facts.reason;
  if (Failure.has(error, 'metadata.invalid') && notOfTheProvider.has(error.facts.problem)) return error.facts.problem;
  return undefined;
}

function codeOf(error: unknown): string {
  if (Cancelled.is(error)) return 'cancelled';
  return outOfReach(error) ?? (Failure.is(error) ? error.code : errorCode(error));
}
