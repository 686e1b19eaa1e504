import { DescribeClustersCommand, GetClusterCredentialsWithIAMCommand } from '@aws-sdk/client-redshift';
import { GetCredentialsCommand, GetWorkgroupCommand } from '@aws-sdk/client-redshift-serverless';
import { Failure } from '../core/failure';
import type { WarehouseRef } from '../core/warehouse';
import { callAws, littlePatience, type CallPorts } from './awsCalls';
import type { AwsCall } from './awsFailures';
import type { Services } from './connection';

/** What another tool logs in to a warehouse with. Secret as a whole. */
export interface TemporaryPassword {
  user: string;
  password: string;
  /** When it stops to log in, in ms since 1970, by the server's clock; connections that are open then stay. */
  expiration: number;
}

/** Where a warehouse takes connections. */
export interface WarehouseAddress {
  host: string;
  port: number;
}

type Both = Pick<Services, 'redshift' | 'serverless'>;

/** The shortest that AWS gives: it is for logging in now. */
const durationSeconds = 900;

/**
 * A fresh password by the calls that group federation goes by, so that the database roles are those of the sign-in. The log is
 * told to keep it out of its lines.
 * @throws Failure aws.*, warehouse.notFound; Cancelled
 */
export async function temporaryPassword(
  services: Both,
  ports: CallPorts,
  warehouse: Pick<WarehouseRef, 'kind' | 'name'>,
  database: string,
  signal: AbortSignal,
): Promise<TemporaryPassword> {
  const given =
    warehouse.kind === 'cluster'
      ? await ofCluster(services, ports, warehouse.name, database, signal)
      : await ofWorkgroup(services, ports, warehouse.name, database, signal);
  const { user, password, expiration, call } = given;
  if (!user || !password || !expiration) throw new Failure('aws.badAnswer', call);
  ports.log.conceal?.([password]);
  return { user, password, expiration: expiration.getTime() };
}

/**
 * Where a warehouse takes connections, as AWS says.
 * @throws Failure aws.*, warehouse.notFound, warehouse.notAvailable (it has no address yet); Cancelled
 */
export async function warehouseAddress(
  services: Both,
  ports: CallPorts,
  { kind, name }: Pick<WarehouseRef, 'kind' | 'name'>,
  signal: AbortSignal,
): Promise<WarehouseAddress> {
  const { host, port } =
    kind === 'cluster'
      ? await addressOfCluster(services, ports, name, signal)
      : await addressOfWorkgroup(services, ports, name, signal);
  if (!host || !port) throw new Failure('warehouse.notAvailable', { warehouse: name, message: '' });
  return { host, port };
}

interface Given {
  user: string | undefined;
  password: string | undefined;
  expiration: Date | undefined;
  call: AwsCall;
}

async function ofCluster(
  { redshift: { client, name: service, host } }: Both,
  ports: CallPorts,
  warehouse: string,
  database: string,
  signal: AbortSignal,
): Promise<Given> {
  const call = { service, host, action: 'GetClusterCredentialsWithIAM', warehouse, database };
  const input = { ClusterIdentifier: warehouse, DbName: database, DurationSeconds: durationSeconds };
  const send = (abortSignal: AbortSignal) =>
    client.send(new GetClusterCredentialsWithIAMCommand(input), { abortSignal });
  const {
    DbUser: user,
    DbPassword: password,
    Expiration: expiration,
  } = await callAws(ports, call, send, littlePatience, signal);
  return { user, password, expiration, call };
}

async function ofWorkgroup(
  { serverless: { client, name: service, host } }: Both,
  ports: CallPorts,
  warehouse: string,
  database: string,
  signal: AbortSignal,
): Promise<Given> {
  const call = { service, host, action: 'GetCredentials', warehouse, database };
  const input = { workgroupName: warehouse, dbName: database, durationSeconds };
  const send = (abortSignal: AbortSignal) => client.send(new GetCredentialsCommand(input), { abortSignal });
  const { dbUser: user, dbPassword: password, expiration } = await callAws(ports, call, send, littlePatience, signal);
  return { user, password, expiration, call };
}

interface MaybeAddress {
  host: string | undefined;
  port: number | undefined;
}

async function addressOfCluster(
  { redshift: { client, name: service, host } }: Both,
  ports: CallPorts,
  warehouse: string,
  signal: AbortSignal,
): Promise<MaybeAddress> {
  const call = { service, host, action: 'DescribeClusters', warehouse };
  const send = (abortSignal: AbortSignal) =>
    client.send(new DescribeClustersCommand({ ClusterIdentifier: warehouse }), { abortSignal });
  const { Clusters: [cluster] = [] } = await callAws(ports, call, send, littlePatience, signal);
  return { host: cluster?.Endpoint?.Address, port: cluster?.Endpoint?.Port };
}

async function addressOfWorkgroup(
  { serverless: { client, name: service, host } }: Both,
  ports: CallPorts,
  warehouse: string,
  signal: AbortSignal,
): Promise<MaybeAddress> {
  const call = { service, host, action: 'GetWorkgroup', warehouse };
  const send = (abortSignal: AbortSignal) =>
    client.send(new GetWorkgroupCommand({ workgroupName: warehouse }), { abortSignal });
  const { workgroup } = await callAws(ports, call, send, littlePatience, signal);
  return { host: workgroup?.endpoint?.address, port: workgroup?.endpoint?.port };
}
