import { Failure } from '../core/failure';
import type { Log } from '../core/ports';
import type { Session } from '../core/session';
import type { Answer } from './answerQueue';
import type { RoleChoice } from './attributes';
import { readAwsAttributes } from './attributes';
import { audiencesOf } from './audiences';
import type { LoginRequest } from './authnRequest';
import type { Progress } from './browserWay';
import type { ProviderMetadata } from './metadata';
import { recipientsOf } from './recipients';
import { ReplayMemory } from './replayMemory';
import type { PageWords } from './resultPage';
import { clockSkewMs } from './samlConditions';
import type { CheckedResponse } from './samlResponse';
import { checkResponse } from './samlResponse';
import { accountId, newSession } from './session';
import type { ReachableRequest, SignInRequest } from './signInRequest';
import { assumeRole } from './sts';

/** What is known when an answer arrives. */
export interface Redemption {
  request: ReachableRequest;
  login: LoginRequest;
  words: PageWords;
  log: Log;
  metadata: ProviderMetadata | undefined;
  /** Asks the provider's address for its metadata again; undefined where that was done or cannot be done. */
  refresh: (() => Promise<ProviderMetadata>) | undefined;
}

/** What every way in is handed; how the provider was asked is its own affair. */
export type SignInContext = Omit<Redemption, 'login'>;

const memory = new ReplayMemory();

/**
 * From a posted answer to a session: checks, role, STS.
 * @throws Failure saml.*, sts.*, signIn.otherUser; Cancelled
 */
export async function redeem(redemption: Redemption, answer: Answer, progress: Progress): Promise<Session> {
  const { request, log, words } = redemption;
  const { profile, clock, signal, onStep, onNotice } = request;
  log.conceal?.([answer.samlResponse]);
  onStep?.('checking');
  const response = await check(redemption, answer, progress);
  log.debug(
    `the answer holds: ${response.attributes.size} attribute(s), signature ${response.signatureChecked ? '' : 'not '}checked`,
  );
  expectSameUser(request, response);
  const attributes = readAwsAttributes(response.attributes);
  if (!response.signatureChecked) onNotice?.({ kind: 'signatureNotChecked' });

  const known = knownRole(attributes.roles, profile.preferredRole);
  // The browser would wait as long as the person thinks.
  if (known === undefined) answer.reply(words.chooseRole());
  const role = known ?? (await request.chooseRole(attributes.roles, signal));
  onStep?.('credentials');
  const assumed = await assumeRole({
    response,
    role,
    region: profile.region,
    endpoint: profile.endpoints.sts,
    duration: profile.sessionDuration,
    clock,
    log,
    signal,
  });
  const { clockOffMs = 0 } = assumed;
  if (Math.abs(clockOffMs) > clockSkewMs) onNotice?.({ kind: 'clockOff', seconds: Math.round(clockOffMs / 1000) });
  log.info(`signed in with ${role.roleArn} until ${new Date(assumed.credentials.expiration).toISOString()}`);
  return newSession(profile.id, response, attributes, role, assumed, clock.now());
}

/** A signature that does not hold may be by a newer key of the provider: its metadata is fetched again, once a sign-in. */
async function check(redemption: Redemption, answer: Answer, progress: Progress): Promise<CheckedResponse> {
  const { request, login, metadata } = redemption;
  const once = (known: ProviderMetadata | undefined): Promise<CheckedResponse> =>
    checkResponse(answer.samlResponse, {
      expected: {
        recipients: recipientsOf(request.profile, request.way ?? 'browser'),
        audiences: audiencesOf(request.profile),
        requestId: login.kind === 'spInitiated' ? login.requestId : undefined,
        issuer: known?.entityId,
        now: request.clock.now(),
      },
      certificates: known?.certificates,
      memory,
      onVerified: () => progress.verified(),
    });
  try {
    return await once(metadata);
  } catch (error) {
    const { refresh } = redemption;
    if (refresh === undefined || !Failure.has(error, 'saml.badSignature')) throw error;
    redemption.refresh = undefined;
    redemption.log.debug('no known certificate fits: asking for the metadata again');
    redemption.metadata = await refresh();
    return once(redemption.metadata);
  }
}

function expectSameUser({ account, profile }: SignInRequest, response: CheckedResponse): void {
  if (account === undefined || accountId(profile.id, response) === account.id) return;
  throw new Failure('signIn.otherUser', { expected: account.label, got: response.nameId });
}

function knownRole(roles: readonly RoleChoice[], preferred: string | undefined): RoleChoice | undefined {
  return roles.length === 1 ? roles[0] : roles.find(({ roleArn }) => roleArn === preferred);
}
