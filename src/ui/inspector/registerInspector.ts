import { l10n, type Uri } from 'vscode';
import type { Disposable } from '../../core/ports';
import type { AccountService } from '../accounts/accountService';
import { registerCommand } from '../commandRunner';
import { commands } from '../contributions';
import type { Messages } from '../messages';
import { RoleInspector, type InspectorPlace } from './roleInspector';

/** Hands the role inspector to the editor. */
export function registerInspector(accounts: AccountService, messages: Messages, extensionUri: Uri): Disposable[] {
  const inspector = new RoleInspector(accounts, messages, extensionUri);
  return [
    inspector,
    registerCommand(messages, commands.openInspector, l10n.t('opening the role inspector'), (place?: InspectorPlace) =>
      inspector.open(place),
    ),
  ];
}
