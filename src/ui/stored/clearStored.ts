import { l10n, window, type Memento } from 'vscode';
import { Cancelled, Failure } from '../../core/failure';
import type { SecretStore } from '../../core/ports';
import { emptyFolder } from '../../store/filesBelow';
import type { AccountService } from '../accounts/accountService';

/** What is cleared. */
export interface Clearing {
  accounts: AccountService;
  secrets: Pick<SecretStore, 'delete'>;
  secretKeys: readonly string[];
  states: readonly Memento[];
  /** Folders with files of ours. */
  folders: readonly string[];
}

/**
 * In the folder of all windows: by it they know that an account is signed out. Without it, a window with an old copy of the secrets
 * would show the account again.
 */
const marksOfWindows = 'windows';

/**
 * Asks, signs everybody out and removes everything but the settings, the log and the marks of the windows. One part that fails
 * keeps the others from nothing. Rejects with the first Failure, with the system's error, or with Cancelled.
 */
export async function clearStored({ accounts, secrets, secretKeys, states, folders }: Clearing): Promise<void> {
  const sessions = await accounts.sessions().catch((error: unknown) => {
    // A storage that cannot be read can still be emptied.
    if (Failure.has(error, 'secrets.unavailable')) return [];
    throw error;
  });
  await confirm(sessions.map(({ account }) => account.label));
  const results = await Promise.allSettled(sessions.map(({ account }) => accounts.signOut(account.id)));
  results.push(
    ...(await Promise.allSettled([
      ...secretKeys.map((key) => secrets.delete(key)),
      ...states.flatMap((state) => state.keys().map((key) => state.update(key, undefined))),
      ...folders.map((folder) => emptyFolder(folder, [marksOfWindows])),
    ])),
  );
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  void window.showInformationMessage(l10n.t('Everything that Redshift Federation had stored is deleted.'));
}

async function confirm(labels: readonly string[]): Promise<void> {
  const yes = l10n.t('Sign Out and Clear');
  const question =
    labels.length === 0
      ? l10n.t('Clear everything that Redshift Federation has stored?')
      : l10n.t('Sign out of {0} and clear everything that Redshift Federation has stored?', labels.join(', '));
  const detail = l10n.t(
    'Credentials, remembered targets and roles, and kept metadata are deleted from this computer, and open sessions in Redshift are closed. Your connections in the settings stay, and so do the marks by which other windows know of the sign-out.',
  );
  if ((await window.showWarningMessage(question, { modal: true, detail }, yes)) !== yes) throw new Cancelled();
}
