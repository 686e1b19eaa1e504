import { Failure } from '../../core/failure';
import type { Session } from '../../core/session';
import type { AwsAttributes, RoleChoice } from '../../federation/attributes';
import type { CheckedResponse } from '../../federation/samlResponse';
import { newSession } from '../../federation/session';
import { assumeRole } from '../../federation/sts';
import { fault, remark, type Finding } from './findings';
import type { DoctorRequest } from './request';
import type { StepResult } from './steps';

/** Exchanges a sound response for credentials, which stay in this diagnosis. */
export async function stsStep(
  { profile, chooseRole, clock, log, signal }: DoctorRequest,
  response: CheckedResponse,
  attributes: AwsAttributes,
): Promise<StepResult<Session>> {
  const { roles } = attributes;
  const [first] = roles;
  const known = roles.length === 1 ? first : roles.find(({ roleArn }) => roleArn === profile.preferredRole);
  const role = known ?? (await chooseRole(roles, signal));
  // Its own, so that a duration which was refused before is told of.
  const limits = new Map<string, number>();
  try {
    const assumed = await assumeRole({
      response,
      role,
      region: profile.region,
      endpoint: profile.endpoints.sts,
      variant: profile,
      duration: profile.sessionDuration,
      durationLimits: limits,
      clock,
      log,
      signal,
    });
    const session = newSession(profile.id, response, attributes, role, assumed, clock.now());
    const wantedSeconds = profile.sessionDuration;
    const givenSeconds = limits.get(role.roleArn);
    return {
      evidence: [
        { name: 'session', value: session.assumedRoleArn },
        { name: 'expires', value: new Date(session.credentials.expiration).toISOString() },
      ],
      findings:
        givenSeconds === undefined
          ? []
          : [remark('sts.shortened', { roleArn: role.roleArn, wantedSeconds, givenSeconds })],
      value: session,
    };
  } catch (error) {
    if (!Failure.is(error)) throw error;
    return { evidence: [{ name: 'awsRole', value: role.roleArn }], findings: [refusal(error, role, response)] };
  }
}

/**
 * What a refusal of STS means. Where AWS has one code for several reasons, its words tell them apart (IAM user guide, "Troubleshoot
 * SAML federation"); for "not authorized" it gives no reason, and the finding names all that can be.
 */
export function refusal(
  failure: Failure,
  { roleArn, providerArn }: RoleChoice,
  { issuer }: Pick<CheckedResponse, 'issuer'>,
): Finding {
  if (Failure.has(failure, 'sts.invalidIdentity')) {
    const { message } = failure.facts;
    if (/provider doesn.t exist/i.test(message)) return fault('sts.noProvider', { providerArn });
    if (/issuer not present/i.test(message)) return fault('sts.foreignIssuer', { providerArn, issuer });
    if (/signature invalid/i.test(message)) return fault('sts.staleMetadata', { providerArn });
  }
  if (Failure.has(failure, 'sts.notAuthorized') && /sts:TagSession/i.test(failure.facts.message)) {
    return fault('sts.noTagSession', { roleArn });
  }
  return fault(failure.code, failure.facts);
}
