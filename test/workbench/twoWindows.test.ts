import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { accountsMenu, signedInAccount } from './harness/accounts';
import { control, requestCount } from './harness/control';
import { dialogButton, notification, openViewContainer, runCommand } from './harness/page';
import { signInAtProvider } from './harness/provider';
import { treeRow } from './harness/tree';
import { useWorkbench } from './harness/workbench';

describe('two windows of one person', () => {
  const workbench = useWorkbench({ sandbox: {} });

  it('sign in once when both ask for it, and sign out together', async function () {
    this.timeout(180_000);
    const { page, context, sandbox, shot, openWindow, reload } = workbench();
    const windows = [page, await openWindow()] as const;
    // Both are there, their extensions included.
    for (const window of windows) {
      await accountsMenu(window, 'Sign in with Amazon Redshift');
      await openViewContainer(window, 'Redshift');
    }
    const tabs: Page[] = [];
    context.on('page', (tab) => tabs.push(tab));
    const opened = context.waitForEvent('page');
    await Promise.all(windows.map((window) => runCommand(window, 'Redshift: Sign In...')));
    const tab = await opened;
    const waiting = await Promise.any(
      windows.map(async (window) => {
        await notification(window, 'Waiting for the sign-in in your other window…').waitFor();
        return window;
      }),
    );
    const leading = windows.find((window) => window !== waiting) ?? page;
    await shot('windows 1 waiting', waiting);
    await signInAtProvider(tab, sandbox, 'ethan');
    await tab.close();

    await notification(leading, 'Signed in to Amazon Redshift as ethan@example.com').waitFor();
    const message = notification(waiting, 'You signed in to Amazon Redshift in another window.');
    await message.waitFor();
    await shot('windows 2 reload', waiting);
    // Asked once more it says the same, and opens nothing.
    await runCommand(waiting, 'Redshift: Sign In...');
    await message.getByRole('button', { name: 'Reload Window' }).click();
    await treeRow(waiting, 'ethan@example.com').waitFor();
    assert.equal(await signedInAccount(waiting, 'ethan'), 'ethan@example.com (Amazon Redshift)');
    await shot('windows 3 reloaded', waiting);
    assert.deepEqual(
      {
        tabs: tabs.length,
        logins: await requestCount(workbench(), 'idp.login'),
        sessions: (await control<unknown[]>(workbench(), 'GET sessions')).length,
      },
      { tabs: 1, logins: 1, sessions: 1 },
    );

    await runCommand(leading, 'Redshift: Sign Out...');
    await dialogButton(leading, 'Sign Out').click();
    await treeRow(leading, 'ethan@example.com').waitFor({ state: 'detached' });
    await treeRow(waiting, 'ethan@example.com').waitFor({ state: 'detached' });
    await shot('windows 4 signed out', waiting);
    await reload(waiting);
    assert.deepEqual(await accountsMenu(waiting, 'Sign in with'), [
      'Sign in with Amazon Redshift to use Redshift Federation (1)',
    ]);
  });
});
