import type { Page } from 'playwright-core';
import type { SandboxInfo } from '../../sandbox/info';
import { runCommand } from './page';
import type { Workbench } from './workbench';

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

/** Runs a command that signs in, and does so at the provider, in the tab that opens; nobody is signed in there before. */
export async function signInByCommand(
  { page, context, sandbox }: Workbench,
  command: string,
  user: string,
): Promise<void> {
  await context.clearCookies();
  const opened = context.waitForEvent('page');
  await runCommand(page, command);
  const tab = await opened;
  await signInAtProvider(tab, sandbox, user);
  await tab.getByRole('heading').first().waitFor();
  await tab.close();
}
