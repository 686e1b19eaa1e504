import { Cancelled, Failure, throwIfCancelled } from '../../core/failure';
import type { BadAnswer } from '../../core/failureFactsOfWays';
import type { Log } from '../../core/ports';
import type { ReachableProfile } from '../../core/profile';
import { errorCode } from '../networkErrors';
import { hostOf, isSafeAddress } from '../text';
import { quietGet } from './quietGet';

const timeoutMs = 20_000;
/** Okta's answers have some KB, its pages some hundred. */
const largest = 2_000_000;

/** One request; where it goes is judged before anything is sent. */
export interface SiteRequest {
  method: 'GET' | 'POST';
  address: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
}

export interface SiteAnswer {
  status: number;
  headers: Headers;
  text: string;
}

/**
 * The profile's own Okta host, and no other: passwords, codes and tokens go to the origin of its login URL alone. Redirects are
 * never followed here.
 */
export class OktaSite {
  readonly origin: string;
  /** For people's eyes. */
  readonly host: string;

  constructor(
    readonly profile: Pick<ReachableProfile, 'id' | 'loginUrl'>,
    readonly log: Log,
    readonly signal: AbortSignal,
  ) {
    this.origin = new URL(profile.loginUrl).origin;
    this.host = hostOf(profile.loginUrl);
  }

  /** What every failure here names. */
  get at(): { host: string; profileId: string } {
    return { host: this.host, profileId: this.profile.id };
  }

  /** @throws Failure okta.foreignHost, okta.unreachable, okta.badAnswer; Cancelled */
  async ask({ address, ...request }: SiteRequest, signal: AbortSignal = this.signal): Promise<SiteAnswer> {
    this.expectOwn(address);
    throwIfCancelled(signal);
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    try {
      const answer =
        request.method === 'GET'
          ? await quietGet(address, request.headers, bounded)
          : await fetch(address, { ...request, redirect: 'manual', signal: bounded });
      const text = await this.#textOf(answer);
      // Without the query, which may hold a token.
      this.log.trace(`${request.method} ${new URL(address).pathname}: ${answer.status}`);
      return { status: answer.status, headers: answer.headers, text };
    } catch (error) {
      if (Failure.is(error)) throw error;
      if (signal.aborted) throw new Cancelled({ cause: signal.reason });
      const reason = bounded.aborted ? 'ETIMEDOUT' : errorCode(error);
      throw new Failure('okta.unreachable', { ...this.at, reason }, { cause: error });
    }
  }

  /** @throws Failure okta.foreignHost for any address that is not of this very origin */
  expectOwn(address: string): void {
    const own = URL.canParse(address) && new URL(address).origin === this.origin && isSafeAddress(address);
    if (!own) throw new Failure('okta.foreignHost', { ...this.at, other: hostOf(address) });
  }

  badAnswer(problem: BadAnswer): Failure {
    return new Failure('okta.badAnswer', { ...this.at, problem });
  }

  async #textOf(answer: Response): Promise<string> {
    const pieces: Uint8Array[] = [];
    let size = 0;
    for await (const piece of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
      size += piece.length;
      if (size > largest) throw this.badAnswer('tooLarge');
      pieces.push(piece);
    }
    return Buffer.concat(pieces).toString('utf8');
  }
}
