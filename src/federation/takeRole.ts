import { Failure } from '../core/failure';
import type { Log } from '../core/ports';
import type { Session } from '../core/session';
import type { AwsAttributes, RoleChoice } from './attributes';
import { HeldAssertions } from './heldAssertions';
import type { CheckedResponse } from './samlResponse';
import { newSession } from './session';
import { signInLog } from './signInLog';
import type { SignInRequest } from './signInRequest';
import { assumeRole } from './sts';

/** The part of a sign-in that comes after its answer was checked. */
export type RoleRequest = Pick<
  SignInRequest,
  'profile' | 'chooseRole' | 'onStep' | 'onClock' | 'durationLimits' | 'clock' | 'signal'
>;

const held = new HeldAssertions();

/**
 * Exchanges a checked answer for credentials of a role, and holds it for a switch of role.
 * @throws Failure sts.*; Cancelled
 */
export async function takeRole(
  { profile, onStep, onClock, durationLimits, clock, signal }: RoleRequest,
  log: Log,
  response: CheckedResponse,
  attributes: AwsAttributes,
  role: RoleChoice,
): Promise<Session> {
  onStep?.('credentials');
  const assumed = await assumeRole({
    response,
    role,
    region: profile.region,
    endpoint: profile.endpoints.sts,
    variant: profile,
    duration: profile.sessionDuration,
    ...(onClock === undefined ? {} : { onClock }),
    ...(durationLimits === undefined ? {} : { durationLimits }),
    clock,
    log,
    signal,
  });
  log.info(`signed in with ${role.roleArn} until ${new Date(assumed.credentials.expiration).toISOString()}`);
  const session = newSession(profile.id, response, attributes, role, assumed, clock.now());
  held.hold(session.account.id, { response, attributes }, clock.now());
  return session;
}

/**
 * Takes another role by the answer of the last sign-in, without a new one. Undefined where STS would not take that answer any more.
 * @throws Failure sts.*; Cancelled
 */
export async function switchRole(
  accountId: string,
  { log: wholeLog, ...request }: RoleRequest & Pick<SignInRequest, 'log'>,
): Promise<Session | undefined> {
  const assertion = held.get(accountId, request.clock.now());
  if (assertion === undefined) return undefined;
  const { response, attributes } = assertion;
  const log = signInLog(wholeLog);
  log.conceal?.([response.samlResponse]);
  try {
    const role = await request.chooseRole(attributes.roles, request.signal);
    return await takeRole(request, log, response, attributes, role);
  } catch (error) {
    // The person thought too long, or the provider dated it back.
    if (!Failure.has(error, 'sts.expired')) throw error;
    held.forget(accountId);
    return undefined;
  } finally {
    log.dispose();
  }
}

/** Forgets what is held for an account that signs out. */
export function forgetAssertion(accountId: string): void {
  held.forget(accountId);
}
