import type { Account, ClusterPlan, WorkgroupPlan } from '../wire/context';
import type { RolePlan } from './directory';
import type { PolicyDocument, PolicyStatement } from './policy';

/** The AWS roles of the sandbox, with the least that each needs (protocol.md 4, last paragraph). */
export interface RoleSetting {
  account: Account;
  clusters: readonly ClusterPlan[];
  workgroups: readonly WorkgroupPlan[];
  /** ARNs of the SAML providers that the roles trust. */
  providers: readonly string[];
  /** Values of SAML:aud that the roles take: every ACS. */
  audiences: readonly string[];
}

/** One role for each kind of person in accounts.ts. */
export function rolePlans(setting: RoleSetting): RolePlan[] {
  const trust = trustPolicy(setting);
  const cluster = clusterAccess(setting);
  const workgroup = workgroupAccess(setting);
  const listing: PolicyStatement = {
    Sid: 'SeeWarehouses',
    Effect: 'Allow',
    Action: ['redshift:DescribeClusters', 'redshift-serverless:ListWorkgroups'],
    Resource: '*',
  };
  const role = (name: string, maxSessionDuration: number, ...statements: PolicyStatement[]): RolePlan => ({
    name,
    maxSessionDuration,
    trust,
    policies: [policy(...statements)],
  });
  // As AWS is without further conditions: who shares this role sees the others' statements and sessions.
  const shared = [...cluster, ...workgroup, listing, ...ownStatements()].map(unconditional);
  return [
    role('redshift-sales', 3600, ...cluster, ...workgroup, listing, ...ownStatements()),
    role('redshift-finance', 43_200, ...shared),
    role('redshift-analyst-cluster', 14_400, ...cluster, only(listing, 'redshift:*'), ...ownStatements()),
    role('redshift-analyst-serverless', 3600, ...workgroup, only(listing, 'redshift-serverless:*'), ...ownStatements()),
    role('redshift-narrow', 3600, ...cluster, ...without(workgroup, 'SeeWorkgroup'), ...ownStatements()),
  ];
}

/** As the blog's set-up has it: both actions, and SAML:aud = the ACS. */
export function trustPolicy({ providers, audiences }: Pick<RoleSetting, 'providers' | 'audiences'>): PolicyDocument {
  return policy({
    Effect: 'Allow',
    Principal: { Federated: providers },
    Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
    Condition: { StringEquals: { 'SAML:aud': audiences } },
  });
}

/** On what may use a session, or none. */
const SESSION_OWNER = { StringEqualsIfExists: { 'redshift-data:session-owner-iam-userid': '${aws:userid}' } };

/** What ExecuteStatement and the lists of the Data API act on is the warehouse. */
const DATA_ON_WAREHOUSE = [
  'redshift-data:ExecuteStatement',
  'redshift-data:BatchExecuteStatement',
  'redshift-data:ListDatabases',
  'redshift-data:ListSchemas',
  'redshift-data:ListTables',
  'redshift-data:DescribeTable',
];

function clusterAccess({ account, clusters }: RoleSetting): PolicyStatement[] {
  const arn = `arn:${account.partition}:redshift:${account.region}:${account.accountId}`;
  return [
    {
      Sid: 'ClusterCredentials',
      Effect: 'Allow',
      Action: 'redshift:GetClusterCredentialsWithIAM',
      Resource: clusters.map(({ identifier }) => `${arn}:dbname:${identifier}/*`),
    },
    {
      Sid: 'ClusterData',
      Effect: 'Allow',
      Action: DATA_ON_WAREHOUSE,
      Resource: clusters.map(({ identifier }) => `${arn}:cluster:${identifier}`),
      Condition: SESSION_OWNER,
    },
  ];
}

function workgroupAccess({ account, workgroups }: RoleSetting): PolicyStatement[] {
  const resources = workgroups.map(
    ({ id }) => `arn:${account.partition}:redshift-serverless:${account.region}:${account.accountId}:workgroup/${id}`,
  );
  return [
    {
      Sid: 'WorkgroupCredentials',
      Effect: 'Allow',
      Action: 'redshift-serverless:GetCredentials',
      Resource: resources,
    },
    { Sid: 'SeeWorkgroup', Effect: 'Allow', Action: 'redshift-serverless:GetWorkgroup', Resource: resources },
    { Sid: 'WorkgroupData', Effect: 'Allow', Action: DATA_ON_WAREHOUSE, Resource: resources, Condition: SESSION_OWNER },
  ];
}

/** Statements and sessions that are there already, with the conditions that keep role-mates apart. */
function ownStatements(): PolicyStatement[] {
  const actions = [
    'DescribeStatement',
    'GetStatementResult',
    'GetStatementResultV2',
    'CancelStatement',
    'ListStatements',
  ];
  const statements: PolicyStatement = {
    Sid: 'Statements',
    Effect: 'Allow',
    Action: actions.map((action) => `redshift-data:${action}`),
    Resource: '*',
  };
  const sessions: PolicyStatement = {
    Sid: 'Sessions',
    Effect: 'Allow',
    Action: 'redshift-data:ListSessions',
    Resource: '*',
  };
  return [
    {
      ...statements,
      Condition: { StringEquals: { 'redshift-data:statement-owner-iam-userid': '${aws:userid}' } },
    },
    // Without IfExists: a list of the whole role's sessions has no owner, and is not for everybody.
    { ...sessions, Condition: { StringEquals: { 'redshift-data:session-owner-iam-userid': '${aws:userid}' } } },
  ];
}

function only(statement: PolicyStatement, pattern: string): PolicyStatement {
  const prefix = pattern.slice(0, -1);
  return { ...statement, Action: [statement.Action ?? []].flat().filter((action) => action.startsWith(prefix)) };
}

function unconditional({ Condition: _, ...statement }: PolicyStatement): PolicyStatement {
  return statement;
}

function without(statements: readonly PolicyStatement[], sid: string): PolicyStatement[] {
  return statements.filter((statement) => statement.Sid !== sid);
}

function policy(...statements: PolicyStatement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}
