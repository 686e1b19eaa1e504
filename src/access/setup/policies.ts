import { acsUrls, samlProviderArn } from './names';
import type { SetupPlan } from './setupInput';

interface Statement {
  Sid: string;
  Effect: 'Allow';
  Principal?: { Federated: string };
  Action: string | string[];
  Resource?: string;
  Condition?: Record<string, Record<string, string | string[]>>;
}

/**
 * Who may take the role: people whom the provider answers for, at one of our addresses. Tags are an action of their own. `SAML:aud` is
 * the answer's Recipient, not its Audience (protocol: IAM user guide, "SAML-based federation keys").
 */
export function trustPolicyText(plan: SetupPlan): string {
  return policyText([
    {
      Sid: 'SignInByTheProvider',
      Effect: 'Allow',
      Principal: { Federated: samlProviderArn(plan) },
      Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
      Condition: { StringEquals: { 'SAML:aud': acsUrls(plan) } },
    },
  ]);
}

const onWarehouse = [
  'ExecuteStatement',
  'BatchExecuteStatement',
  'ListDatabases',
  'ListSchemas',
  'ListTables',
  'DescribeTable',
];
const onStatements = [
  'DescribeStatement',
  'GetStatementResult',
  'GetStatementResultV2',
  'CancelStatement',
  'ListStatements',
];
const dataActions = (names: readonly string[]): string[] => names.map((name) => `redshift-data:${name}`);

/** `AROA...:<RoleSessionName>`: one person, as long as the provider keeps to the session name. */
const self = '${aws:userid}';

/**
 * The least that the editor needs (service authorization reference, Redshift, Redshift Serverless and Redshift Data API): credentials
 * for one database, its address, and statements and sessions of one's own. Everybody shares the role, so that without the conditions
 * each would see and could cancel what the others run.
 */
export function permissionPolicyText(plan: SetupPlan): string {
  const { partition, region, account, warehouse } = plan;
  const arn = (service: string, rest: string): string => `arn:${partition}:${service}:${region}:${account}:${rest}`;
  const isCluster = warehouse.kind === 'cluster';
  const resource = isCluster
    ? arn('redshift', `cluster:${warehouse.name}`)
    : arn('redshift-serverless', `workgroup/${warehouse.workgroupId}`);
  return policyText([
    {
      Sid: 'DatabaseCredentials',
      Effect: 'Allow',
      Action: isCluster ? 'redshift:GetClusterCredentialsWithIAM' : 'redshift-serverless:GetCredentials',
      Resource: isCluster ? arn('redshift', `dbname:${warehouse.name}/${warehouse.database}`) : resource,
    },
    {
      Sid: 'AddressOfTheWarehouse',
      Effect: 'Allow',
      Action: isCluster ? 'redshift:DescribeClusters' : 'redshift-serverless:GetWorkgroup',
      Resource: resource,
    },
    {
      Sid: 'RunStatements',
      Effect: 'Allow',
      Action: dataActions(onWarehouse),
      Resource: resource,
      Condition: { StringEqualsIfExists: { 'redshift-data:session-owner-iam-userid': self } },
    },
    {
      Sid: 'OwnStatements',
      Effect: 'Allow',
      Action: dataActions(onStatements),
      Resource: '*',
      Condition: { StringEquals: { 'redshift-data:statement-owner-iam-userid': self } },
    },
    {
      Sid: 'OwnSessions',
      Effect: 'Allow',
      Action: 'redshift-data:ListSessions',
      Resource: '*',
      Condition: { StringEquals: { 'redshift-data:session-owner-iam-userid': self } },
    },
  ]);
}

function policyText(statements: readonly Statement[]): string {
  return `${JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2)}\n`;
}
