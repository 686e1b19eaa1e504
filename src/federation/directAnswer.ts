import { Failure } from '../core/failure';
import type { Session } from '../core/session';
import type { LoginRequest } from './authnRequest';
import type { Prompts } from './prompts';
import type { SignInContext } from './redeem';
import { redeem } from './redeem';
import type { SignInRequest } from './signInRequest';

/**
 * Redeems an answer that no browser posted: the same checks, and nobody waits for a page.
 * @throws Failure saml.*, sts.*, signIn.otherUser; Cancelled
 */
export function redeemDirectly(context: SignInContext, samlResponse: string, login: LoginRequest): Promise<Session> {
  const answer = { samlResponse, relayState: undefined, origin: undefined, reply: () => undefined };
  return redeem({ ...context, login }, answer, { verified: () => undefined });
}

/** The faces that a way without a browser asks by. */
export function expectPrompts({ prompts, way = 'browser' }: SignInRequest): Prompts {
  if (prompts === undefined) throw new Failure('internal.unexpected', { doing: `way ${way} without prompts` });
  return prompts;
}
