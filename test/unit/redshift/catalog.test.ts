import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import type { Redshift } from '../../../src/redshift/redshift';
import type { SandboxInfo } from '../../sandbox/info';
import { redshiftOf } from './support/sandboxAccount';
import { sharedSandbox } from './support/sharedSandbox';
import { never } from './support/statementAnswers';

const cluster = { kind: 'cluster', name: 'redshift-cluster-1', database: 'dev' } as const;
const workgroup = { kind: 'workgroup', name: 'workgroup-1', database: 'dev' } as const;

describe('the catalog, in the sandbox', () => {
  let info: SandboxInfo;
  let ethan: Redshift;
  let frida: Redshift;
  let nora: Redshift;

  before(async function () {
    this.timeout(60_000);
    ({ info } = await sharedSandbox());
    [ethan, frida, nora] = (await Promise.all(['ethan', 'frida', 'nora'].map((user) => redshiftOf(info, user)))) as [
      Redshift,
      Redshift,
      Redshift,
    ];
  });

  it('lists clusters and workgroups', async () => {
    assert.deepEqual(await ethan.listWarehouses(never()), { warehouses: [cluster, workgroup], failures: [] });
  });

  it('says what may not be listed, and that alone', async () => {
    const [clusterRole, serverlessRole] = await Promise.all([redshiftOf(info, 'gus', 0), redshiftOf(info, 'gus', 1)]);
    const listings = await Promise.all([clusterRole, serverlessRole, nora].map((each) => each.listWarehouses(never())));
    assert.deepEqual(
      listings.map(({ warehouses, failures }) => [
        warehouses.map(({ name }) => name),
        failures.map(({ code, facts }) => [code, 'action' in facts && facts.action]),
      ]),
      [
        [['redshift-cluster-1'], [['aws.accessDenied', 'ListWorkgroups']]],
        [['workgroup-1'], [['aws.accessDenied', 'DescribeClusters']]],
        [
          [],
          [
            ['aws.accessDenied', 'DescribeClusters'],
            ['aws.accessDenied', 'ListWorkgroups'],
          ],
        ],
      ],
    );
  });

  it('lists databases', async () => {
    assert.deepEqual(await ethan.databases(cluster, never()), ['dev', 'sample_data_dev']);
  });

  it('lists the schemas that a user can access, and no others', async () => {
    assert.deepEqual(
      await Promise.all([
        ethan.schemas(cluster, 'dev', never()),
        frida.schemas(workgroup, 'dev', never()),
        nora.schemas(cluster, 'dev', never()),
      ]),
      [['public', 'reporting_schema', 'sales_schema'], ['finance_schema', 'public', 'reporting_schema'], ['public']],
    );
  });

  it('takes names as they are, not as patterns', async () => {
    assert.deepEqual(
      await Promise.all(
        ['tpcds_1', 'tpcds%', "it's", 'back\\slash'].map((schema) =>
          ethan.relations(cluster, 'sample_data_dev', schema, never()),
        ),
      ),
      [[{ name: 'item', kind: 'table' }], [], [], []],
    );
  });

  it('lists tables and views, and the columns of a table whose name must be quoted', async () => {
    const relations = await ethan.relations(cluster, 'dev', 'sales_schema', never());
    const columns = await ethan.columns(cluster, 'dev', 'sales_schema', 'Region Targets', never());
    assert.deepEqual(
      [relations.map(({ name, kind }) => `${kind} ${name}`), columns],
      [
        [
          'table Region Targets',
          'table customers',
          'table orders',
          'table products',
          'view sales_by_store',
          'table store_sales',
          'table web_events',
        ],
        [
          { name: 'Region', type: 'character varying', nullable: false, precision: 40 },
          { name: 'target %', type: 'numeric', nullable: true, precision: 5, scale: 2 },
          { name: 'select', type: 'integer', nullable: true },
        ],
      ],
    );
  });

  it('reports user and session roles, also where there are none', async () => {
    const reports = await Promise.all([
      ethan.rolesReport(cluster, 'dev', never()),
      nora.rolesReport(cluster, 'sample_data_dev', never()),
    ]);
    assert.deepEqual(
      reports.map(({ roles, ...who }) => ({ ...who, roles: roles.map(({ name }) => name) })),
      [
        { currentUser: 'ethan', database: 'dev', roles: ['sales'] },
        { currentUser: 'nora', database: 'sample_data_dev', roles: [] },
      ],
    );
  });

  it('says when there is no such database', async () => {
    await assert.rejects(ethan.schemas(cluster, 'nowhere', never()), {
      code: 'warehouse.connectionFailed',
      facts: { warehouse: 'redshift-cluster-1', database: 'nowhere', message: 'database "nowhere" does not exist' },
    });
  });

  it('says when there is no such warehouse', async () => {
    await assert.rejects(ethan.databases({ ...cluster, name: 'elsewhere' }, never()), {
      code: 'warehouse.notFound',
      facts: { warehouse: 'elsewhere', message: "Redshift endpoint doesn't exist in this region." },
    });
  });
});
