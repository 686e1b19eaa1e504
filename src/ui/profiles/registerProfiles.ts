import { commands as editorCommands, l10n } from 'vscode';
import type { Disposable } from '../../core/ports';
import { registerCommand } from '../commandRunner';
import { commands, settings, settingsSection } from '../contributions';
import type { Messages } from '../messages';
import { addConnection } from './addConnection';
import { ProfileProblems } from './profileProblems';
import type { ProfileSettings } from './profileSettings';

/** Hands the connections to the editor: Add Connection, Open Settings, and the warning about what is broken in them. */
export function registerProfiles(profiles: ProfileSettings, messages: Messages): Disposable[] {
  const problems = new ProfileProblems(profiles);
  void problems.show();
  return [
    profiles.onDidChange(() => problems.show()),
    registerCommand(messages, commands.addConnection, l10n.t('adding a connection'), () => addConnection(profiles)),
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
