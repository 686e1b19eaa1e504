import { commands as editorCommands, l10n, type Uri } from 'vscode';
import type { Disposable, Log } from '../../core/ports';
import type { Profile } from '../../core/profile';
import type { AccountService } from '../accounts/accountService';
import { registerCommand } from '../commandRunner';
import { commands, settings, settingsSection } from '../contributions';
import { loadFaces } from '../faces';
import type { Messages } from '../messages';
import { ProfileFileOffer } from './profileFileOffer';
import { profileChooser } from './profilePicker';
import { ProfileProblems } from './profileProblems';
import type { ProfileSettings } from './profileSettings';
import type { RemovalParts } from './removeConnection';

interface Parts {
  profiles: ProfileSettings;
  accounts: Pick<AccountService, 'session' | 'sessions' | 'signOut'>;
  metadata: RemovalParts['metadata'];
  messages: Messages;
  log: Log;
}

/** A node of the tree, an argument of our own, or nothing. */
type About = { accountId?: string; profileId?: string } | undefined;

/** Hands the connections to the editor: their commands, each loaded at first use, and the warning about what is broken in them. */
export function registerProfiles({ profiles, accounts, metadata, messages, log }: Parts): Disposable[] {
  const problems = new ProfileProblems(profiles);
  void problems.show();
  const placeHolder = l10n.t('Connection');
  const choose = async (title: string, about: About): Promise<Profile> => {
    const session = about?.accountId === undefined ? undefined : await accounts.session(about.accountId);
    return profileChooser(profiles, { title, placeHolder })(about?.profileId ?? session?.profileId);
  };
  const wizard = { profiles, log };
  return [
    profiles.onDidChange(() => problems.show()),
    new ProfileFileOffer(),
    registerCommand(messages, commands.addConnection, l10n.t('adding a connection'), async () =>
      (await loadFaces()).addConnection(wizard),
    ),
    registerCommand(messages, commands.editConnection, l10n.t('changing a connection'), async (about: About) =>
      (await loadFaces()).editConnection(profiles, log, await choose(l10n.t('Edit a connection'), about)),
    ),
    registerCommand(messages, commands.removeConnection, l10n.t('removing a connection'), async (about: About) =>
      (await loadFaces()).removeConnection(
        { profiles, accounts, metadata },
        await choose(l10n.t('Remove a connection'), about),
      ),
    ),
    registerCommand(messages, commands.importJdbcUrl, l10n.t('importing a JDBC URL'), async () =>
      (await loadFaces()).importJdbcUrl(wizard),
    ),
    registerCommand(messages, commands.importConnection, l10n.t('importing a connection'), async (file?: Uri) =>
      (await loadFaces()).importConnection(profiles, file),
    ),
    registerCommand(messages, commands.exportConnection, l10n.t('exporting a connection'), async (about: About) =>
      (await loadFaces()).exportConnection(await choose(l10n.t('Export a connection'), about)),
    ),
    registerCommand(messages, commands.openSettings, l10n.t('opening the settings'), () => openSettings(profiles)),
  ];
}

/**
 * A list of objects has no form in the settings editor, so that the file itself is opened, at its place; where there is none
 * yet, the editor begins it.
 */
function openSettings(profiles: ProfileSettings): Thenable<unknown> {
  const isNew = profiles.all().length === 0 && profiles.broken().length === 0;
  const revealSetting = { key: `${settingsSection}.${settings.profiles}`, edit: isNew };
  return editorCommands.executeCommand('workbench.action.openSettingsJson', { revealSetting });
}
