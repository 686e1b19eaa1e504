import type { Profile } from '../../../../src/core/profile';
import type { Session } from '../../../../src/core/session';
import { parseProfiles } from '../../../../src/ui/profiles/parseProfiles';

/** A session of an account, good until 1,000,000 ms. */
export function aSession(id: string, changes: Partial<Session> = {}): Session {
  return {
    version: 1,
    account: { id, label: id },
    handle: `handle-${id}`,
    profileId: 'p1',
    issuer: 'http://idp.test',
    nameId: id,
    roleArn: 'arn:aws-cn:iam::123456789012:role/analyst',
    providerArn: 'arn:aws-cn:iam::123456789012:saml-provider/okta',
    assumedRoleArn: `arn:aws-cn:sts::123456789012:assumed-role/analyst/${id}`,
    roleSessionName: id,
    principalTags: {},
    signedInAt: 1,
    credentials: { accessKeyId: 'AK', secretAccessKey: 'SK', sessionToken: 'ST', expiration: 1_000_000 },
    ...changes,
  };
}

/** A profile as the settings give it. */
export function aProfile(id: string, changes: Partial<Profile> = {}): Profile {
  const entry = { id, name: `Profile ${id}`, loginUrl: 'https://idp.test/app', region: 'us-west-2', ...changes };
  const { profiles, broken } = parseProfiles([entry]);
  if (!profiles[0]) throw new Error(`A test's profile is broken: ${JSON.stringify(broken)}`);
  return profiles[0];
}
