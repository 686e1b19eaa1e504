import type { Profile } from '../../core/profile';
import type { ProviderMetadata } from '../../federation/metadata';
import type { Times } from './judgeConditions';

/** For a response of which nobody knows what it was asked for by. */
export const anyRequest = Symbol('any request');

/** A response, and what it is judged by. */
export interface ResponseCase {
  /** As posted or pasted. Secret. */
  samlResponse: string;
  profile: Profile;
  metadata: ProviderMetadata | undefined;
  /** Addresses that it may be made out for. */
  recipients: readonly string[];
  /** Id of our request; undefined where there was none. */
  requestId: string | undefined | typeof anyRequest;
  times: Times;
}
