import assert from 'node:assert/strict';
import { accountsMenu, signedInAccount, signInFromAccounts, signOutFromAccounts } from './harness/accounts';
import { openViewContainer } from './harness/page';
import { signInAtProvider } from './harness/provider';
import { treeRow } from './harness/tree';
import { useWorkbench } from './harness/workbench';

describe('a person of the sales team', () => {
  const workbench = useWorkbench({ sandbox: {} });

  it('signs in from the Accounts menu, stays so over a reload, and signs out', async () => {
    const { page, sandbox, shot, reload } = workbench();
    const offer = 'Sign in with Amazon Redshift to use Redshift Federation (1)';
    assert.deepEqual(await accountsMenu(page, 'Amazon Redshift'), [offer]);

    const tab = await signInFromAccounts(page, 'Amazon Redshift');
    await tab.getByLabel('Username').waitFor();
    await shot('provider', tab);
    await signInAtProvider(tab, sandbox, 'ethan');
    await tab.getByText('ethan@example.com').waitFor();
    await shot('provider signed in', tab);
    await tab.close();

    assert.equal(await signedInAccount(page, 'ethan'), 'ethan@example.com (Amazon Redshift)');
    await openViewContainer(page, 'Redshift');
    await treeRow(page, 'ethan@example.com').waitFor();
    await shot('signed in');

    await reload();
    assert.equal(await signedInAccount(page, 'ethan'), 'ethan@example.com (Amazon Redshift)');

    await signOutFromAccounts(page, 'ethan');
    assert.deepEqual(await accountsMenu(page, 'Sign in with'), [offer]);
    await shot('signed out');
  });
});
