import type { Session } from '../../core/session';
import { expectPrompts, redeemDirectly } from '../directAnswer';
import type { SignInContext } from '../redeem';
import { fetchResponse } from './appPage';
import { AuthnClient } from './authnClient';
import { OktaSite } from './oktaSite';
import { sessionToken } from './passwordSignIn';

/**
 * The way by Okta user name and password. Nothing of it is stored, and nothing of it goes to another host than that of the
 * profile's login URL.
 * @throws Failure okta.*, saml.*, sts.*; Cancelled
 */
export async function oktaSignIn(context: SignInContext): Promise<Session> {
  const { request, log } = context;
  const { profile, clock, signal, account } = request;
  const site = new OktaSite(profile, log, signal);
  const token = await sessionToken({
    client: new AuthnClient(site, clock),
    prompts: expectPrompts(request),
    suggestion: account?.label ?? '',
    onStep: (step) => request.onStep?.(step),
    onNotice: (notice) => request.onNotice?.(notice),
    signal,
  });
  request.onStep?.('fetching');
  const samlResponse = await fetchResponse(site, token);
  return redeemDirectly(context, samlResponse, { kind: 'idpInitiated', url: profile.loginUrl });
}
