import { Failure } from '../core/failure';
import type { PasteProblem } from '../core/failureFactsOfWays';
import type { Session } from '../core/session';
import type { LoginRequest } from './authnRequest';
import { loginRequestForAnywhere } from './authnRequest';
import { expectPrompts, redeemDirectly } from './directAnswer';
import { readPasted } from './pastedText';
import type { SignInContext } from './redeem';

/**
 * The way for hosts that no browser of the person reaches: they sign in wherever they have a browser, and paste the response that
 * came there.
 * @throws Failure pasted.unusable, saml.*, sts.*; Cancelled
 */
export async function pastedSignIn(context: SignInContext): Promise<Session> {
  const { request, metadata, log } = context;
  const { profile, clock, signal, onStep } = request;
  const login = loginRequestForAnywhere(profile, metadata, clock.now());
  onStep?.('pasting');
  const { host } = new URL(profile.loginUrl);
  const text = await expectPrompts(request).askResponse({ host, loginUrl: login.url, judge: problemOf }, signal);
  const pasted = readPasted(text);
  if ('problem' in pasted) {
    throw new Failure('pasted.unusable', { profileId: profile.id, problem: pasted.problem });
  }
  try {
    return await redeemDirectly(context, pasted.samlResponse, login);
  } catch (error) {
    if (login.kind === 'idpInitiated' || !Failure.has(error, 'saml.notOurs')) throw error;
    // The person may have come from their provider's own list of apps instead of our link: then it names no request.
    log.debug('the pasted response does not answer our request: judged as one that names none');
    const unasked: LoginRequest = { kind: 'idpInitiated', url: profile.loginUrl };
    return redeemDirectly(context, pasted.samlResponse, unasked);
  }
}

function problemOf(text: string): PasteProblem | undefined {
  const pasted = readPasted(text);
  return 'problem' in pasted ? pasted.problem : undefined;
}
