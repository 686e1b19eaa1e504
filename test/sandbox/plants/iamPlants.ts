import type { FaultBook } from '../faults/faultBook';
import type { Directory, RolePlan } from '../iam/directory';
import { many, type PolicyDocument, type PolicyStatement } from '../iam/policy';
import type { RunningIdp } from '../idp/providers';
import type { Plant } from './plantBook';

export interface PlantedIam {
  directory: Directory;
  okta: RunningIdp;
  faults: FaultBook;
}

/** Faults of an AWS account: its SAML provider, trust and permission policies, STS; and of the way there. */
export function iamPlants({ directory, okta, faults }: PlantedIam): Plant[] {
  const roles = (
    name: string,
    what: string,
    change: (role: RolePlan) => Partial<Pick<RolePlan, 'trust' | 'policies'>>,
  ): Plant => ({
    name,
    what,
    plant: () => {
      const before = directory.allRoles().map((role) => ({ role, trust: role.trust, policies: role.policies }));
      for (const { role } of before) Object.assign(role, change(role));
      return () => {
        for (const { role, ...was } of before) Object.assign(role, was);
      };
    },
  });
  const trust = (name: string, what: string, change: (statement: PolicyStatement) => PolicyStatement): Plant =>
    roles(name, what, (role) => ({ trust: changed(role.trust, change) }));
  const without = (name: string, ...actions: string[]): Plant =>
    roles(name, `no role allows ${actions.join(' or ')}`, ({ policies }) => ({
      policies: policies.map((policy) => withoutActions(policy, actions)),
    }));
  const broken = (name: string, service: string): Plant => ({
    name,
    what: `connections to ${service} break`,
    plant: () => {
      const id = faults.add({ service, reset: true, times: 0 });
      return () => faults.remove(id);
    },
  });
  return [
    trust('noTagSession', 'the trust policies do not allow sts:TagSession', (statement) => ({
      ...statement,
      Action: 'sts:AssumeRoleWithSAML',
    })),
    trust('trustOtherAcs', 'the trust policies want another SAML:aud', (statement) => ({
      ...statement,
      Condition: { StringEquals: { 'SAML:aud': 'http://localhost:7891/redshift/' } },
    })),
    trust('trustOtherProvider', 'the trust policies name another SAML provider', (statement) => ({
      ...statement,
      Principal: { Federated: `${okta.providerArn}-before` },
    })),
    {
      name: 'staleKey',
      what: 'the provider signs by a new key, and IAM has the metadata of before',
      plant: async () => {
        const before = directory.provider(okta.providerArn);
        await okta.keys.add();
        await okta.keys.switch();
        return async () => {
          await okta.keys.drop();
          const certificates = (await okta.keys.published()).map(({ certificate }) => certificate);
          if (before) directory.updateProvider(before.arn, { entityId: before.entityId, certificates });
        };
      },
    },
    {
      name: 'foreignMetadata',
      what: 'the SAML provider in IAM has the metadata of another app',
      plant: () => {
        const { entityId, certificates } = directory.provider(okta.providerArn) ?? { entityId: '', certificates: [] };
        directory.updateProvider(okta.providerArn, { entityId: `${entityId}-other`, certificates });
        return () => void directory.updateProvider(okta.providerArn, { entityId, certificates });
      },
    },
    {
      name: 'stsOff',
      what: 'STS is not activated in the region',
      plant: () => {
        directory.stsActive = false;
        return () => void (directory.stsActive = true);
      },
    },
    broken('stsBroken', 'sts'),
    broken('dataApiBroken', 'redshift-data'),
    without('noDatabaseCredentials', 'redshift:GetClusterCredentialsWithIAM', 'redshift-serverless:GetCredentials'),
    ...[
      'ExecuteStatement',
      'DescribeStatement',
      'GetStatementResult',
      'CancelStatement',
      'ListStatements',
      'ListSessions',
      'ListDatabases',
    ].map((action) => without(`no${action}`, `redshift-data:${action}`)),
  ];
}

function changed(policy: PolicyDocument, change: (statement: PolicyStatement) => PolicyStatement): PolicyDocument {
  return { ...policy, Statement: policy.Statement.map(change) };
}

function withoutActions(policy: PolicyDocument, actions: readonly string[]): PolicyDocument {
  const left = policy.Statement.map((statement) => ({
    ...statement,
    Action: many(statement.Action).filter((action) => !actions.includes(action)),
  }));
  return { ...policy, Statement: left.filter(({ Action }) => Action.length > 0) };
}
