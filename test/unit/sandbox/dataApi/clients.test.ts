import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { startSandbox, type Sandbox } from '../../../sandbox/start';
import { pause } from '../../../sandbox/wire/clock';
import { assumeFirstRole, samlResponseOf } from '../support/signIn';

const run = promisify(execFile);
const hasCli = spawnSync('aws', ['--version']).status === 0;
const hasBoto3 = spawnSync('python3', ['-c', 'import boto3']).status === 0;
if (!hasCli) console.log('  (no AWS CLI here: the tests of the Data API with it were not registered)');
if (!hasBoto3) console.log('  (no boto3 here: the tests of the Data API with it were not registered)');

type Answer = Record<string, unknown>;

/** Clients that know nothing of this project, from the sign-in to the rows. */
if (hasCli || hasBoto3) {
  describe('public clients with the sandbox', function () {
    // Python starts slowly where other tests run too.
    this.timeout(120_000);
    let sandbox: Sandbox;
    let env: NodeJS.ProcessEnv;

    before(async () => {
      sandbox = await startSandbox({ rows: 20_000 });
      env = await environmentOf(sandbox, 'ethan');
    });
    after(() => sandbox.stop());

    async function aws(service: keyof Sandbox['info']['endpoints'], ...args: string[]): Promise<Answer> {
      const endpoint = ['--endpoint-url', sandbox.info.endpoints[service], '--output', 'json'];
      const { stdout } = await run('aws', [...endpoint, ...args], { env });
      return JSON.parse(stdout) as Answer;
    }

    if (hasCli) {
      it('finds the warehouses and gets credentials for them with the AWS CLI', async () => {
        const { Clusters } = await aws('redshift', 'redshift', 'describe-clusters');
        const { workgroups } = await aws('redshiftServerless', 'redshift-serverless', 'list-workgroups');
        const [cluster] = Clusters as [Answer];
        const [workgroup] = workgroups as [Answer];
        const byCluster = await aws(
          'redshift',
          ...['redshift', 'get-cluster-credentials-with-iam', '--cluster-identifier', 'redshift-cluster-1'],
          ...['--db-name', 'dev'],
        );
        const byWorkgroup = await aws(
          'redshiftServerless',
          ...['redshift-serverless', 'get-credentials', '--workgroup-name', 'workgroup-1'],
        );
        assert.deepEqual(
          [cluster['ClusterIdentifier'], workgroup['workgroupName'], byCluster['DbUser'], byWorkgroup['dbUser']],
          ['redshift-cluster-1', 'workgroup-1', 'ethan', 'ethan'],
        );
        assert.deepEqual(
          [Object.keys(byCluster).sort(), Object.keys(byWorkgroup).sort()],
          [
            ['DbPassword', 'DbUser', 'Expiration', 'NextRefreshTime'],
            ['dbPassword', 'dbUser', 'expiration', 'nextRefreshTime'],
          ],
        );
      });

      it('runs a statement with the AWS CLI', async () => {
        const sql = 'SELECT current_user, 9223372036854775807 AS n, NULL AS nothing';
        const { Id } = await aws(
          'redshiftData',
          ...['redshift-data', 'execute-statement', '--cluster-identifier', 'redshift-cluster-1', '--database', 'dev'],
          ...['--sql', sql],
        );
        const id = ['--id', Id as string];
        let described = await aws('redshiftData', 'redshift-data', 'describe-statement', ...id);
        while (!['FINISHED', 'FAILED'].includes(described['Status'] as string)) {
          await pause(50);
          described = await aws('redshiftData', 'redshift-data', 'describe-statement', ...id);
        }
        const { Records, TotalNumRows } = await aws('redshiftData', 'redshift-data', 'get-statement-result', ...id);
        // JavaScript would round the number; Python did not.
        assert.deepEqual(
          [described['Status'], described['QueryString'], Records, TotalNumRows],
          [
            'FINISHED',
            sql,
            [[{ stringValue: 'ethan' }, { longValue: Number('9223372036854775807') }, { isNull: true }]],
            1,
          ],
        );
      });

      it('shows the AWS CLI what the role may not do', async () => {
        const nora = { env: await environmentOf(sandbox, 'nora') };
        const endpoint = ['--endpoint-url', sandbox.info.endpoints.redshift];
        await assert.rejects(run('aws', [...endpoint, 'redshift', 'describe-clusters'], nora), {
          stderr: /\(AccessDenied\) when calling the DescribeClusters operation: User: .*redshift:DescribeClusters/,
        });
      });
    }

    if (hasBoto3)
      it('reads pages, keeps a session and is refused with boto3', async () => {
        const { stdout } = await run('python3', ['-c', BOTO3, sandbox.info.endpoints.redshiftData], { env });
        assert.deepEqual(JSON.parse(stdout), {
          rows: 20_000,
          pages: 4,
          exact: '9223372036854775807',
          nan: 'nan',
          bytes: '00ff10fe',
          temporary: [5],
          denied: 'ERROR: permission denied for schema finance_schema\n  Position: 15',
          cancel: 'ValidationException',
          missing: 'ResourceNotFoundException: Query does not exist.',
        });
      });
  });
}

const BOTO3 = `
import boto3, json, sys, time
api = boto3.client('redshift-data', endpoint_url=sys.argv[1])
where = dict(WorkgroupName='workgroup-1', Database='dev')
def run(sql, **more):
    statement = api.execute_statement(Sql=sql, **(more if 'SessionId' in more else {**where, **more}))
    while True:
        described = api.describe_statement(Id=statement['Id'])
        if described['Status'] in ('FINISHED', 'FAILED', 'ABORTED'):
            return {**statement, **described}
        time.sleep(0.02)
def rows(sql, **more):
    return api.get_statement_result(Id=run(sql, **more)['Id'])['Records']
def refusal(call):
    try:
        call()
    except api.exceptions.ClientError as error:
        return error.response['Error']
big = run('SELECT * FROM sales_schema.web_events')
pages = list(api.get_paginator('get_statement_result').paginate(Id=big['Id']))
values = rows('SELECT int8_value, float8_value, varbyte_value FROM type_samples WHERE id IN (1, 4) ORDER BY id')
session = run('CREATE TEMP TABLE t (n int)', SessionKeepAliveSeconds=30)['SessionId']
run('INSERT INTO t VALUES (:n)', SessionId=session, Parameters=[dict(name='n', value='5')])
missing = refusal(lambda: api.describe_statement(Id='70662acc-f334-46f8-b953-3a9546796d7c'))
print(json.dumps(dict(
    rows=sum(len(page['Records']) for page in pages), pages=len(pages),
    exact=str(values[0][0]['longValue']), nan=str(float(values[1][1]['doubleValue'])),
    bytes=values[0][2]['blobValue'].hex(),
    temporary=[row[0]['longValue'] for row in rows('SELECT n FROM t', SessionId=session)],
    denied=run('SELECT * FROM finance_schema.ledger')['Error'],
    cancel=refusal(lambda: api.cancel_statement(Id=big['Id']))['Code'],
    missing=missing['Code'] + ': ' + missing['Message'])))
`;

/** Signs the person in and takes the first role: what a client finds in its environment. */
async function environmentOf({ info }: Sandbox, user: string): Promise<NodeJS.ProcessEnv> {
  const xml = await assumeFirstRole(info, user, await samlResponseOf(info, user));
  const member = (name: string): string => new RegExp(`<${name}>([^<]+)</${name}>`).exec(xml)?.[1] ?? '';
  return {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    // Nothing of the person's own set-up.
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_REGION: info.region,
    AWS_DEFAULT_REGION: info.region,
    AWS_ACCESS_KEY_ID: member('AccessKeyId'),
    AWS_SECRET_ACCESS_KEY: member('SecretAccessKey'),
    AWS_SESSION_TOKEN: member('SessionToken'),
  };
}
