import type { AwsCredentials } from './ports';

/** A signed-in account: what the chain from the provider to AWS gave. Secret as a whole (it holds the credentials). */
export interface Session {
  /** Format of this record, for those that read it later. */
  version: 1;
  account: {
    /** Hash of profile, issuer and NameID: the same person through the same profile keeps it over renewals. */
    id: string;
    /** The SAML user (NameID). */
    label: string;
  };
  /** Opaque, random, grants nothing: all that other extensions may read as `accessToken`. */
  handle: string;
  profileId: string;
  issuer: string;
  nameId: string;
  /** ARN of the AWS role and of the SAML provider that were used. */
  roleArn: string;
  providerArn: string;
  /** What STS answered: `arn:aws:sts::123456789012:assumed-role/role/session-name`. */
  assumedRoleArn: string;
  roleSessionName: string;
  /** Principal tags of the assertion by name (`RedshiftDbUser`, `RedshiftDbRoles`, ...). */
  principalTags: Record<string, string>;
  /** ms since 1970. */
  signedInAt: number;
  credentials: AwsCredentials;
}

/** The database roles that the tag RedshiftDbRoles (`role1:role2`) asks for, in its order. */
export function wantedRoles(session: Pick<Session, 'principalTags'>): string[] {
  return (session.principalTags['RedshiftDbRoles'] ?? '').split(':').filter((role) => role !== '');
}
