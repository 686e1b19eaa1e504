import { createHash, randomBytes } from 'node:crypto';
import type { Session } from '../core/session';
import type { AwsAttributes, RoleChoice } from './attributes';
import type { CheckedResponse } from './samlResponse';
import type { AssumedRole } from './sts';

/** The same person through the same profile and provider has the same id, in every window and after every renewal. */
export function accountId(profileId: string, { issuer, nameId }: Pick<CheckedResponse, 'issuer' | 'nameId'>): string {
  const identity = JSON.stringify([profileId, issuer, nameId]);
  return createHash('sha256').update(identity).digest('base64url').slice(0, 32);
}

/** The record of a sign-in that succeeded. */
export function newSession(
  profileId: string,
  response: CheckedResponse,
  attributes: AwsAttributes,
  role: RoleChoice,
  assumed: AssumedRole,
  now: number,
): Session {
  return {
    version: 1,
    account: { id: accountId(profileId, response), label: response.nameId },
    handle: randomBytes(32).toString('base64url'),
    profileId,
    issuer: response.issuer,
    nameId: response.nameId,
    roleArn: role.roleArn,
    providerArn: role.providerArn,
    assumedRoleArn: assumed.assumedRoleArn,
    roleSessionName: attributes.roleSessionName,
    principalTags: attributes.principalTags,
    signedInAt: now,
    credentials: assumed.credentials,
  };
}
