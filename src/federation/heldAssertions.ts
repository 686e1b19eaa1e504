import type { AwsAttributes } from './attributes';
import type { CheckedResponse } from './samlResponse';

/** STS takes an assertion for so long after its issue (AssumeRoleWithSAML); ms. */
const redeemableMs = 300_000;

/** An answer that was redeemed once and can be again, for another role. Secret. */
export interface HeldAssertion {
  response: CheckedResponse;
  attributes: AwsAttributes;
}

/** The last assertion of each account while STS takes it: in memory alone, and gone as soon as it is worth nothing. */
export class HeldAssertions {
  readonly #held = new Map<string, { assertion: HeldAssertion; until: number; timer: NodeJS.Timeout }>();

  /** @param now ms since 1970 */
  hold(accountId: string, assertion: HeldAssertion, now: number): void {
    this.forget(accountId);
    const until = (assertion.response.issuedAt ?? now) + redeemableMs;
    if (until <= now) return;
    const timer = setTimeout(() => this.forget(accountId), until - now);
    // It holds up neither the window's end nor a test's.
    timer.unref();
    this.#held.set(accountId, { assertion, until, timer });
  }

  get(accountId: string, now: number): HeldAssertion | undefined {
    const held = this.#held.get(accountId);
    return held !== undefined && now < held.until ? held.assertion : undefined;
  }

  forget(accountId: string): void {
    clearTimeout(this.#held.get(accountId)?.timer);
    this.#held.delete(accountId);
  }
}
