import type { Person } from './accounts';
import { embedPath, metadataPath, ssoPath, type App } from './idp/apps';
import type { ClusterPlan, WorkgroupPlan } from './wire/context';

export interface IdpInfo {
  origin: string;
  embedLink: string;
  ssoUrl: string;
  metadataUrl: string;
}

/** A provider of another kind. `startUrl` is where a browser starts without a request: an AuthnRequest is wanted where there is none. */
export interface FurtherIdpInfo {
  origin: string;
  startUrl?: string;
  ssoUrl: string;
  metadataUrl: string;
  entityId: string;
  providerArn: string;
  /** Issuer of the AuthnRequest by which it knows the app. */
  spEntityId: string;
}

/** The line that the sandbox prints when it is ready. Addresses use 127.0.0.1. */
export interface SandboxInfo {
  region: string;
  /** The SAML provider in IAM that stands for the sandbox's own identity provider. */
  providerArn: string;
  /** Where the app's answers go. */
  acs: string;
  controlUrl: string;
  /** AWS IAM, for `POST iam/administrator` of the control address. */
  iamUrl: string;
  /** The app with our ACS; `awsSignIn` is the one with AWS's sign-in page, same provider. */
  idp: IdpInfo & { awsSignIn: IdpInfo };
  idps: { entra: FurtherIdpInfo; ping: FurtherIdpInfo; pingone: FurtherIdpInfo };
  endpoints: { sts: string; redshift: string; redshiftServerless: string; redshiftData: string };
  accounts: { user: string; password: string; roleArns: string[] }[];
  /** Further people, who meet more than a password in Okta's Authn API (`idp/users` at the control address shows what). */
  authnAccounts: { user: string; password: string; roleArns: string[] }[];
  clusters: { identifier: string; database: string }[];
  workgroups: { name: string; database: string }[];
  /** One for each --trust-idp. */
  trusted: { providerArn: string; entityId: string }[];
}

export function idpInfo(origin: string, app: App): IdpInfo {
  return {
    origin,
    embedLink: `${origin}${embedPath(app)}`,
    ssoUrl: `${origin}${ssoPath(app)}`,
    metadataUrl: `${origin}${metadataPath(app)}`,
  };
}

/** People who can sign in to AWS, and the warehouses, without what is the sandbox's own business. */
export function inventory(
  people: readonly Person[],
  roleArn: (name: string) => string,
  clusters: readonly ClusterPlan[],
  workgroups: readonly WorkgroupPlan[],
): Pick<SandboxInfo, 'accounts' | 'authnAccounts' | 'clusters' | 'workgroups'> {
  const account = ({ user, password, roles }: Person): SandboxInfo['accounts'][number] => ({
    user,
    password,
    roleArns: roles.map(roleArn),
  });
  const assigned = people.filter((person) => !person.unassigned);
  return {
    accounts: assigned.filter((person) => !person.authn).map(account),
    authnAccounts: assigned.filter((person) => person.authn).map(account),
    clusters: clusters.map(({ identifier, database }) => ({ identifier, database })),
    workgroups: workgroups.map(({ name, database }) => ({ name, database })),
  };
}
