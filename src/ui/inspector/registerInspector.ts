import { l10n, window, type Uri } from 'vscode';
import type { Disposable } from '../../core/ports';
import type { AccountService } from '../accounts/accountService';
import { registerCommand } from '../commandRunner';
import { commands, views } from '../contributions';
import type { GoToSchema } from '../explorer/registerExplorer';
import { loadFaces } from '../faces';
import type { Messages } from '../messages';
import type { Query } from '../query/registerQuery';
import { AccessReader } from './accessReader';
import { AccessTree } from './accessTree';
import { RoleInspector, type InspectorPlace } from './roleInspector';

interface Parts {
  accounts: AccountService;
  query: Query;
  messages: Messages;
  goToSchema: GoToSchema;
  extensionUri: Uri;
}

/** Hands the role inspector, its compact form in the sidebar, and comparisons to the editor. */
export function registerInspector({ accounts, query, messages, goToSchema, extensionUri }: Parts): Disposable[] {
  const reader = new AccessReader(accounts, loadFaces);
  const inspector = new RoleInspector({ accounts, reader, messages, goToSchema, extensionUri });
  const tree = new AccessTree({ accounts, reader, query, messages });
  return [
    reader,
    inspector,
    tree,
    window.createTreeView(views.access, { treeDataProvider: tree }),
    registerCommand(messages, commands.openInspector, l10n.t('opening the role inspector'), (place?: InspectorPlace) =>
      inspector.open(place),
    ),
    registerCommand(messages, commands.compareAccess, l10n.t('comparing access'), (place?: InspectorPlace) =>
      inspector.compare(place),
    ),
    registerCommand(messages, commands.refreshAccess, l10n.t('reading access'), () => tree.refresh()),
  ];
}
