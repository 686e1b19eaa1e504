import type { FailureFacts } from './failureFacts';

/** The name of a way to fail; `ui/failures` holds the words and the action for each. */
export type FailureCode = keyof FailureFacts;

// Registered symbols: the extension ships as two bundles (see backend.ts), each with its own copy of these classes,
// so that `instanceof` would not recognize what the other bundle threw.
const failureMark = Symbol.for('redshiftFederation.failure');
const cancelledMark = Symbol.for('redshiftFederation.cancelled');

/**
 * Something went wrong that a person may have to know about: a code, the facts that its text needs, and the cause.
 * Facts never hold secrets (assertions, keys, passwords, tokens).
 */
export class Failure<C extends FailureCode = FailureCode> extends Error {
  readonly [failureMark] = true;

  constructor(
    readonly code: C,
    readonly facts: FailureFacts[C],
    options?: ErrorOptions,
  ) {
    super(`${code} ${JSON.stringify(facts)}`, options);
    this.name = 'Failure';
  }

  static is(error: unknown): error is Failure {
    return typeof error === 'object' && error !== null && failureMark in error;
  }

  /** True when the error is a failure of this very code; narrows its facts. */
  static has<C extends FailureCode>(error: unknown, code: C): error is Failure<C> {
    return Failure.is(error) && error.code === code;
  }
}

/** The person (or the window's end) asked to stop. Never shown as an error. */
export class Cancelled extends Error {
  readonly [cancelledMark] = true;

  constructor(options?: ErrorOptions) {
    super('cancelled', options);
    this.name = 'Cancelled';
  }

  static is(error: unknown): error is Cancelled {
    return typeof error === 'object' && error !== null && cancelledMark in error;
  }
}

/** Throws {@link Cancelled} when the signal was aborted. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new Cancelled({ cause: signal.reason });
}
