import type { SandboxInfo } from '../../../sandbox/info';
import { Browser } from './browser';

/** Signs a person in at the sandbox's own provider; the response as it is posted, in base64. */
export async function samlResponseOf(info: SandboxInfo, user: string, browser = new Browser()): Promise<string> {
  const account = info.accounts.find((each) => each.user === user);
  if (!account) throw new Error(`The sandbox has no account ${user}.`);
  const first = await browser.get(info.idp.embedLink);
  const posted = first.fields['SAMLResponse']
    ? first
    : await browser.signIn(first, info.idp.origin, user, account.password);
  const response = posted.fields['SAMLResponse'];
  if (response === undefined) throw new Error(`The provider answered ${posted.status}: ${posted.text}`);
  return response;
}

/** AssumeRoleWithSAML for the person's first role, over HTTP; the answer's XML. */
export async function assumeFirstRole(
  info: Pick<SandboxInfo, 'accounts' | 'endpoints' | 'providerArn'>,
  user: string,
  response: string,
): Promise<string> {
  const form = new URLSearchParams({
    Action: 'AssumeRoleWithSAML',
    Version: '2011-06-15',
    RoleArn: info.accounts.find((each) => each.user === user)?.roleArns[0] ?? '',
    PrincipalArn: info.providerArn,
    SAMLAssertion: response,
  });
  return (await fetch(info.endpoints.sts, { method: 'POST', body: form })).text();
}
