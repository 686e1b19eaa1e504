import { Failure } from '../core/failure';
import type { Session } from '../core/session';
import { loginRequest } from './authnRequest';
import { signInByBrowser } from './browserWay';
import { openListener } from './listener';
import type { SignInContext } from './redeem';
import { redeem } from './redeem';
import { hostOf } from './text';

/**
 * The way by the browser: a listener on our ACS, the provider's page, and the answer that it posts.
 * @throws Failure signIn.*, listener.*, saml.*, sts.*; Cancelled
 */
export async function browserSignIn(context: SignInContext): Promise<Session> {
  const { request, words, log, metadata } = context;
  const { profile, clock, signal, onStep } = request;
  onStep?.('listening');
  const heldByUs = request.heldByUs ?? ((): Promise<boolean> => Promise.resolve(false));
  const listener = await openListener({ port: profile.acsPort, words, clock, log, heldByUs });
  try {
    const login = loginRequest(profile, metadata, clock.now());
    log.debug(`${login.kind} at ${hostOf(login.url)}`);
    onStep?.('browser');
    const redemption = { ...context, login };
    const session = await signInByBrowser({ request, listener, login, words, log }, (answer, progress) =>
      redeem(redemption, answer, progress),
    );
    listener.finish();
    return session;
  } catch (error) {
    // A refusal's page is still to be fetched; where no answer came, nothing is.
    const unanswered = Failure.has(error, 'signIn.timedOut') || Failure.has(error, 'signIn.browserNotOpened');
    if (signal.aborted || unanswered) listener.close();
    else listener.finish();
    throw error;
  }
}
