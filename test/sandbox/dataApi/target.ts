import { federatedIdentity, type DbUserReading } from '../warehouse/identity';
import { UserNameRefused } from '../warehouse/federatedUsers';
import type { WarehouseConnection } from '../warehouse/connection';
import type { Warehouse } from '../warehouse/warehouse';
import type { Warehouses } from '../warehouse/warehouses';
import type { Account, WorkgroupPlan } from '../wire/context';
import type { Caller, Permission } from '../wire/service';
import type { Input } from './input';
import { connectionFailed, invalid, warehouseUnknown } from './refusals';

/** What a request is for: a database of a warehouse, and as whom. */
export interface Target {
  warehouse: Warehouse;
  database: string;
  /** Sent as DbUser: a sign-in by name, without database roles. */
  dbUser?: string;
}

const CLUSTER = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const WORKGROUP_ARN = /^arn:[a-z-]+:redshift-serverless:[a-z0-9-]+:\d{12}:workgroup\/([0-9a-f-]{36})$/;

/** Finds targets, says what they need to be allowed, and signs in to them. */
export class Targets {
  constructor(
    private readonly account: Account,
    private readonly workgroups: readonly WorkgroupPlan[],
    private readonly warehouses: Warehouses,
    private readonly reading: DbUserReading,
  ) {}

  /** From ClusterIdentifier or WorkgroupName, and Database; refuses what the sandbox has not. */
  read(input: Input, database = input.requiredText('Database', { max: 127 })): Target {
    const cluster = input.text('ClusterIdentifier', { max: 63, pattern: CLUSTER });
    const workgroup = input.text('WorkgroupName', { min: 3, max: 128 });
    const dbUser = input.text('DbUser', { max: 128 });
    if (input.has('SecretArn'))
      throw invalid(
        'secretArn is not supported: this sandbox has no Secrets Manager. Leave secretArn and dbUser out to connect as an IAM identity.',
      );
    if ((cluster === undefined) === (workgroup === undefined))
      throw invalid('Exactly one of clusterIdentifier and workgroupName must be specified');
    if (workgroup !== undefined && dbUser !== undefined)
      throw invalid('dbUser cannot be specified with workgroupName: the user is derived from the IAM identity');
    const warehouse =
      cluster === undefined
        ? this.warehouses.find('workgroup', this.workgroupName(workgroup ?? ''))
        : this.warehouses.find('cluster', cluster);
    if (!warehouse) throw warehouseUnknown();
    return { warehouse, database, ...(dbUser === undefined ? {} : { dbUser }) };
  }

  /** Warehouses that a list is narrowed to by ClusterIdentifier or WorkgroupName; none that is unknown fits. */
  filter(input: Input): (warehouse: Warehouse) => boolean {
    const cluster = input.text('ClusterIdentifier', { max: 63, pattern: CLUSTER });
    const workgroup = input.text('WorkgroupName', { min: 3, max: 128 });
    if (cluster !== undefined && workgroup !== undefined)
      throw invalid('Only one of clusterIdentifier and workgroupName can be specified');
    if (cluster !== undefined) return ({ name }) => name.kind === 'cluster' && name.name === cluster;
    if (workgroup === undefined) return () => true;
    const wanted = this.workgroupName(workgroup);
    return ({ name }) => name.kind === 'workgroup' && name.name === wanted;
  }

  /** The ARN that policies for actions of the Data API name. */
  arn({ name: { kind, name } }: Warehouse): string {
    const id = this.workgroups.find((workgroup) => workgroup.name === name)?.id ?? name;
    return kind === 'cluster' ? this.redshiftArn(`cluster:${name}`) : this.workgroupArn(id);
  }

  /** What the Data API does in the caller's name to get into the database. */
  signInPermissions({ warehouse, database, dbUser }: Target): Permission[] {
    const { kind, name } = warehouse.name;
    if (kind === 'workgroup') return [{ action: 'redshift-serverless:GetCredentials', resource: this.arn(warehouse) }];
    const databaseArn = this.redshiftArn(`dbname:${name}/${database}`);
    if (dbUser === undefined) return [{ action: 'redshift:GetClusterCredentialsWithIAM', resource: databaseArn }];
    const userArn = this.redshiftArn(`dbuser:${name}/${dbUser}`);
    return [userArn, databaseArn].map((resource) => ({ action: 'redshift:GetClusterCredentials', resource }));
  }

  /** Name of the database user that the caller will be there. */
  userOf({ dbUser }: Target, caller: Caller): string {
    return dbUser ?? federatedIdentity(caller, this.reading).user;
  }

  /** Signs in and connects; rejects with the database's error or a ServiceError. */
  async connect(target: Target, caller: Caller): Promise<WarehouseConnection> {
    const { warehouse, database, dbUser } = target;
    if (dbUser !== undefined) {
      if (!(await warehouse.signInByName(dbUser)))
        throw connectionFailed(`FATAL: password authentication failed for user "${dbUser}"`);
      return warehouse.connect(dbUser, database);
    }
    const { user, roles } = federatedIdentity(caller, this.reading);
    try {
      await warehouse.signIn(user, roles);
    } catch (error) {
      throw error instanceof UserNameRefused ? connectionFailed(`FATAL: ${error.message}`) : error;
    }
    return warehouse.connect(user, database);
  }

  private workgroupName(nameOrArn: string): string {
    const id = WORKGROUP_ARN.exec(nameOrArn)?.[1];
    return id === undefined ? nameOrArn : (this.workgroups.find((workgroup) => workgroup.id === id)?.name ?? '');
  }

  private redshiftArn(resource: string): string {
    const { partition, region, accountId } = this.account;
    return `arn:${partition}:redshift:${region}:${accountId}:${resource}`;
  }

  private workgroupArn(id: string): string {
    const { partition, region, accountId } = this.account;
    return `arn:${partition}:redshift-serverless:${region}:${accountId}:workgroup/${id}`;
  }
}
