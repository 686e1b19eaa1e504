import type { Person } from '../accounts';

/** An application of the provider: where its answers go. */
export interface App {
  /** Second part of its addresses: `/app/{name}/{id}/sso/saml`. */
  name: string;
  id: string;
  /** Last part of the embed link, `/home/{name}/{id}/{link}`. */
  link: string;
  label: string;
  /** The first is the app's "Single sign-on URL"; the others may be asked for ("Other requestable SSO URLs"). */
  acs: readonly [string, ...string[]];
}

export const AWS_SIGN_IN = 'https://signin.aws.amazon.com/saml';
/** The form of the same page that AWS recommends; the roles take both. */
export const REGIONAL_SIGN_IN = 'https://us-west-2.signin.aws.amazon.com/saml';
export const AUDIENCE = 'urn:amazon:webservices';
/** Both apps have it, and the key. */
export const ENTITY_ID = 'http://www.okta.com/exk1sandbox5redshift';

export const embedPath = (app: App): string => `/home/${app.name}/${app.id}/${app.link}`;
export const ssoPath = (app: App): string => `/app/${app.name}/${app.id}/sso/saml`;
export const metadataPath = (app: App): string => `${ssoPath(app)}/metadata`;

/** The app with the extension's ACS, and the one with AWS's sign-in page, as people have it for the console. */
export function apps(acs: readonly [string, ...string[]]): { redshift: App; awsSignIn: App } {
  return {
    redshift: {
      name: 'amazon_redshift',
      id: 'exk1sandbox5redshift',
      link: 'aln1sandbox5redshift',
      label: 'Amazon Redshift',
      acs,
    },
    awsSignIn: {
      name: 'amazon_aws',
      id: 'exk2sandbox5awssignin',
      link: 'aln2sandbox5awssignin',
      label: 'AWS Account Federation',
      acs: [AWS_SIGN_IN],
    },
  };
}

const PREFIX = 'https://aws.amazon.com/SAML/Attributes/';

/** Names that a provider's app is told about the AWS account. */
export interface AwsNames {
  roleArn(name: string): string;
  /** ARN of the SAML provider that stands for it in IAM. */
  providerArn: string;
}

/** The attributes that the AWS apps send (protocol.md 2). */
export function attributesOf(person: Person, aws: AwsNames): (readonly [name: string, values: readonly string[]])[] {
  return [
    [`${PREFIX}Role`, person.roles.map((role) => `${aws.roleArn(role)},${aws.providerArn}`)],
    [`${PREFIX}RoleSessionName`, [person.mail]],
    [`${PREFIX}SessionDuration`, ['43200']],
    [`${PREFIX}PrincipalTag:RedshiftDbUser`, [person.dbUser]],
    [`${PREFIX}PrincipalTag:RedshiftDbRoles`, [person.dbRoles]],
  ];
}
