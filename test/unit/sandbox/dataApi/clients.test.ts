import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { startSandbox, type Sandbox } from '../../../sandbox/start';
import { pause } from '../../../sandbox/wire/clock';
import { assumeFirstRole, samlResponseOf } from '../support/signIn';

const run = promisify(execFile);
const hasCli = spawnSync('aws', ['--version']).status === 0;
const knowsSessions =
  hasCli && spawnSync('aws', ['redshift-data', 'list-sessions', '--generate-cli-skeleton']).status === 0;
const hasBoto3 = spawnSync('python3', ['-c', 'import boto3']).status === 0;
if (!hasCli) console.log('  (no AWS CLI here: the tests of the Data API with it were not registered)');
if (hasCli && !knowsSessions) console.log('  (this AWS CLI does not know list-sessions: no test of it was registered)');
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

      it('runs a batch with parameters, lists it and reads CSV with the AWS CLI', async () => {
        const data = (...args: string[]): Promise<Answer> => aws('redshiftData', 'redshift-data', ...args);
        const { Id } = await data(
          ...['batch-execute-statement', '--workgroup-name', 'workgroup-1', '--database', 'dev'],
          ...['--sqls', 'SELECT :n::int AS n', "SELECT 'a,b' AS c, :n::int + 1 AS m"],
          ...['--parameters', 'name=n,value=41', '--statement-name', 'cli-batch', '--result-format', 'CSV'],
        );
        const id = Id as string;
        let described = await data('describe-statement', '--id', id);
        while (!['FINISHED', 'FAILED'].includes(described['Status'] as string)) {
          await pause(50);
          described = await data('describe-statement', '--id', id);
        }
        const result = await data('get-statement-result-v2', '--id', `${id}:2`);
        const listed = await data('list-statements', '--statement-name', 'cli-', '--no-role-level');
        const [statement] = listed['Statements'] as [Answer];
        assert.deepEqual(
          [
            (described['SubStatements'] as Answer[]).map((part) => [part['Id'], part['Status']]),
            result['Records'],
            [statement['Id'], statement['IsBatchStatement'], statement['QueryParameters']],
          ],
          [
            [1, 2].map((n) => [`${id}:${n}`, 'FINISHED']),
            [{ CSVRecords: 'c,m\r\n"a,b",42\r\n' }],
            [id, true, [{ name: 'n', value: '41' }]],
          ],
        );
      });

      if (knowsSessions)
        it('lists sessions with the AWS CLI', async () => {
          await aws(
            'redshiftData',
            ...['redshift-data', 'execute-statement', '--workgroup-name', 'workgroup-1', '--database', 'dev'],
            ...['--sql', 'SELECT 1', '--session-keep-alive-seconds', '60'],
          );
          const { Sessions } = await aws('redshiftData', 'redshift-data', 'list-sessions', '--no-role-level');
          assert.equal((Sessions as Answer[])[0]?.['WorkgroupName'], 'workgroup-1');
        });

      it('shows the AWS CLI what the role may not do', async () => {
        const nora = { env: await environmentOf(sandbox, 'nora') };
        const endpoint = ['--endpoint-url', sandbox.info.endpoints.redshift];
        await assert.rejects(run('aws', [...endpoint, 'redshift', 'describe-clusters'], nora), {
          stderr: /\(AccessDenied\) when calling the DescribeClusters operation: User: .*redshift:DescribeClusters/,
        });
        await assert.rejects(aws('redshiftData', 'redshift-data', 'list-statements'), {
          stderr: /\(AccessDeniedException\) when calling the ListStatements operation: .*redshift-data:ListStatements/,
        });
      });
    }

    if (hasBoto3)
      it('runs batches and pages through lists with boto3', async () => {
        const { stdout } = await run('python3', ['-c', BATCHES, sandbox.info.endpoints.redshiftData], { env });
        assert.deepEqual(JSON.parse(stdout), {
          status: 'FAILED',
          error: 'Query #2 failed with ERROR: relation "nowhere" does not exist\n  Position: 15',
          parts: ['FINISHED', 'FAILED', 'ABORTED'],
          rows: 2,
          listed: ['boto-3', 'boto-2', 'boto-1'],
          csv: 'n\r\n1\r\n2\r\n',
          json: 'ValidationException',
          unused: 'ValidationException: Parameters list contains unused parameters. Unused parameters: [b]',
          roleWide: 'AccessDeniedException',
        });
      });

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

/** How both scripts wait for the end, and note refusals. */
const PYTHON = `
import boto3, json, sys, time
api = boto3.client('redshift-data', endpoint_url=sys.argv[1])
where = dict(WorkgroupName='workgroup-1', Database='dev')
def ended(statement):
    while True:
        described = api.describe_statement(Id=statement['Id'])
        if described['Status'] in ('FINISHED', 'FAILED', 'ABORTED'):
            return {**statement, **described}
        time.sleep(0.02)
def run(sql, **more):
    return ended(api.execute_statement(Sql=sql, **(more if 'SessionId' in more else {**where, **more})))
def rows(sql, **more):
    return api.get_statement_result(Id=run(sql, **more)['Id'])['Records']
def refusal(call):
    try:
        call()
    except api.exceptions.ClientError as error:
        return error.response['Error']
`;

const BOTO3 = `${PYTHON}
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

const BATCHES = `${PYTHON}
failed = ended(api.batch_execute_statement(Sqls=['SELECT 1', 'SELECT * FROM nowhere', 'SELECT 3'], **where))
done = ended(api.batch_execute_statement(Sqls=['SELECT 1', 'SELECT 2 UNION SELECT 3'], ClientToken='boto', **where))
for n in (1, 2, 3):
    run('SELECT 1', StatementName=f'boto-{n}')
pages = api.get_paginator('list_statements').paginate(
    StatementName='boto-', RoleLevel=False, PaginationConfig=dict(PageSize=2))
csv = run('SELECT generate_series(1, 2) AS n', ResultFormat='CSV')['Id']
unused = refusal(lambda: api.batch_execute_statement(
    Sqls=['SELECT :a'], Parameters=[dict(name='a', value='1'), dict(name='b', value='2')], **where))
print(json.dumps(dict(
    status=failed['Status'], error=failed['Error'], parts=[part['Status'] for part in failed['SubStatements']],
    rows=len(api.get_statement_result(Id=done['SubStatements'][1]['Id'])['Records']),
    listed=[statement['StatementName'] for page in pages for statement in page['Statements']],
    csv=''.join(record['CSVRecords'] for record in api.get_statement_result_v2(Id=csv)['Records']),
    json=refusal(lambda: api.get_statement_result(Id=csv))['Code'],
    unused=unused['Code'] + ': ' + unused['Message'],
    roleWide=refusal(lambda: api.list_statements())['Code'])))
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
