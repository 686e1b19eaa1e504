import assert from 'node:assert/strict';
import { DescribeStatementCommand, RedshiftDataClient } from '@aws-sdk/client-redshift-data';
import { systemClock } from '../../../src/core/clock';
import { Failure } from '../../../src/core/failure';
import type { Profile } from '../../../src/core/profile';
import type { Session } from '../../../src/core/session';
import { emptySetup, type SetupInput } from '../../../src/access/setup/setupInput';
import { readSetup } from '../../../src/access/setup/readSetup';
import type { SetupText } from '../../../src/access/setup/setupTexts';
import { signIn } from '../../../src/federation/signIn';
import { Redshift } from '../../../src/redshift/redshift';
import { FileRunner } from '../../../src/run/fileRunner';
import { splitStatements } from '../../../src/sql/splitter';
import { readProfileFile } from '../../../src/ui/profiles/profileFile';
import { guideTexts } from '../../../src/ui/setup/setupProfile';
import { startSandbox, type Sandbox } from '../../sandbox/start';
import { freePort, never } from '../federation/support/ports';
import { SandboxBrowser } from '../federation/support/sandboxBrowser';
import { silentLog } from '../redshift/support/ports';
import { order } from '../redshift/support/sandboxAccount';
import { byPolicies, byScript, hasAwsCli, textOf, type AwsWay } from './support/setUpSandbox';

const salesTeam = 'Sales "North" & Co';
const financeTeam = "Finance's own";
const salesRole = 'guide sales/north';
const financeRole = 'guide.finance';

/** What the sandbox has of roles and providers, to be compared before and after. */
interface Inventory {
  roles: unknown;
  providers: unknown;
  databaseRoles: unknown;
}

if (!hasAwsCli) console.log('  (no AWS CLI here: the guide’s scripts were not run)');

const ways: [name: string, way: AwsWay, changes: Partial<SetupInput>][] = [
  [
    'by the policies, for a workgroup',
    byPolicies('guide-role', 8),
    { warehouseKind: 'workgroup', warehouse: 'workgroup-1', workgroupId: '6c8f6a4e-3f0b-4d53-9a53-5f0c1d2e7a11' },
  ],
  ...(hasAwsCli
    ? [
        ['by the scripts and the AWS CLI, for a cluster', byScript, { samlProvider: 'Okta-of.the_guide' }] as [
          string,
          AwsWay,
          Partial<SetupInput>,
        ],
      ]
    : []),
];

for (const [name, way, changes] of ways) {
  describe(`a set-up of the sandbox from the guide’s texts ${name}`, function () {
    // Python starts slowly where other tests run too.
    this.timeout(120_000);

    let sandbox: Sandbox;
    let texts: SetupText[];
    let profile: Profile;
    let found: Inventory;
    const warehouse = changes.warehouse ?? 'redshift-cluster-1';

    before(async () => {
      sandbox = await startSandbox({ rows: 10, acs: ['http://localhost:1/redshift/'] });
      const input: SetupInput = {
        ...emptySetup,
        account: '123456789012',
        region: 'us-west-2',
        warehouse,
        ports: `${await freePort()}, ${await freePort()}`,
        groups: [
          { group: salesTeam, role: salesRole, schemas: 'sales_schema', access: 'read' },
          { group: financeTeam, role: financeRole, schemas: 'finance_schema', access: 'change' },
        ],
        awsRole: 'guide-role',
        connection: 'Guide’s “own”',
        loginUrl: sandbox.info.idp.embedLink,
        metadataUrl: sandbox.info.idp.metadataUrl,
        ...changes,
      };
      const read = readSetup(input);
      assert.deepEqual([read.problems, read.warnings], [[], []]);
      texts = guideTexts(read.plan ?? assert.fail());
    });
    after(() => sandbox.stop());

    const administer = async (sql: string): Promise<unknown> =>
      ((await order(sandbox.info, 'POST', `warehouses/${warehouse}/sql`, { sql })) as { rows: unknown }).rows;

    const inventory = async (): Promise<Inventory> => ({
      roles: await order(sandbox.info, 'GET', 'iam/roles'),
      providers: ((await order(sandbox.info, 'GET', 'iam/providers')) as { name: string }[]).map((each) => each.name),
      databaseRoles: await administer('SELECT role_name FROM svv_roles ORDER BY 1'),
    });

    /** Through the real chain: listener, browser, checks, STS. */
    const sessionOf = async (user: string): Promise<Session> => {
      const person = sandbox.info.accounts.find((account) => account.user === user) ?? assert.fail();
      let shown: Promise<void> | undefined;
      try {
        return await signIn({
          profile,
          openBrowser: (startUrl) => {
            shown = new SandboxBrowser().signIn(startUrl, person);
            return Promise.resolve(true);
          },
          chooseRole: ([first]) => Promise.resolve(first ?? assert.fail()),
          clock: systemClock,
          log: silentLog,
          signal: never,
        });
      } finally {
        await shown;
      }
    };

    /** What somebody is and may do: session roles, and how each statement ended. */
    const seenBy = async (user: string): Promise<unknown> => {
      const session = await sessionOf(user);
      const redshift = new Redshift({
        region: profile.region,
        endpoints: sandbox.info.endpoints,
        credentials: () => Promise.resolve(session.credentials),
        clock: systemClock,
        log: silentLog,
      });
      const [ref = assert.fail()] = profile.warehouses;
      const report = await redshift.rolesReport(ref, ref.database, never);
      const runner = new FileRunner({
        redshift,
        target: { warehouse: ref, database: ref.database },
        clock: systemClock,
        log: silentLog,
      });
      const ends: string[] = [];
      for (const sql of statements)
        await runner.run(splitStatements(sql), never, (event) => {
          if (event.type === 'finished') ends.push('done');
          if (event.type === 'failed')
            ends.push(event.problem.kind === 'server' ? event.problem.error.message : event.problem.failure.code);
        });
      await runner.close();
      redshift.dispose();
      return {
        tags: session.principalTags,
        aws: session.assumedRoleArn,
        user: report.currentUser,
        roles: report.roles.map((role) => role.name).sort(),
        ends,
      };
    };
    const statements = [
      'SELECT count(*) FROM sales_schema.orders',
      'DELETE FROM sales_schema.orders WHERE false',
      'SELECT count(*) FROM finance_schema.ledger',
      'DELETE FROM finance_schema.ledger WHERE false',
    ];
    const deniedSchema = (schema: string): string => `permission denied for schema ${schema}`;

    it('is taken whole, twice where the texts say so', async () => {
      found = await inventory();
      const said = await way.setUp(sandbox.info, texts);
      if (way === byScript) {
        assert.equal(await way.setUp(sandbox.info, texts), said);
        assert.equal(said, 'Ready: arn:aws:iam::123456789012:role/guide-role\n');
      }
      const app = JSON.parse(textOf(texts, 'applicationJson')) as object;
      await order(sandbox.info, 'PUT', 'idp/app', app);
      await order(sandbox.info, 'PUT', 'idp/groups/ethan', { groups: [salesTeam, 'Everyone'] });
      await order(sandbox.info, 'PUT', 'idp/groups/gus', { groups: [financeTeam, salesTeam] });
      await order(sandbox.info, 'PUT', 'idp/groups/nora', { groups: ['Everyone'] });
      await administer(textOf(texts, 'grants'));
      const file = readProfileFile(textOf(texts, 'profile'));
      assert.ok('profile' in file, JSON.stringify(file));
      // AWS's own addresses are not to be had here.
      profile = { ...file.profile, endpoints: sandbox.info.endpoints };
    });

    it('gives somebody of one group that role, and what it may do, alone', async () => {
      assert.deepEqual(await seenBy('ethan'), {
        tags: { RedshiftDbUser: 'ethan@example.com', RedshiftDbRoles: salesRole },
        aws: 'arn:aws:sts::123456789012:assumed-role/guide-role/ethan@example.com',
        user: 'ethan@example.com',
        roles: [salesRole],
        ends: [
          'done',
          'permission denied for relation orders',
          deniedSchema('finance_schema'),
          deniedSchema('finance_schema'),
        ],
      });
    });

    it('gives somebody of both groups both roles', async () => {
      assert.deepEqual(await seenBy('gus'), {
        tags: { RedshiftDbUser: 'gus@example.com', RedshiftDbRoles: `${salesRole}:${financeRole}` },
        aws: 'arn:aws:sts::123456789012:assumed-role/guide-role/gus@example.com',
        user: 'gus@example.com',
        roles: [salesRole, financeRole].sort(),
        ends: ['done', 'permission denied for relation orders', 'done', 'done'],
      });
    });

    it('gives somebody of neither group nothing', async () => {
      assert.deepEqual(await seenBy('nora'), {
        tags: { RedshiftDbUser: 'nora@example.com', RedshiftDbRoles: '' },
        aws: 'arn:aws:sts::123456789012:assumed-role/guide-role/nora@example.com',
        user: 'nora@example.com',
        roles: [],
        ends: ['sales_schema', 'sales_schema', 'finance_schema', 'finance_schema'].map(deniedSchema),
      });
    });

    it('keeps what others run under the same AWS role apart', async () => {
      const { statements: ran } = (await order(sandbox.info, 'GET', 'statements?user=ethan@example.com')) as {
        statements: { statementId: string }[];
      };
      const { accessKeyId, secretAccessKey, sessionToken } = (await sessionOf('gus')).credentials;
      const client = new RedshiftDataClient({
        region: sandbox.info.region,
        endpoint: sandbox.info.endpoints.redshiftData,
        credentials: { accessKeyId, secretAccessKey, sessionToken },
      });
      const look = client.send(new DescribeStatementCommand({ Id: ran[0]?.statementId }));
      await assert.rejects(look, { name: 'AccessDeniedException' });
      client.destroy();
    });

    it('is gone after the clean-up, without a rest', async () => {
      await way.cleanUp(sandbox.info, texts);
      await administer(textOf(texts, 'cleanUpGrants'));
      if (way === byScript) assert.equal(await way.cleanUp(sandbox.info, texts), 'Removed.\n');
      assert.deepEqual(await inventory(), found);
      const code = way === byScript ? 'sts.invalidIdentity' : 'sts.notAuthorized';
      await assert.rejects(sessionOf('ethan'), (error) => Failure.has(error, code));
    });
  });
}
