import { AssumeRoleWithSAMLCommand, STSClient } from '@aws-sdk/client-sts';
import { systemClock } from '../../../../src/core/clock';
import type { AwsCredentials } from '../../../../src/core/ports';
import { Redshift } from '../../../../src/redshift/redshift';
import type { SandboxInfo } from '../../../sandbox/info';
import { samlResponseOf } from '../../sandbox/support/signIn';
import { silentLog } from './ports';

/** Signs in at the sandbox as a person does, without the extension's own federation. */
export async function credentialsOf(info: SandboxInfo, user: string, role = 0): Promise<AwsCredentials> {
  const sts = new STSClient({ region: info.region, endpoint: info.endpoints.sts });
  const roleArn = info.accounts.find((account) => account.user === user)?.roleArns[role];
  const { Credentials: keys } = await sts.send(
    new AssumeRoleWithSAMLCommand({
      RoleArn: roleArn,
      PrincipalArn: info.providerArn,
      SAMLAssertion: await samlResponseOf(info, user),
    }),
  );
  sts.destroy();
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = keys ?? {};
  const expiration = keys?.Expiration?.getTime();
  if (!accessKeyId || !secretAccessKey || !sessionToken || expiration === undefined)
    throw new Error('The sandbox gave no credentials.');
  return { accessKeyId, secretAccessKey, sessionToken, expiration };
}

/** Redshift as this person reaches it. */
export async function redshiftOf(info: SandboxInfo, user: string, role = 0): Promise<Redshift> {
  const credentials = await credentialsOf(info, user, role);
  return new Redshift({
    region: info.region,
    endpoints: info.endpoints,
    credentials: () => Promise.resolve(credentials),
    clock: systemClock,
    log: silentLog,
  });
}

/** Orders at the sandbox's control address; gives its answer. */
export async function order(info: SandboxInfo, method: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(new URL(path, info.controlUrl), {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return await answer.json();
}

/** How often each action of the Data API was called since the last time of asking. */
export async function countedRequests(info: SandboxInfo): Promise<Record<string, number>> {
  const { counts } = (await order(info, 'GET', 'requests')) as { counts: Record<string, number> };
  await order(info, 'DELETE', 'requests');
  return Object.fromEntries(
    Object.entries(counts).flatMap(([name, count]) =>
      name.startsWith('redshift-data.') ? [[name.slice('redshift-data.'.length), count]] : [],
    ),
  );
}
