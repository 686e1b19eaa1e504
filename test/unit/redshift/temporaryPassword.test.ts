import assert from 'node:assert/strict';
import { Client } from 'pg';
import { Failure } from '../../../src/core/failure';
import type { WarehouseRef } from '../../../src/core/warehouse';
import type { SandboxInfo } from '../../sandbox/info';
import { redshiftOf } from './support/sandboxAccount';
import { sharedSandbox } from './support/sharedSandbox';

const never = new AbortController().signal;

describe('a temporary password', () => {
  let info: SandboxInfo;

  before(async function () {
    this.timeout(120_000);
    ({ info } = await sharedSandbox());
  });

  const warehouses = (): WarehouseRef[] => [
    ...info.clusters.map(({ identifier, database }) => ({ kind: 'cluster' as const, name: identifier, database })),
    ...info.workgroups.map(({ name, database }) => ({ kind: 'workgroup' as const, name, database })),
  ];

  it('logs in to cluster and workgroup by TCP, as the user and with the roles of the sign-in', async () => {
    const redshift = await redshiftOf(info, 'ethan');
    const found: unknown[] = [];
    for (const warehouse of warehouses()) {
      const { user, password, expiration } = await redshift.temporaryPassword(warehouse, 'dev', never);
      const { host, port } = await redshift.address(warehouse, never);
      const client = new Client({ host, port, user, password, database: 'dev' });
      await client.connect();
      const whose = await client.query<{ name: string }>('SELECT current_user::text AS name');
      const denied = await client.query('SELECT 1 FROM finance_schema.ledger').then(
        () => 'allowed',
        (error: unknown) => String(error),
      );
      await client.end();
      const minutes = Math.round((expiration - Date.now()) / 60_000);
      found.push([whose.rows[0]?.name, denied.includes('permission denied'), minutes]);
    }
    redshift.dispose();
    assert.deepEqual(found, [
      ['ethan', true, 15],
      ['ethan', true, 15],
    ]);
  });

  it('is refused with AWS’s words for a warehouse that is not there, or not allowed', async () => {
    const redshift = await redshiftOf(info, 'gus');
    const codes: unknown[] = [];
    const absent: WarehouseRef = { kind: 'cluster', name: 'absent', database: 'dev' };
    const [, workgroup] = warehouses();
    assert.ok(workgroup);
    for (const warehouse of [absent, workgroup]) {
      await redshift.temporaryPassword(warehouse, 'dev', never).catch((error: unknown) => {
        codes.push(Failure.is(error) ? error.code : error);
      });
    }
    redshift.dispose();
    assert.deepEqual(codes, ['aws.accessDenied', 'aws.accessDenied']);
  });

  it('can be had where the address may not be asked for', async () => {
    const redshift = await redshiftOf(info, 'nora');
    const [cluster] = warehouses();
    assert.ok(cluster);
    const { user } = await redshift.temporaryPassword(cluster, 'dev', never);
    await assert.rejects(redshift.address(cluster, never), (error) => Failure.has(error, 'aws.accessDenied'));
    redshift.dispose();
    assert.equal(user, 'nora');
  });
});
