import { randomBytes } from 'node:crypto';
import { Failure } from '../core/failure';
import type { Log } from '../core/ports';
import type { Session } from '../core/session';
import { loginRequest } from './authnRequest';
import { signInByBrowser } from './browserWay';
import { openListener } from './listener';
import type { ProviderMetadata } from './metadata';
import { MetadataSource } from './metadataSource';
import type { Redemption } from './redeem';
import { redeem } from './redeem';
import { englishWords } from './resultPage';
import type { SignInRequest } from './signInRequest';
import { SingleFlight } from './singleFlight';
import { hostOf, isSafeAddress } from './text';

export type { RoleChoice } from './attributes';
export type { PageWords } from './resultPage';
export type { SignInNotice, SignInRequest, SignInStep } from './signInRequest';

const flights = new SingleFlight<Session>();
const metadataSource = new MetadataSource();

/**
 * One sign-in by the browser. Whoever asks for the same profile (and account) while it runs gets the same outcome; the faces of
 * the first one are used.
 * @throws Failure signIn.*, listener.*, metadata.*, saml.*, sts.*; Cancelled
 */
export function signIn(request: SignInRequest): Promise<Session> {
  const key = JSON.stringify([request.profile.id, request.account?.id]);
  return flights.run(key, request.signal, (signal) => signInOnce({ ...request, signal }));
}

async function signInOnce(request: SignInRequest): Promise<Session> {
  const { profile, signal, onStep } = request;
  const log = withId(request.log);
  log.info(`signing in by profile ${profile.id} at ${hostOf(profile.loginUrl)}`);
  if (!isSafeAddress(profile.loginUrl)) throw new Failure('signIn.unsafeAddress', { host: hostOf(profile.loginUrl) });
  const { clock } = request;
  const setting = profile.metadata?.trim();
  if (setting !== undefined) onStep?.('metadata');
  const metadata = setting === undefined ? undefined : await metadataSource.load(setting, { clock, log, signal });

  onStep?.('listening');
  const words = request.pageWords ?? englishWords;
  const heldByUs = request.heldByUs ?? ((): Promise<boolean> => Promise.resolve(false));
  const listener = await openListener({ port: profile.acsPort, words, clock, log, heldByUs });
  try {
    const login = loginRequest(profile, metadata, clock.now());
    log.debug(`${login.kind} at ${hostOf(login.url)}`);
    const refresh =
      setting !== undefined && isSafeAddress(setting)
        ? (): Promise<ProviderMetadata> => metadataSource.load(setting, { clock, log, signal, fresh: true })
        : undefined;
    const redemption: Redemption = { request, login, words, log, metadata, refresh };
    onStep?.('browser');
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

/** Each sign-in has an id of its own, so that its lines can be told from those of another at the same time. */
function withId(log: Log): Log {
  const id = `sign-in ${randomBytes(3).toString('hex')}:`;
  return {
    trace: (text) => log.trace(`${id} ${text}`),
    debug: (text) => log.debug(`${id} ${text}`),
    info: (text) => log.info(`${id} ${text}`),
    warn: (text) => log.warn(`${id} ${text}`),
    error: (text, cause) => log.error(`${id} ${text}`, cause),
  };
}
