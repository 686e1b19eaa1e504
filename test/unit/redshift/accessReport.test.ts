import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import type { SchemaAccess } from '../../../src/core/access';
import type { AccessReport, Redshift } from '../../../src/redshift/redshift';
import type { SandboxInfo } from '../../sandbox/info';
import { awsStandIn, type Answering } from './support/awsStandIn';
import { countedRequests, redshiftOf } from './support/sandboxAccount';
import { sharedSandbox } from './support/sharedSandbox';
import { finishedRows, never, oneRow } from './support/statementAnswers';

const cluster = { kind: 'cluster', name: 'redshift-cluster-1', database: 'dev' } as const;
const workgroup = { kind: 'workgroup', name: 'workgroup-1', database: 'dev' } as const;

const none = { SELECT: 0, INSERT: 0, UPDATE: 0, DELETE: 0, REFERENCES: 0 };

/** A schema that one may use, of so many relations; PostgreSQL knows neither DROP nor ALTER. */
function usable(schema: string, relations: number, counts: SchemaAccess['counts'] = {}, create = false): SchemaAccess {
  return { schema, usage: true, create, relations, counts: { ...none, SELECT: relations, ...counts }, kind: 'local' };
}

const told = <T>(value: T): { told: true; value: T } => ({ told: true, value });
const onOne = { INSERT: 1, UPDATE: 1, DELETE: 1 };
const everybodys = usable('public', 1, {}, true);
const reporting = usable('reporting_schema', 1);
const sales = usable('sales_schema', 7, onOne);
const finance = usable('finance_schema', 4, onOne);
const analyze = { role: 'reporting', privilege: 'ANALYZE' };
const vacuum = { role: 'finance', privilege: 'VACUUM' };
const laterSales = {
  ...{ owner: 'rdsdb', schema: 'sales_schema', objects: 'RELATION' },
  ...{ privilege: 'SELECT', grantee: 'sales' },
};

/** Ids of roles differ from start to start. */
function withoutIds(report: AccessReport): unknown {
  return { ...report, roles: report.roles.map(({ name }) => name) };
}

describe('the report of one’s access, in the sandbox', function () {
  this.timeout(20_000);
  let info: SandboxInfo;
  before(async function () {
    this.timeout(60_000);
    ({ info } = await sharedSandbox());
  });

  const reports: [
    user: string,
    at: typeof cluster | typeof workgroup,
    Omit<AccessReport, 'roles'> & { roles: string[] },
  ][] = [
    [
      'ethan',
      cluster,
      {
        ...{ currentUser: 'ethan', database: 'dev', roles: ['sales'] },
        inherited: told([{ role: 'sales', inherits: 'reporting' }]),
        schemas: told([everybodys, reporting, sales]),
        systemPrivileges: told([analyze]),
        defaultPrivileges: told([laterSales]),
        othersStatements: told(0),
      },
    ],
    [
      'frida',
      workgroup,
      {
        ...{ currentUser: 'frida', database: 'dev', roles: ['finance'] },
        inherited: told([{ role: 'finance', inherits: 'reporting' }]),
        schemas: told([finance, everybodys, reporting]),
        systemPrivileges: told([vacuum, analyze]),
        defaultPrivileges: told([]),
        othersStatements: told(0),
      },
    ],
    [
      'gus',
      cluster,
      {
        ...{ currentUser: 'gus', database: 'dev', roles: ['finance', 'sales'] },
        inherited: told([
          { role: 'finance', inherits: 'reporting' },
          { role: 'sales', inherits: 'reporting' },
        ]),
        schemas: told([finance, everybodys, reporting, sales]),
        systemPrivileges: told([vacuum, analyze]),
        defaultPrivileges: told([laterSales]),
        othersStatements: told(0),
      },
    ],
    [
      'nora',
      cluster,
      {
        ...{ currentUser: 'nora', database: 'dev', roles: [] },
        inherited: told([]),
        schemas: told([everybodys]),
        systemPrivileges: told([]),
        defaultPrivileges: told([]),
        othersStatements: told(0),
      },
    ],
  ];
  for (const [user, at, expected] of reports)
    it(`tells what ${user} has`, async () => {
      const redshift = await redshiftOf(info, user);
      assert.deepEqual(withoutIds(await redshift.accessReport(at, 'dev', never())), expected);
    });

  it('takes eight statements, one of them again for what PostgreSQL does not know', async () => {
    const ethan = await redshiftOf(info, 'ethan');
    await countedRequests(info);
    await ethan.accessReport(cluster, 'dev', never());
    const { ExecuteStatement, ListStatements } = await countedRequests(info);
    assert.deepEqual([ExecuteStatement, ListStatements], [8, 1]);
  });

  const relationsAs = (redshift: Redshift, database: string, schema: string): Promise<unknown> =>
    redshift.relationAccess(cluster, database, schema, { user: 'ethan', roles: ['sales', 'reporting'] }, never());

  it('tells of the tables of a schema by its very name', async () => {
    const ethan = await redshiftOf(info, 'ethan');
    const read = (relation: string): object => ({ relation, privileges: ['SELECT'] });
    assert.deepEqual(
      [
        await relationsAs(ethan, 'dev', 'sales_schema'),
        await relationsAs(ethan, 'dev', 'finance_schema'),
        await relationsAs(ethan, 'sample_data_dev', 'tpcds_1'),
        await relationsAs(ethan, 'sample_data_dev', 'tpcds%'),
        await relationsAs(ethan, 'sample_data_dev', "it's \\ here"),
      ],
      [
        {
          relations: [
            { relation: 'Region Targets', privileges: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] },
            ...['customers', 'orders', 'products', 'sales_by_store', 'store_sales', 'web_events'].map(read),
          ],
        },
        { relations: [] },
        { relations: [read('item')] },
        { relations: [] },
        { relations: [] },
      ],
    );
  });
});

describe('statements of others on the same AWS role', () => {
  const listing =
    (...ids: string[]): Answering =>
    ({ RoleLevel }) => ({
      body: { Statements: ids.filter((id) => RoleLevel === true || !id.startsWith('other')).map((Id) => ({ Id })) },
    });
  const denied = { error: 'AccessDeniedException', message: 'User is not authorized to perform this action' };
  const cases: [what: string, list: Answering, expected: AccessReport['othersStatements']][] = [
    ['are those that are not among one’s own', listing('other-1', 'mine-1', 'other-2'), told(2)],
    ['are none where one’s own are all', listing('mine-1', 'mine-2'), told(0)],
    [
      'are none where the policy keeps people apart',
      ({ RoleLevel }) => (RoleLevel === true ? denied : { body: { Statements: [] } }),
      told(0),
    ],
    [
      'are not known where the list cannot be had',
      () => ({ error: 'ValidationException', message: 'No such member' }),
      { told: false, why: { kind: 'failed', message: 'No such member' } },
    ],
  ];
  for (const [what, list, expected] of cases)
    it(what, async () => {
      const standIn = await awsStandIn({
        ExecuteStatement: () => finishedRows,
        GetStatementResult: () => oneRow,
        ListStatements: list,
      });
      try {
        const { othersStatements } = await standIn.redshift.accessReport(cluster, 'dev', never());
        assert.deepEqual(othersStatements, expected);
      } finally {
        await standIn.stop();
      }
    });
});
