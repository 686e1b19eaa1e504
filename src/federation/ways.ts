import type { Profile, ProviderKind, WayId } from '../core/profile';
import type { Session } from '../core/session';
import { browserSignIn } from './browserSignIn';
import { oktaSignIn } from './okta/oktaSignIn';
import { pastedSignIn } from './pastedSignIn';
import type { SignInContext } from './redeem';

/** Where one signs in, as far as it decides which ways work. */
export interface Situation {
  provider: ProviderKind;
  uiKind: 'desktop' | 'web';
  /** Where the extension runs when that is not beside the window: `ssh-remote`, `wsl`, `dev-container`, ... */
  remoteName?: string;
  /** Whether the person's browser reaches our ACS by its one address, `http://localhost:<port>/redshift/`. */
  loopbackReachable: boolean;
}

/** Why a way is offered or not; `ui/accounts/wayWords.ts` has the words. */
export type WayReason =
  /** The extension runs elsewhere, and the port of the ACS leads there under the same number. */
  | 'portForwarded'
  /** The person's browser cannot reach the ACS, so that it cannot bring the answer. */
  | 'loopbackUnreachable'
  /** Only Okta has the Authn API. */
  | 'notOkta';

/** What a way is in a situation. */
export interface Applicability {
  offered: boolean;
  why?: WayReason;
}

/** A way to a SAML response, and from there to a session. */
export interface WayIn {
  id: WayId;
  applies(situation: Situation): Applicability;
  /** @throws Failure; Cancelled */
  run(context: SignInContext): Promise<Session>;
}

/** A way as it is offered to the person. */
export interface WayOffer extends Applicability {
  id: WayId;
}

const ways: readonly WayIn[] = [
  {
    id: 'browser',
    applies: ({ loopbackReachable, remoteName }) => {
      if (!loopbackReachable) return { offered: false, why: 'loopbackUnreachable' };
      return remoteName === undefined ? { offered: true } : { offered: true, why: 'portForwarded' };
    },
    run: browserSignIn,
  },
  {
    id: 'oktaPassword',
    applies: ({ provider }) => (provider === 'okta' ? { offered: true } : { offered: false, why: 'notOkta' }),
    run: oktaSignIn,
  },
  {
    id: 'pasted',
    // It always works; it is the answer to a host that no browser reaches.
    applies: ({ loopbackReachable }) =>
      loopbackReachable ? { offered: true } : { offered: true, why: 'loopbackUnreachable' },
    run: pastedSignIn,
  },
];

/** Every way, the best first; those that do not work here last, with the reason. */
export function offerWays(situation: Situation): WayOffer[] {
  const offers = ways.map((way): WayOffer => ({ id: way.id, ...way.applies(situation) }));
  const rank = ({ offered, why }: WayOffer): number => (!offered ? 2 : why === 'loopbackUnreachable' ? 0 : 1);
  return offers.sort((a, b) => rank(a) - rank(b));
}

/**
 * The way to take without a question, or `ask`: the profile's own where it works here, else the browser where that works. A
 * situation that needs another way is shown to the person, never slipped in.
 */
export function wayFor({ way }: Pick<Profile, 'way'>, situation: Situation): WayId | 'ask' {
  const offered = offerWays(situation).filter((offer) => offer.offered);
  const wanted = way ?? 'browser';
  return offered.find(({ id }) => id === wanted)?.id ?? 'ask';
}

/** Runs one way. */
export function signInBy(id: WayId, context: SignInContext): Promise<Session> {
  const way = ways.find((one) => one.id === id);
  if (way === undefined) throw new RangeError('no such way in');
  return way.run(context);
}
