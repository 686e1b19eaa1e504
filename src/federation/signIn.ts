import { Failure } from '../core/failure';
import type { Session } from '../core/session';
import { concealedPrompts } from './concealedPrompts';
import type { ProviderMetadata } from './metadata';
import { MetadataSource } from './metadataSource';
import { englishWords } from './resultPage';
import { signInLog } from './signInLog';
import type { SignInRequest, SignInStep } from './signInRequest';
import { SingleFlight } from './singleFlight';
import { hostOf, isSafeAddress } from './text';
import { signInBy } from './ways';

export type { RoleChoice } from './attributes';
export type { PageWords } from './resultPage';
export type { SignInNotice, SignInRequest, SignInStep } from './signInRequest';

const flights = new SingleFlight<Session>();
const metadataSource = new MetadataSource();

/**
 * One sign-in by the way that the request names. Whoever asks for the same profile (and account, and way) while it runs gets the
 * same outcome; the faces of the first one are used.
 * @throws Failure signIn.*, listener.*, metadata.*, okta.*, pasted.*, saml.*, sts.*; Cancelled
 */
export function signIn(request: SignInRequest): Promise<Session> {
  const key = JSON.stringify([request.profile.id, request.account?.id, request.way ?? 'browser']);
  return flights.run(key, request.signal, (signal) => signInOnce({ ...request, signal }));
}

async function signInOnce(request: SignInRequest): Promise<Session> {
  const log = signInLog(request.log);
  const onStep = (step: SignInStep): void => {
    log.debug(`step: ${step}`);
    request.onStep?.(step);
  };
  try {
    const prompts = request.prompts && { prompts: concealedPrompts(request.prompts, log) };
    return await signInLogged({ ...request, ...prompts, log, onStep });
  } finally {
    log.dispose();
  }
}

async function signInLogged(request: SignInRequest): Promise<Session> {
  const { profile, clock, log, signal, onStep, metadataKeep, way = 'browser' } = request;
  log.info(`signing in by profile ${profile.id}, way ${way}`);
  expectSafe(profile.loginUrl);
  const setting = profile.metadata?.trim();
  if (setting !== undefined) onStep?.('metadata');
  const options = { clock, log, signal, ...(metadataKeep === undefined ? {} : { keep: metadataKeep }) };
  const metadata = setting === undefined ? undefined : await metadataSource.load(setting, options);
  const loginUrl = profile.loginUrl ?? metadata?.ssoRedirect;
  if (loginUrl === undefined) throw new Failure('signIn.noAddress', { profileId: profile.id });
  const refresh =
    setting !== undefined && isSafeAddress(setting)
      ? (): Promise<ProviderMetadata> => metadataSource.load(setting, { ...options, fresh: true })
      : undefined;
  const reachable = { ...request, profile: { ...profile, loginUrl } };
  log.debug(`the provider is at ${hostOf(loginUrl)}`);
  return signInBy(way, { request: reachable, words: request.pageWords ?? englishWords, log, metadata, refresh });
}

function expectSafe(address: string | undefined): void {
  if (address === undefined || isSafeAddress(address)) return;
  throw new Failure('signIn.unsafeAddress', { host: hostOf(address) });
}
