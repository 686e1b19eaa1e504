import { DescribeClustersCommand } from '@aws-sdk/client-redshift';
import { ListWorkgroupsCommand } from '@aws-sdk/client-redshift-serverless';
import { Failure } from '../core/failure';
import type { WarehouseRef } from '../core/warehouse';
import { callAws, littlePatience, type CallPorts } from './awsCalls';
import type { Services } from './connection';

/** What could be listed; one service that fails (or may not be asked) hides nothing of the other. */
export interface WarehouseListing {
  warehouses: WarehouseRef[];
  failures: Failure[];
}

/** Where nothing else is known: the database that every new warehouse has. */
const defaultDatabase = 'dev';

/** Clusters and workgroups of the account in the region. Rejects with Cancelled and with `signIn.needed`. */
export async function listWarehouses(
  services: Pick<Services, 'redshift' | 'serverless'>,
  ports: CallPorts,
  signal: AbortSignal,
): Promise<WarehouseListing> {
  const listing: WarehouseListing = { warehouses: [], failures: [] };
  const answers = await Promise.allSettled([
    listClusters(services, ports, signal),
    listWorkgroups(services, ports, signal),
  ]);
  for (const answer of answers) {
    if (answer.status === 'fulfilled') listing.warehouses.push(...answer.value);
    // Of the person, not of a service: the one question has had its answer.
    else if (Failure.is(answer.reason) && !Failure.has(answer.reason, 'signIn.needed'))
      listing.failures.push(answer.reason);
    else throw answer.reason;
  }
  return listing;
}

async function listClusters(
  { redshift: { client, name: service, host } }: Pick<Services, 'redshift'>,
  ports: CallPorts,
  signal: AbortSignal,
): Promise<WarehouseRef[]> {
  const call = { service, host, action: 'DescribeClusters' };
  const clusters: WarehouseRef[] = [];
  let marker: string | undefined;
  do {
    const input = marker === undefined ? {} : { Marker: marker };
    const send = (abortSignal: AbortSignal) => client.send(new DescribeClustersCommand(input), { abortSignal });
    const page = await callAws(ports, call, send, littlePatience, signal);
    for (const { ClusterIdentifier: name, DBName: database } of page.Clusters ?? [])
      if (name !== undefined) clusters.push({ kind: 'cluster', name, database: database ?? defaultDatabase });
    marker = page.Marker;
  } while (marker !== undefined && marker !== '');
  return clusters;
}

/** A workgroup does not say which database its namespace began with; reading namespaces needs a further permission. */
async function listWorkgroups(
  { serverless: { client, name: service, host } }: Pick<Services, 'serverless'>,
  ports: CallPorts,
  signal: AbortSignal,
): Promise<WarehouseRef[]> {
  const call = { service, host, action: 'ListWorkgroups' };
  const workgroups: WarehouseRef[] = [];
  let nextToken: string | undefined;
  do {
    const input = nextToken === undefined ? {} : { nextToken };
    const send = (abortSignal: AbortSignal) => client.send(new ListWorkgroupsCommand(input), { abortSignal });
    const page = await callAws(ports, call, send, littlePatience, signal);
    for (const { workgroupName: name } of page.workgroups ?? [])
      if (name !== undefined) workgroups.push({ kind: 'workgroup', name, database: defaultDatabase });
    nextToken = page.nextToken;
  } while (nextToken !== undefined && nextToken !== '');
  return workgroups;
}
