import { l10n, window } from 'vscode';
import { Cancelled } from '../../core/failure';
import type { Profile } from '../../core/profile';
import type { Session } from '../../core/session';
import type { ProfileSettings } from './profileSettings';

/** What removing a connection reaches beyond the settings. */
export interface RemovalParts {
  profiles: Pick<ProfileSettings, 'remove' | 'all'>;
  accounts: { sessions(): Promise<readonly Session[]>; signOut(accountId: string): Promise<void> };
  /** Where the metadata of its provider is kept. */
  metadata: { delete(address: string): Promise<void> };
}

/** Signs the accounts of a connection out and removes it from the settings, once the person has said yes. */
export async function removeConnection(
  { profiles, accounts, metadata }: RemovalParts,
  profile: Profile,
): Promise<void> {
  const own = (await accounts.sessions()).filter(({ profileId }) => profileId === profile.id);
  const names = own.map(({ account }) => account.label).join(', ');
  const detail =
    own.length === 0
      ? l10n.t('It is deleted from your settings. Nobody is signed in by it.')
      : l10n.t('It is deleted from your settings, and who is signed in by it is signed out: {0}.', names);
  const yes = l10n.t('Remove');
  const question = l10n.t('Remove the connection “{0}”?', profile.name);
  if ((await window.showWarningMessage(question, { modal: true, detail }, yes)) !== yes) throw new Cancelled();
  // First the accounts: their clean-ups on the server need the connection.
  for (const { account } of own) await accounts.signOut(account.id);
  await profiles.remove(profile.id);
  const isUsed = profiles.all().some((other) => other.metadata === profile.metadata);
  if (profile.metadata !== undefined && !isUsed) await metadata.delete(profile.metadata.trim());
}
