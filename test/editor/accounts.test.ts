import assert from 'node:assert/strict';
import { authentication, commands, ConfigurationTarget, window, workspace } from 'vscode';

const provider = 'redshift-federation';

describe('accounts in the editor', () => {
  after(async () => {
    await workspace.getConfiguration('redshiftFederation').update('profiles', undefined, ConfigurationTarget.Global);
  });

  it('are none before a sign-in, and asking for one does not sign in', async () => {
    assert.deepEqual(await authentication.getAccounts(provider), []);
    assert.equal(await authentication.getSession(provider, ['profile:one'], { silent: true }), undefined);
    assert.equal(await authentication.getSession(provider, ['profile:one'], { createIfNone: false }), undefined);
  });

  it('come by connections, whose commands end also where there is nothing to do', async () => {
    for (const command of ['signOut', 'switchRole', 'openInspector', 'refreshExplorer', 'showLog']) {
      await commands.executeCommand(`redshiftFederation.${command}`);
    }
  });

  it('open the sidebar’s view by its command', async () => {
    await commands.executeCommand('redshiftFederation.explorer.focus');
    await commands.executeCommand('redshiftFederation.refreshExplorer');
  });

  it('have settings that open in the editor', async () => {
    await commands.executeCommand('redshiftFederation.openSettings');
    assert.match(window.activeTextEditor?.document.uri.path ?? '', /settings\.json$/);
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});
