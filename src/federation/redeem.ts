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
import type { CheckedResponse } from './samlResponse';
import { checkResponse } from './samlResponse';
import { accountId } from './session';
import type { ReachableRequest, SignInRequest } from './signInRequest';
import { takeRole } from './takeRole';

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
  const concealed = redemption.log.conceal?.([answer.samlResponse]);
  try {
    return await redeemConcealed(redemption, answer, progress);
  } catch (error) {
    // Anybody may post any number of long ones while the right one is waited for: none that was refused is held on to.
    concealed?.dispose();
    throw error;
  }
}

async function redeemConcealed(redemption: Redemption, answer: Answer, progress: Progress): Promise<Session> {
  const { request, log, words } = redemption;
  const { profile, signal, onStep, onNotice } = request;
  onStep?.('checking');
  const response = await check(redemption, answer, progress);
  log.debug(
    `the answer holds: ${response.attributes.size} attribute(s), signature ${response.signatureChecked ? '' : 'not '}checked`,
  );
  expectSameUser(request, response);
  await expectNobodyElse(redemption, response, answer);
  const attributes = readAwsAttributes(response.attributes);
  if (!response.signatureChecked) onNotice?.({ kind: 'signatureNotChecked' });

  const known = knownRole(attributes.roles, profile.preferredRole);
  // The browser would wait as long as the person thinks.
  if (known === undefined) answer.reply(words.chooseRole());
  const role = known ?? (await request.chooseRole(attributes.roles, signal));
  return takeRole(request, log, response, attributes, role);
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

async function expectNobodyElse(
  { request, login, words }: Redemption,
  response: CheckedResponse,
  answer: Answer,
): Promise<void> {
  const { newcomers, account, profile, signal } = request;
  if (newcomers === undefined || account !== undefined || login.kind === 'spInitiated') return;
  // Fetched by ourselves, for the user whose password was typed in here: nobody can have slipped it in.
  if (request.way === 'oktaPassword') return;
  if (await newcomers.isExpected(accountId(profile.id, response))) return;
  answer.reply(words.confirmUser());
  await newcomers.confirm({ nameId: response.nameId, issuer: response.issuer }, signal);
}

function knownRole(roles: readonly RoleChoice[], preferred: string | undefined): RoleChoice | undefined {
  return roles.length === 1 ? roles[0] : roles.find(({ roleArn }) => roleArn === preferred);
}
