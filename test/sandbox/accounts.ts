import type { AuthnSetting } from './authnSetting';
import type { Account, ClusterPlan, WorkgroupPlan } from './wire/context';

/** The people, AWS roles and warehouses of the sandbox: one table, so that a further one is a line. */

export const ACCOUNT: Account = { partition: 'aws', region: 'us-west-2', accountId: '123456789012' };

export const CLUSTERS: readonly ClusterPlan[] = [{ identifier: 'redshift-cluster-1', database: 'dev' }];

export const WORKGROUPS: readonly WorkgroupPlan[] = [
  { name: 'workgroup-1', id: '6c8f6a4e-3f0b-4d53-9a53-5f0c1d2e7a11', database: 'dev' },
];

/** The name under which IAM knows the sandbox's own identity provider. */
export const PROVIDER_NAME = 'Okta';

/** And the names of the others. */
export const FURTHER_PROVIDERS = { entra: 'Entra', ping: 'PingFederate', pingone: 'PingOne' } as const;

export interface Person {
  /** What is typed at the login page; the mail address works too. */
  user: string;
  password: string;
  /** NameID and RoleSessionName. */
  mail: string;
  /** AWS roles by name, in the order of the Role attribute. */
  roles: readonly string[];
  /** Tag RedshiftDbUser. */
  dbUser: string;
  /** Tag RedshiftDbRoles: names by colons. */
  dbRoles: string;
  /** Missing in the provider's list of the AWS app's users: signs in, and is then refused. */
  unassigned?: true;
  /** What stands behind the password in the Authn API; people with it are not in the line's `accounts`, but in `authnAccounts`. */
  authn?: Partial<AuthnSetting>;
}

/** As ethan. */
const SALES = { roles: ['redshift-sales'], dbRoles: 'sales' };

export const PEOPLE: readonly Person[] = [
  {
    user: 'ethan',
    password: 'Ethan-sells-2024',
    mail: 'ethan@example.com',
    roles: ['redshift-sales'],
    dbUser: 'ethan',
    dbRoles: 'sales',
  },
  {
    user: 'frida',
    password: 'Frida-counts-2024',
    mail: 'frida@example.com',
    roles: ['redshift-finance'],
    dbUser: 'frida',
    dbRoles: 'finance',
  },
  {
    user: 'gus',
    password: 'Gus-does-both-2024',
    mail: 'gus@example.com',
    roles: ['redshift-analyst-cluster', 'redshift-analyst-serverless'],
    dbUser: 'gus',
    dbRoles: 'sales:finance',
  },
  {
    user: 'nora',
    password: 'Nora-wants-more-2024',
    mail: 'nora@example.com',
    roles: ['redshift-narrow'],
    dbUser: 'nora',
    dbRoles: 'marketing',
  },
  {
    user: 'otto',
    password: 'Otto-is-outside-2024',
    mail: 'otto@example.com',
    roles: [],
    dbUser: 'otto',
    dbRoles: '',
    unassigned: true,
  },
  {
    ...SALES,
    user: 'mia',
    password: 'Mia-taps-2024',
    mail: 'mia@example.com',
    dbUser: 'mia',
    authn: { factors: ['push'], numberChallenge: true },
  },
  {
    ...SALES,
    user: 'tom',
    password: 'Tom-types-2024',
    mail: 'tom@example.com',
    dbUser: 'tom',
    authn: { factors: ['totp'] },
  },
  {
    ...SALES,
    user: 'sam',
    password: 'Sam-gets-texts-2024',
    mail: 'sam@example.com',
    dbUser: 'sam',
    authn: { factors: ['sms'] },
  },
  {
    ...SALES,
    user: 'max',
    password: 'Max-has-them-all-2024',
    mail: 'max@example.com',
    dbUser: 'max',
    authn: { factors: ['push', 'totp', 'sms'] },
  },
  {
    ...SALES,
    user: 'lea',
    password: 'Lea-is-locked-2024',
    mail: 'lea@example.com',
    dbUser: 'lea',
    authn: { account: 'lockedOut', showLockOut: true },
  },
  {
    ...SALES,
    user: 'pia',
    password: 'Pia-is-too-late-2024',
    mail: 'pia@example.com',
    dbUser: 'pia',
    authn: { account: 'passwordExpired' },
  },
  {
    ...SALES,
    user: 'wanda',
    password: 'Wanda-is-warned-2024',
    mail: 'wanda@example.com',
    dbUser: 'wanda',
    authn: { account: 'passwordWarn' },
  },
  {
    ...SALES,
    user: 'enno',
    password: 'Enno-must-enrol-2024',
    mail: 'enno@example.com',
    dbUser: 'enno',
    authn: { account: 'enrolment' },
  },
  {
    ...SALES,
    user: 'ivo',
    password: 'Ivo-is-on-new-2024',
    mail: 'ivo@example.com',
    dbUser: 'ivo',
    authn: { identityEngine: 'appPolicy' },
  },
];
