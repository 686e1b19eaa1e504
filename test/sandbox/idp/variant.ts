import type { Digest } from './signDocument';

/** How the next answers differ from what they ought to be. Ordered at the control address, as JSON. */
export interface SamlVariant {
  /** Which parts are signed; the default is `assertion`. `foreignKey`: the assertion, by a key that nobody knows. */
  signature?: 'assertion' | 'response' | 'both' | 'none' | 'foreignKey';
  digest?: Digest;
  /** The assertion for somebody who is not here (after signing it, before signing the response). */
  encrypted?: boolean;
  /** An answer without an assertion; last part of the status code, `AuthnFailed`, or a whole code with colons in it. */
  status?: string;
  issuer?: string;
  recipient?: string;
  destination?: string;
  audience?: string;
  /** null = none, though it was asked for. */
  inResponseTo?: string | null;
  nameId?: string;
  /** Puts all times of the answer so far into the past. */
  issuedSecondsAgo?: number;
  /** How long the answer is good, from its issue. */
  validSeconds?: number;
  /** SessionNotOnOrAfter, counted from the issue. */
  sessionSeconds?: number;
  /** Values by attribute name, put in place of what the app says; an empty list removes the attribute. */
  attributes?: Record<string, string[]>;
}

/** The ordered variants; each is used up by the answers that it is for. */
export class VariantQueue {
  private readonly queue: { variant: SamlVariant; left: number; user: string | undefined }[] = [];

  /**
   * `times` answers (1 unless said; 0 = all until cleared), of that user's alone when one is named. What it gives takes the order
   * back.
   */
  add(variant: SamlVariant, times = 1, user?: string): () => void {
    const entry = { variant, left: times === 0 ? Number.POSITIVE_INFINITY : times, user };
    this.queue.push(entry);
    return () => {
      const index = this.queue.indexOf(entry);
      if (index >= 0) this.queue.splice(index, 1);
    };
  }

  clear(): void {
    this.queue.length = 0;
  }

  take(user: string): SamlVariant {
    const index = this.queue.findIndex((entry) => entry.user === undefined || entry.user === user);
    const entry = this.queue[index];
    if (!entry) return {};
    entry.left--;
    if (entry.left <= 0) this.queue.splice(index, 1);
    return entry.variant;
  }
}
