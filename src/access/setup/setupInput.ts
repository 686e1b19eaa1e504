/** What an administrator fills in, as it was typed. Nothing in it is secret. */
export interface SetupInput {
  provider: SetupProvider;
  /** 12 digits. */
  account: string;
  region: string;
  warehouseKind: 'cluster' | 'workgroup';
  warehouse: string;
  /** Workgroups alone: their ARN carries this uuid, not the name. */
  workgroupId: string;
  database: string;
  /** Ports of `http://localhost:<port>/redshift/`, by commas; the first is the connection's own. */
  ports: string;
  groups: SetupRow[];
  /** Name of the SAML provider in IAM; where it is empty, the provider's own. */
  samlProvider: string;
  /** Name of the AWS role. */
  awsRole: string;
  /** Longest session, 1 to 12. */
  hours: string;
  connection: string;
  /** Where a sign-in begins; known once the application is there, so that it may be empty before. */
  loginUrl: string;
  metadataUrl: string;
  /** Entra alone: Identifier (Entity ID) of the application, which is our issuer towards it. */
  entityId: string;
}

export const setupProviders = ['okta', 'entra', 'pingfederate', 'pingone'] as const;
export type SetupProvider = (typeof setupProviders)[number];

/** One line: who is in this group of the provider gets this database role, which may use these schemas. */
export interface SetupRow {
  group: string;
  role: string;
  /** By commas; may be empty. */
  schemas: string;
  access: SchemaAccess;
}

/** `read`: SELECT. `change`: INSERT, UPDATE and DELETE too. */
export type SchemaAccess = 'read' | 'change';

/** The same, judged and taken apart. */
export interface SetupPlan {
  provider: SetupProvider;
  account: string;
  region: string;
  partition: string;
  warehouse: { kind: 'cluster' | 'workgroup'; name: string; workgroupId: string; database: string };
  /** At least one. */
  ports: number[];
  /** At least one. */
  grants: GroupGrant[];
  samlProvider: string;
  awsRole: string;
  hours: number;
  connection: string;
  loginUrl?: string;
  metadataUrl?: string;
  entityId: string;
}

export interface GroupGrant {
  group: string;
  role: string;
  schemas: string[];
  access: SchemaAccess;
}

/** A field of the form; those of a row with their row, from 0. */
export interface SetupPlace {
  field: Exclude<keyof SetupInput, 'groups'> | keyof SetupRow;
  row?: number;
}

export const setupProblems = [
  'missing',
  'notAccount',
  'notRegion',
  'notCluster',
  'notWorkgroup',
  'notUuid',
  'notDatabase',
  'notPorts',
  'notName',
  'roleWithColon',
  'roleCharacters',
  'roleReserved',
  'roleTooLong',
  'notSchema',
  'systemSchema',
  'notSamlProvider',
  'notAwsRole',
  'notHours',
  'notAddress',
  'notEntityId',
] as const;
/** Why a value cannot be used. */
export type SetupProblem = SetupPlace & { problem: (typeof setupProblems)[number] };

/** What works and may still surprise. */
export type SetupWarning =
  /** The roles of somebody who has all of them do not fit into the tag, which holds 256 characters. */
  | { warning: 'tagTooLong'; characters: number }
  /** Okta takes so many characters as a value, and the expression has more. */
  | { warning: 'expressionTooLong'; characters: number; limit: number }
  /** Redshift folds names to small letters, unless enable_case_sensitive_identifier is on. */
  | { warning: 'capitals'; role: string }
  /** Entra gives one value: who is in several groups gets the roles of one. */
  | { warning: 'oneGroupOnly' }
  /** The expression follows Ping's documentation and was not run there. */
  | { warning: 'untried' }
  /** Without an address there is no file for the users yet. */
  | { warning: 'noAddress' };

/** What the SAML provider is called where nobody says otherwise. */
export const samlProviderNames: Readonly<Record<SetupProvider, string>> = {
  okta: 'Okta',
  entra: 'EntraID',
  pingfederate: 'PingFederate',
  pingone: 'PingOne',
};

/** A form to begin with. */
export const emptySetup: SetupInput = {
  provider: 'okta',
  account: '',
  region: '',
  warehouseKind: 'cluster',
  warehouse: '',
  workgroupId: '',
  database: 'dev',
  ports: '7890',
  groups: [{ group: '', role: '', schemas: '', access: 'read' }],
  samlProvider: '',
  awsRole: 'redshift-federation',
  hours: '8',
  connection: 'Redshift',
  loginUrl: '',
  metadataUrl: '',
  entityId: 'urn:amazon:webservices',
};
