/** Okta said no, with one of its error codes ("Error codes" of its reference). Lives inside this folder. */
export class OktaRefusal extends Error {
  constructor(
    readonly status: number,
    /** `E0000068`; '' where the answer is none of Okta's. */
    readonly code: string,
    readonly summary: string,
    /** How long to wait, where it is a matter of too many requests. */
    readonly seconds: number | undefined,
  ) {
    super(`Okta refused: ${code} (HTTP ${status})`);
  }
}
