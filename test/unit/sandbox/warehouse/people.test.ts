import assert from 'node:assert/strict';
import { Client } from 'pg';
import {
  CLUSTER,
  ETHAN,
  FRIDA,
  WORKGROUP,
  ask,
  callerOf,
  refusalOf,
  rowsOf,
  run,
  textOf,
} from '../dataApi/support/redshiftPart';

const ROLES = 'SELECT current_user, * FROM pg_get_session_roles() eff_ro(name name, roleid integer);';

/** Texts of the first column. */
async function names(sql: string, caller = ETHAN): Promise<string[]> {
  return (await rowsOf(sql, CLUSTER, caller)).map(
    (row) => (JSON.parse(row) as [{ stringValue: string }])[0].stringValue,
  );
}

/** Rows of the roles query, ids left out, for they differ from start to start. */
async function sessionRoles(
  caller = ETHAN,
  warehouse = CLUSTER as typeof CLUSTER | typeof WORKGROUP,
): Promise<string[]> {
  const rows = await rowsOf(ROLES, warehouse, caller);
  return rows.map((row) => row.replace(/,\{"longValue":\d+\}/, ''));
}

describe('people of the warehouses', function () {
  this.timeout(60_000);

  it('are the user of their tag, with the roles of their tag', async () => {
    const rowOf = (user: string, role: string): string => `[{"stringValue":"${user}"},{"stringValue":"${role}"}]`;
    assert.deepEqual(
      [await sessionRoles(), await sessionRoles(FRIDA, WORKGROUP)],
      [[rowOf('ethan', 'sales')], [rowOf('frida', 'finance')]],
    );
  });

  it('have the roles of the latest sign-in on that warehouse, and none that does not exist', async () => {
    const before = await sessionRoles(callerOf('helen', 'sales:finance:marketing'));
    const after = await sessionRoles(callerOf('helen', 'finance'));
    assert.deepEqual(
      [before.length, after.length, (await sessionRoles(callerOf('nora', 'marketing'))).length],
      [2, 1, 0],
    );
  });

  it('are denied what their roles do not give, in the words of Redshift', async () => {
    const errors = [
      await run('SELECT * FROM finance_schema.ledger'),
      await run('SELECT * FROM sales_schema.commissions'),
      await run('SELECT * FROM sales_schema.orders', CLUSTER, FRIDA),
      await run('SET SESSION AUTHORIZATION rdsdb'),
    ].map(({ Status, Error }) => [Status, Error]);
    assert.deepEqual(errors, [
      ['FAILED', 'ERROR: permission denied for schema finance_schema\n  Position: 15'],
      ['FAILED', 'ERROR: permission denied for relation commissions'],
      ['FAILED', 'ERROR: permission denied for schema sales_schema\n  Position: 15'],
      ['FAILED', 'ERROR: permission denied to set session authorization "rdsdb"'],
    ]);
  });

  it('reach through a role what that role was given', async () => {
    assert.deepEqual(await rowsOf('SELECT count(*) FROM reporting_schema.calendar'), ['[{"longValue":731}]']);
  });

  it('see in the catalog what they can access', async () => {
    const own = "NOT IN ('pg_catalog', 'information_schema')";
    assert.deepEqual(
      {
        schemas: await names(`SELECT schema_name FROM svv_all_schemas WHERE schema_name ${own} ORDER BY 1`),
        tables: await names(`SELECT table_name FROM svv_redshift_tables WHERE schema_name = 'sales_schema' ORDER BY 1`),
        hidden: await names(`SELECT column_name FROM svv_all_columns WHERE table_name IN ('ledger', 'commissions')`),
        roles: await names('SELECT role_name FROM svv_roles ORDER BY 1'),
        inherited: await names('SELECT granted_role_name FROM svv_role_grants'),
        explicit: await names('SELECT role_name FROM svv_user_grants'),
        databases: await names('SELECT database_name FROM svv_redshift_databases ORDER BY 1'),
      },
      {
        schemas: ['public', 'reporting_schema', 'sales_schema'],
        tables: ['Region Targets', 'customers', 'orders', 'products', 'sales_by_store', 'store_sales', 'web_events'],
        hidden: [],
        roles: ['reporting', 'sales'],
        inherited: ['reporting'],
        explicit: [],
        databases: ['dev', 'sample_data_dev'],
      },
    );
  });

  it('read comments and types of columns', async () => {
    const rows = await rowsOf(
      `SELECT column_name, data_type, is_nullable, remarks FROM svv_redshift_columns
        WHERE table_name = 'orders' AND column_name IN ('total', 'note') ORDER BY 1`,
    );
    assert.deepEqual(rows, [
      '[{"stringValue":"note"},{"stringValue":"character varying(400)"},{"stringValue":"YES"},{"isNull":true}]',
      '[{"stringValue":"total"},{"stringValue":"numeric(14,2)"},{"stringValue":"NO"},{"stringValue":"EUR, taxes included"}]',
    ]);
  });

  for (const name of ['rdsdb', 'sales', 'pg_monitor', 'x'.repeat(64)])
    it(`cannot be called ${name}`, async () => {
      const caller = callerOf(name, 'sales');
      const failed = await run('SELECT 1', CLUSTER, caller);
      assert.deepEqual([failed['Status'], textOf(failed, 'Error').startsWith('FATAL: ')], ['FAILED', true]);
      const input = { ClusterIdentifier: 'redshift-cluster-1', DbName: 'dev' };
      assert.match(
        await refusalOf(ask('redshift', 'GetClusterCredentialsWithIAM', input, caller)),
        /^UnsupportedOperation 400/,
      );
    });
});

describe('passwords of GetClusterCredentialsWithIAM and GetCredentials', function () {
  this.timeout(60_000);

  async function logIn(port: number, user: unknown, password: unknown): Promise<string> {
    const client = new Client({
      host: '127.0.0.1',
      port,
      user: String(user),
      password: String(password),
      database: 'dev',
    });
    try {
      await client.connect();
      const { rows } = await client.query<{ user: string }>('SELECT current_user AS user');
      return rows[0]?.user ?? '';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      await client.end();
    }
  }

  it('log in to the address that the cluster and the workgroup give', async () => {
    const { Clusters } = await ask('redshift', 'DescribeClusters', {});
    const [cluster] = Clusters as [{ Endpoint: { Port: number } }];
    const ofCluster = await ask('redshift', 'GetClusterCredentialsWithIAM', {
      ClusterIdentifier: 'redshift-cluster-1',
      DbName: 'dev',
    });
    const { workgroup } = await ask('redshift-serverless', 'GetWorkgroup', { workgroupName: 'workgroup-1' });
    const { endpoint } = workgroup as { endpoint: { port: number } };
    const ofWorkgroup = await ask('redshift-serverless', 'GetCredentials', { workgroupName: 'workgroup-1' });
    assert.deepEqual(
      [
        await logIn(cluster.Endpoint.Port, ofCluster['DbUser'], ofCluster['DbPassword']),
        await logIn(endpoint.port, ofWorkgroup['dbUser'], ofWorkgroup['dbPassword']),
        await logIn(cluster.Endpoint.Port, 'ethan', 'wrong'),
        await logIn(cluster.Endpoint.Port, 'rdsdb', ''),
      ],
      [
        'ethan',
        'ethan',
        'password authentication failed for user "ethan"',
        'pg_hba.conf rejects connection for host "127.0.0.1", user "rdsdb", database "dev", no encryption',
      ],
    );
  });
});
