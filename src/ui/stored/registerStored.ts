import { l10n, type ExtensionContext } from 'vscode';
import { Failure } from '../../core/failure';
import type { Disposable } from '../../core/ports';
import { sessionsKey } from '../../federation/sessionStore';
import { dataKeysEntry } from '../../store/dataKeys';
import type { AccountService } from '../accounts/accountService';
import { registerCommand } from '../commandRunner';
import { commands } from '../contributions';
import { loadFaces } from '../faces';
import type { Messages } from '../messages';
import type { ProfileSettings } from '../profiles/profileSettings';
import { secretsOf } from '../secrets';
import { StoredDocument } from './storedDocument';

interface Parts {
  context: ExtensionContext;
  accounts: AccountService;
  profiles: ProfileSettings;
  messages: Messages;
}

/** Every key that this extension has in the secret storage, which cannot be asked for its keys. */
async function secretKeysOf(accounts: AccountService): Promise<string[]> {
  try {
    return [sessionsKey, ...(await accounts.sessions()).map(({ account }) => dataKeysEntry(account.id))];
  } catch (error) {
    // A storage that cannot be read can still be emptied.
    if (Failure.has(error, 'secrets.unavailable')) return [sessionsKey];
    throw error;
  }
}

/** Show What Is Stored, and Sign Out of All Accounts and Clear Stored Data. */
export function registerStored({ context, accounts, profiles, messages }: Parts): Disposable[] {
  const { globalState, workspaceState, globalStorageUri, storageUri, logUri } = context;
  const secrets = secretsOf(context.secrets);
  const folders = { global: globalStorageUri.fsPath, workspace: storageUri?.fsPath, log: logUri.fsPath };
  const document = new StoredDocument();
  const show = async (): Promise<void> => {
    const { takeInventory } = await loadFaces();
    const connections = profiles.all().map(({ id }) => id);
    await document.show(
      await takeInventory({
        secrets,
        secretKeys: await secretKeysOf(accounts),
        connections,
        globalState,
        workspaceState,
        folders,
      }),
    );
  };
  const clear = async (): Promise<void> =>
    (await loadFaces()).clearStored({
      accounts,
      secrets,
      secretKeys: await secretKeysOf(accounts),
      states: [globalState, workspaceState],
      folders: [folders.global, ...(folders.workspace === undefined ? [] : [folders.workspace])],
    });
  return [
    document,
    registerCommand(messages, commands.showStored, l10n.t('showing what is stored'), show),
    registerCommand(messages, commands.clearStored, l10n.t('clearing what is stored'), clear),
  ];
}
