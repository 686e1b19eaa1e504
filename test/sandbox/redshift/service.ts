import { federatedIdentity, type DbUserReading } from '../warehouse/identity';
import { UserNameRefused } from '../warehouse/federatedUsers';
import type { Warehouse } from '../warehouse/warehouse';
import type { Warehouses } from '../warehouse/warehouses';
import type { SandboxClock } from '../wire/clock';
import type { Account, ClusterPlan } from '../wire/context';
import { ServiceError, type Action, type Json, type JsonObject, type Service } from '../wire/service';

export interface RedshiftSetting {
  account: Account;
  clusters: readonly ClusterPlan[];
  warehouses: Warehouses;
  dbUser: DbUserReading;
  clock: SandboxClock;
}

/** Amazon Redshift (2012-12-01): what reaches a cluster. */
export function redshiftService(setting: RedshiftSetting): Service {
  return {
    name: 'redshift',
    protocol: {
      kind: 'awsQuery',
      version: '2012-12-01',
      xmlns: 'http://redshift.amazonaws.com/doc/2012-12-01/',
      listElements: { Clusters: 'Cluster', ClusterNodes: 'member', Tags: 'Tag', IamRoles: 'ClusterIamRole' },
    },
    actions: {
      DescribeClusters: describeClusters(setting),
      GetClusterCredentialsWithIAM: getClusterCredentialsWithIam(setting),
    },
  };
}

const DURATION = { min: 900, max: 3600, usual: 900 };
const MAX_RECORDS = { min: 20, max: 100, usual: 100 };

/** https://docs.aws.amazon.com/redshift/latest/APIReference/API_DescribeClusters.html */
function describeClusters(setting: RedshiftSetting): Action {
  const { account, clusters, warehouses } = setting;
  return {
    permissions: ({ input }) => [
      { action: 'redshift:DescribeClusters', resource: clusterArn(account, text(input, 'ClusterIdentifier') ?? '*') },
    ],
    run: ({ input }) => {
      const wanted = text(input, 'ClusterIdentifier');
      const size = integer(input, 'MaxRecords', MAX_RECORDS);
      const found = clusters.filter(
        ({ identifier }) => (wanted === undefined || identifier === wanted) && warehouses.find('cluster', identifier),
      );
      if (wanted !== undefined && found.length === 0) throw notFound(wanted);
      const start = Number(text(input, 'Marker') ?? 0);
      if (!Number.isInteger(start) || start < 0) throw new ServiceError('InvalidParameterValue', 'Invalid Marker.');
      const page = found.slice(start, start + size).map((plan) => describe(setting, plan));
      return { Clusters: page, Marker: start + size < found.length ? String(start + size) : null };
    },
  };
}

/** https://docs.aws.amazon.com/redshift/latest/APIReference/API_GetClusterCredentialsWithIAM.html */
function getClusterCredentialsWithIam({ account, warehouses, dbUser, clock }: RedshiftSetting): Action {
  return {
    permissions: ({ input }) => {
      const { partition, region, accountId } = account;
      const cluster = text(input, 'ClusterIdentifier') ?? '';
      const database = text(input, 'DbName') ?? '*';
      return [
        {
          action: 'redshift:GetClusterCredentialsWithIAM',
          resource: `arn:${partition}:redshift:${region}:${accountId}:dbname:${cluster}/${database}`,
        },
      ];
    },
    run: async ({ input, caller }) => {
      const seconds = integer(input, 'DurationSeconds', DURATION);
      const cluster = text(input, 'ClusterIdentifier');
      if (cluster === undefined)
        throw new ServiceError(
          'InvalidParameterCombination',
          'ClusterIdentifier or CustomDomainName must be specified.',
        );
      const warehouse = warehouses.find('cluster', cluster);
      if (!warehouse) throw notFound(cluster);
      const { user, roles } = federatedIdentity(caller, dbUser);
      const password = await signIn(warehouse, user, roles, seconds);
      const now = clock.now();
      return {
        DbUser: user,
        DbPassword: password,
        Expiration: new Date(now + seconds * 1000).toISOString(),
        NextRefreshTime: new Date(now + nextRefreshMs(seconds)).toISOString(),
      };
    },
  };
}

/** Signs in and gives a password for so many seconds; the same for clusters and workgroups. */
export async function signIn(
  warehouse: Warehouse,
  user: string,
  roles: readonly string[],
  seconds: number,
): Promise<string> {
  try {
    await warehouse.signIn(user, roles);
  } catch (error) {
    throw error instanceof UserNameRefused ? new ServiceError('UnsupportedOperation', error.message) : error;
  }
  return warehouse.issuePassword(user, seconds);
}

/** Clients are told to renew a quarter of the time before the end. */
export function nextRefreshMs(seconds: number): number {
  return seconds * 750;
}

function describe({ account, clock, warehouses }: RedshiftSetting, plan: ClusterPlan): JsonObject {
  const address = warehouses.find('cluster', plan.identifier)?.address ?? { host: '127.0.0.1', port: 0 };
  return {
    ClusterIdentifier: plan.identifier,
    NodeType: 'ra3.large',
    ClusterStatus: 'available',
    ClusterAvailabilityStatus: 'Available',
    MasterUsername: 'awsuser',
    DBName: plan.database,
    Endpoint: { Address: address.host, Port: address.port },
    ClusterCreateTime: new Date(clock.now() - 90 * 86_400_000).toISOString(),
    AutomatedSnapshotRetentionPeriod: 1,
    ClusterSubnetGroupName: 'default',
    VpcId: 'vpc-0a1b2c3d4e5f60718',
    AvailabilityZone: `${account.region}a`,
    PreferredMaintenanceWindow: 'sun:09:30-sun:10:00',
    ClusterVersion: '1.0',
    AllowVersionUpgrade: true,
    NumberOfNodes: 2,
    PubliclyAccessible: false,
    Encrypted: true,
    ClusterNamespaceArn: `arn:${account.partition}:redshift:${account.region}:${account.accountId}:namespace:0f4c2f1e-5f0a-4e0b-8a7d-3d8e6b1f9c52`,
    EnhancedVpcRouting: false,
    MaintenanceTrackName: 'current',
    TotalStorageCapacityInMegaBytes: 16_000_000,
    AquaConfiguration: { AquaStatus: 'disabled', AquaConfigurationStatus: 'auto' },
    MultiAZ: 'Disabled',
    IpAddressType: 'ipv4',
  };
}

function clusterArn({ partition, region, accountId }: Account, identifier: string): string {
  return `arn:${partition}:redshift:${region}:${accountId}:cluster:${identifier}`;
}

function notFound(cluster: string): ServiceError {
  return new ServiceError('ClusterNotFound', `Cluster ${cluster} not found.`, 404);
}

function text(input: JsonObject, name: string): string | undefined {
  const value: Json | undefined = input[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** awsQuery sends numbers as text. */
function integer(
  input: JsonObject,
  name: string,
  { min, max, usual }: { min: number; max: number; usual: number },
): number {
  const value = Number(text(input, name) ?? usual);
  if (!Number.isInteger(value) || value < min || value > max)
    throw new ServiceError('InvalidParameterValue', `${name} must be between ${min} and ${max}.`);
  return value;
}
