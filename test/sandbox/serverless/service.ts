import { Input } from '../dataApi/input';
import { pageOf } from '../dataApi/paging';
import { nextRefreshMs, signIn } from '../redshift/service';
import { federatedIdentity, type DbUserReading } from '../warehouse/identity';
import type { Warehouses } from '../warehouse/warehouses';
import type { SandboxClock } from '../wire/clock';
import type { Account, WorkgroupPlan } from '../wire/context';
import { ServiceError, type Action, type JsonObject, type Service } from '../wire/service';

export interface ServerlessSetting {
  account: Account;
  workgroups: readonly WorkgroupPlan[];
  warehouses: Warehouses;
  dbUser: DbUserReading;
  clock: SandboxClock;
}

/** Amazon Redshift Serverless (2021-04-21): what reaches a workgroup. */
export function serverlessService(setting: ServerlessSetting): Service {
  return {
    name: 'redshift-serverless',
    protocol: { kind: 'json11', targetPrefix: 'RedshiftServerless' },
    actions: {
      ListWorkgroups: listWorkgroups(setting),
      GetWorkgroup: getWorkgroup(setting),
      GetCredentials: getCredentials(setting),
      ListNamespaces: listNamespaces(setting),
    },
  };
}

const NAME = { min: 3, max: 64, pattern: /^[a-z0-9-]+$/ };
const DURATION = { min: 900, max: 3600 };
const USUAL_DURATION = 900;
const NAMESPACE = { name: 'default-namespace', id: 'b1d2f3a4-5c6d-47e8-9f0a-1b2c3d4e5f60' };

/** https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_ListWorkgroups.html */
function listWorkgroups(setting: ServerlessSetting): Action {
  return {
    permissions: () => [{ action: 'redshift-serverless:ListWorkgroups', resource: '*' }],
    run: ({ input }) => {
      const there = setting.workgroups.filter(({ name }) => setting.warehouses.find('workgroup', name));
      const workgroups = there.map((plan) => describe(setting, plan));
      const { page, next } = pageOf(workgroups, listInput(input), 'workgroups');
      return { workgroups: page, ...(next === undefined ? {} : { nextToken: next }) };
    },
  };
}

/** https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_GetWorkgroup.html */
function getWorkgroup(setting: ServerlessSetting): Action {
  return {
    permissions: ({ input }) => [
      { action: 'redshift-serverless:GetWorkgroup', resource: arn(setting.account, find(setting, input)) },
    ],
    run: ({ input }) => ({ workgroup: describe(setting, find(setting, input)) }),
  };
}

/** https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_GetCredentials.html */
function getCredentials(setting: ServerlessSetting): Action {
  const { account, warehouses, dbUser, clock } = setting;
  return {
    permissions: ({ input }) => [
      { action: 'redshift-serverless:GetCredentials', resource: arn(account, find(setting, input)) },
    ],
    run: async ({ input, caller }) => {
      const plan = find(setting, input);
      const warehouse = warehouses.find('workgroup', plan.name);
      if (!warehouse) throw notFound(plan.name);
      const seconds = new Input(input).integer('durationSeconds', DURATION) ?? USUAL_DURATION;
      const { user, roles } = federatedIdentity(caller, dbUser);
      const dbPassword = await signIn(warehouse, user, roles, seconds);
      const now = clock.now();
      return {
        dbUser: user,
        dbPassword,
        expiration: (now + seconds * 1000) / 1000,
        nextRefreshTime: (now + nextRefreshMs(seconds)) / 1000,
      };
    },
  };
}

/** https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_ListNamespaces.html */
function listNamespaces({ account, workgroups, clock }: ServerlessSetting): Action {
  const { partition, region, accountId } = account;
  return {
    permissions: () => [{ action: 'redshift-serverless:ListNamespaces', resource: '*' }],
    run: () => ({
      namespaces: [
        {
          namespaceName: NAMESPACE.name,
          namespaceId: NAMESPACE.id,
          namespaceArn: `arn:${partition}:redshift-serverless:${region}:${accountId}:namespace/${NAMESPACE.id}`,
          adminUsername: 'admin',
          dbName: workgroups[0]?.database ?? 'dev',
          status: 'AVAILABLE',
          creationDate: created(clock),
        },
      ],
    }),
  };
}

function describe({ account, warehouses, clock }: ServerlessSetting, plan: WorkgroupPlan): JsonObject {
  const address = warehouses.find('workgroup', plan.name)?.address ?? { host: '127.0.0.1', port: 0 };
  return {
    workgroupName: plan.name,
    workgroupId: plan.id,
    workgroupArn: arn(account, plan),
    namespaceName: NAMESPACE.name,
    status: 'AVAILABLE',
    baseCapacity: 8,
    endpoint: { address: address.host, port: address.port },
    port: address.port,
    enhancedVpcRouting: false,
    publiclyAccessible: false,
    creationDate: created(clock),
    workgroupVersion: '1.0',
    trackName: 'current',
  };
}

function find({ workgroups }: ServerlessSetting, input: JsonObject): WorkgroupPlan {
  const name = new Input(input).requiredText('workgroupName', NAME);
  const plan = workgroups.find((workgroup) => workgroup.name === name);
  if (!plan) throw notFound(name);
  return plan;
}

function notFound(name: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', `Workgroup ${name} not found.`, 400, { resourceName: name });
}

function arn({ partition, region, accountId }: Account, { id }: WorkgroupPlan): string {
  return `arn:${partition}:redshift-serverless:${region}:${accountId}:workgroup/${id}`;
}

/** This service spells its members in lower case. */
function listInput({ maxResults, nextToken }: JsonObject): Input {
  return new Input({ MaxResults: maxResults ?? null, NextToken: nextToken ?? null });
}

function created(clock: SandboxClock): string {
  return new Date(clock.now() - 30 * 86_400_000).toISOString();
}
