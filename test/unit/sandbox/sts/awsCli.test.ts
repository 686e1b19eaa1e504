import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { startSandbox, type Sandbox } from '../../../sandbox/start';
import { samlResponseOf } from '../support/signIn';

const installed = spawnSync('aws', ['--version']).status === 0;
if (!installed) console.log('  (no AWS CLI here: the tests of the sandbox with it were not registered)');

/** A client that knows nothing of this project. */
if (installed) {
  describe('the AWS CLI with the sandbox', function () {
    // Python starts slowly where other tests run too.
    this.timeout(60_000);
    let sandbox: Sandbox;

    before(async () => {
      sandbox = await startSandbox({ parts: [] });
    });
    after(() => sandbox.stop());

    it('assumes a role with a SAML response, and is told who it is', async () => {
      const { info } = sandbox;
      const answer = await aws(info.endpoints.sts, [
        ...['sts', 'assume-role-with-saml', '--role-arn', info.accounts[0]?.roleArns[0] ?? ''],
        ...['--principal-arn', info.providerArn, '--saml-assertion', await samlResponseOf(info, 'ethan')],
      ]);
      const credentials = answer['Credentials'] as Record<string, string>;
      const identity = await aws(info.endpoints.sts, ['sts', 'get-caller-identity'], {
        AWS_ACCESS_KEY_ID: credentials['AccessKeyId'],
        AWS_SECRET_ACCESS_KEY: credentials['SecretAccessKey'],
        AWS_SESSION_TOKEN: credentials['SessionToken'],
      });
      const user = answer['AssumedRoleUser'] as Record<string, string>;
      assert.deepEqual(
        [answer['Subject'], identity],
        ['ethan@example.com', { UserId: user['AssumedRoleId'], Account: '123456789012', Arn: user['Arn'] }],
      );
    });

    it('shows what STS refuses', async () => {
      const keys = { AWS_ACCESS_KEY_ID: 'ASIANOBODY', AWS_SECRET_ACCESS_KEY: 'x', AWS_SESSION_TOKEN: 'y' };
      await assert.rejects(aws(sandbox.info.endpoints.sts, ['sts', 'get-caller-identity'], keys), {
        stderr:
          /\(InvalidClientTokenId\) when calling the GetCallerIdentity operation: The security token included in the request is invalid\./,
      });
    });
  });
}

async function aws(
  endpoint: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Record<string, unknown>> {
  const { stdout } = await promisify(execFile)('aws', ['--endpoint-url', endpoint, '--output', 'json', ...args], {
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      // Nothing of the person's own set-up.
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_REGION: 'us-west-2',
      AWS_DEFAULT_REGION: 'us-west-2',
      AWS_MAX_ATTEMPTS: '1',
      ...env,
    },
  });
  return JSON.parse(stdout) as Record<string, unknown>;
}
