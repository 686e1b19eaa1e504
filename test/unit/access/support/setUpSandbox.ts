import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { SetupText, SetupTextId } from '../../../../src/access/setup/setupTexts';
import type { SandboxInfo } from '../../../sandbox/info';
import { order } from '../../redshift/support/sandboxAccount';

export const hasAwsCli = spawnSync('aws', ['--version']).status === 0;

export const textOf = (texts: readonly SetupText[], id: SetupTextId): string => {
  const found = texts.find((text) => text.id === id);
  if (!found) throw new Error(`The guide has no text ${id}.`);
  return found.text;
};

/** How an administrator makes and removes what AWS needs. */
export interface AwsWay {
  setUp(info: SandboxInfo, texts: readonly SetupText[]): Promise<string>;
  cleanUp(info: SandboxInfo, texts: readonly SetupText[]): Promise<string>;
}

/** Runs the guide's own scripts, with the real AWS CLI against the sandbox's IAM. */
export const byScript: AwsWay = {
  setUp: (info, texts) => runScript(info, texts, 'aws'),
  cleanUp: (info, texts) => runScript(info, texts, 'cleanUpAws'),
};

/** Takes the two policies alone, as somebody at the console does; the SAML provider is there already. */
export const byPolicies = (role: string, hours: number): AwsWay => ({
  setUp: async (info, texts) => {
    await order(info, 'PUT', `iam/roles/${role}`, {
      trust: textOf(texts, 'trust'),
      permission: textOf(texts, 'permission'),
      maxSessionDuration: hours * 3600,
    });
    return '';
  },
  cleanUp: async (info) => {
    await order(info, 'DELETE', `iam/roles/${role}`);
    return '';
  },
});

/** What the script printed; rejects with what it printed as an error. */
async function runScript(info: SandboxInfo, texts: readonly SetupText[], id: 'aws' | 'cleanUpAws'): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "it's a guide "));
  try {
    for (const { file, text } of texts) await writeFile(path.join(folder, file), text);
    await writeFile(path.join(folder, 'metadata.xml'), await (await fetch(info.idp.metadataUrl)).text());
    const script = path.join(folder, texts.find((text) => text.id === id)?.file ?? '');
    const { stdout } = await promisify(execFile)('sh', [script, path.join(folder, 'metadata.xml')], {
      cwd: tmpdir(),
      env: await administratorsEnvironment(info),
    });
    return stdout;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function administratorsEnvironment(info: SandboxInfo): Promise<NodeJS.ProcessEnv> {
  const keys = (await order(info, 'POST', 'iam/administrator')) as Record<string, string>;
  return {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    AWS_ACCESS_KEY_ID: keys['accessKeyId'],
    AWS_SECRET_ACCESS_KEY: keys['secretAccessKey'],
    AWS_SESSION_TOKEN: keys['sessionToken'],
    AWS_ENDPOINT_URL_IAM: info.iamUrl,
    AWS_ENDPOINT_URL_STS: info.endpoints.sts,
    AWS_REGION: info.region,
    AWS_DEFAULT_REGION: info.region,
    // Nothing of the person's own set-up.
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_MAX_ATTEMPTS: '1',
    AWS_PAGER: '',
  };
}
