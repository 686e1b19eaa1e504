import type { Failure } from '../core/failure';
import type { Clock, Log } from '../core/ports';
import type { Profile, ReachableProfile, WayId } from '../core/profile';
import type { RoleChoice } from './attributes';
import type { DurationLimits } from './sts';
import type { MetadataKeep } from './metadataKeep';
import type { Prompts } from './prompts';
import type { PageWords } from './resultPage';

/**
 * Where a sign-in stands: `metadata` where there is some; then what the way in needs (the browser: `listening`, `browser`; the
 * password: `password`, `factor`, `fetching`; pasting: `pasting`); then `checking` and `credentials`.
 */
export type SignInStep =
  'metadata' | 'listening' | 'browser' | 'password' | 'factor' | 'fetching' | 'pasting' | 'checking' | 'credentials';

/** Something that the person should hear of, though it does not end the sign-in. */
export type SignInNotice =
  /** Without metadata the signature is checked by STS alone. */
  | { kind: 'signatureNotChecked' }
  /** An answer that was not the right one was refused; the wait goes on. */
  | { kind: 'answerRefused'; failure: Failure }
  /** The password at the provider ends in so many days. */
  | { kind: 'passwordEnds'; host: string; days: number };

/**
 * Who may come out of a sign-in at which nobody was asked for. Without a request of ours (IdP-initiated), anybody's answer that
 * is posted here looks alike: so a user that is new beside known ones is confirmed before anything is made of it.
 */
export interface Newcomers {
  /** Whether the account is known, or none is. */
  isExpected: (accountId: string) => Promise<boolean>;
  /** Rejects with Cancelled when the user is not the person. */
  confirm: (user: { nameId: string; issuer: string }, signal: AbortSignal) => Promise<void>;
}

/** A sign-in of which it is known where it begins. */
export interface ReachableRequest extends SignInRequest {
  profile: ReachableProfile;
}

/** One sign-in: by which profile, and what it may ask and tell on the way. */
export interface SignInRequest {
  profile: Profile;
  /** The browser where it is not said. */
  way?: WayId;
  /** What the ways without a browser ask; they cannot run without it. */
  prompts?: Prompts;
  /**
   * Opens the provider's page. The first address is our own on localhost and leads to the second, the provider's; hosts that
   * rewrite loopback addresses open the second, unharmed.
   */
  openBrowser: (startUrl: string, providerUrl: string) => Promise<boolean>;
  /** Asks which AWS role to take. Rejects with Cancelled. */
  chooseRole: (choices: readonly RoleChoice[], signal: AbortSignal) => Promise<RoleChoice>;
  /** The account whose session is renewed: nobody else may come out of it. */
  account?: { id: string; label: string };
  onStep?: (step: SignInStep) => void;
  onNotice?: (notice: SignInNotice) => void;
  /** Told with each answer of AWS: how far the clock here is ahead of AWS's, in ms. */
  onClock?: (aheadMs: number) => void;
  /** Without it, whoever signs in at the provider is taken where no account is renewed. */
  newcomers?: Newcomers;
  /** The words of a failure, for the page in the browser; without it, the page sends the person to the editor. */
  explain?: (failure: Failure) => { happened: string; toDo: string };
  /** Localized words of the pages; English without it. */
  pageWords?: PageWords;
  /** Whether another of our windows holds the port; without it, only this window's own listeners are known. */
  heldByUs?: (port: number) => Promise<boolean>;
  /** Keeps the provider's metadata beyond the life of this window; without it, this window's memory alone does. */
  metadataKeep?: MetadataKeep;
  /** Keeps the longest durations of roles beyond the life of this window; without it, this window's memory alone does. */
  durationLimits?: DurationLimits;
  clock: Clock;
  log: Log;
  signal: AbortSignal;
}
