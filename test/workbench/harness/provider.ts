import type { Page } from 'playwright-core';
import type { SandboxInfo } from '../../sandbox/info';

/** Signs in on the provider's page, in the tab that the editor opened. The provider's answer then goes to the editor. */
export async function signInAtProvider(tab: Page, sandbox: SandboxInfo | undefined, user: string): Promise<void> {
  const account = sandbox?.accounts.find((each) => each.user === user);
  if (account === undefined) throw new Error(`The sandbox has no account ${user}.`);
  await tab.getByLabel('Username').fill(user);
  await tab.getByLabel('Password').fill(account.password);
  await tab.getByRole('button', { name: 'Sign in' }).click();
  // The page that the editor's own listener shows at the end.
  await tab.waitForURL(`${sandbox?.acs ?? ''}**`);
}
