import { l10n, ThemeColor, ThemeIcon, TreeItemCollapsibleState as Collapsible, type TreeItem } from 'vscode';
import { Failure } from '../../core/failure';
import { commands, treeItems } from '../contributions';
import type { Messages } from '../messages';
import { itemOfLook, type NodeLook } from '../treeNode';
import { kindWords } from '../query/targetWords';
import type { FailedNode, SessionNode, SessionsNode } from './nodes';

/** A node as the editor draws it. */
export function sessionItemOf(node: SessionsNode, messages: Messages): TreeItem {
  return itemOfLook(node.id, lookOf(node, messages));
}

function lookOf(node: SessionsNode, messages: Messages): NodeLook {
  switch (node.kind) {
    case 'account':
      return {
        label: node.label,
        spoken: l10n.t('Sessions of {0}', node.label),
        icon: new ThemeIcon('account'),
        contextValue: treeItems.sessionsOfAccount,
        state: Collapsible.Expanded,
      };
    case 'session':
      return sessionLook(node);
    case 'failed':
      return failedLook(node, messages);
    case 'empty': {
      const label = l10n.t('No open sessions');
      return { label, spoken: label, icon: new ThemeIcon('info'), contextValue: treeItems.empty };
    }
  }
}

function sessionLook({ session, file }: SessionNode): NodeLook {
  const { id, status, warehouse, database, databaseUser, createdAt, expiresAt, statementId } = session;
  const place = database === undefined ? warehouse.name : `${warehouse.name}/${database}`;
  const state = stateWords({ session, ...(file && { file }) });
  const until = expiresAt === undefined ? [] : [l10n.t('until {0}', time(expiresAt))];
  const description = [...(file === undefined ? [] : [file.name]), state, ...until].join(' · ');
  return {
    label: place,
    description,
    tooltip: [
      `${place} (${kindWords(warehouse)})`,
      file === undefined ? l10n.t('Not used by a file of this window so far') : l10n.t('Used by {0}', file.name),
      l10n.t('State: {0}', state),
      ...(databaseUser === undefined ? [] : [l10n.t('Database user: {0}', databaseUser)]),
      ...(createdAt === undefined ? [] : [l10n.t('Opened: {0}', new Date(createdAt).toLocaleString())]),
      ...(expiresAt === undefined
        ? []
        : [l10n.t('Ends if nothing more runs in it: {0}', new Date(expiresAt).toLocaleString())]),
      ...(statementId === undefined ? [] : [l10n.t('Statement: {0}', statementId)]),
      l10n.t('Session: {0}', id),
    ],
    spoken: l10n.t('Session on {0}, {1}', place, description),
    icon:
      status === 'busy'
        ? new ThemeIcon('sync', new ThemeColor('testing.iconQueued'))
        : new ThemeIcon('plug', new ThemeColor('testing.iconPassed')),
    contextValue: treeItems.session,
  };
}

function stateWords({ session, file }: Pick<SessionNode, 'session' | 'file'>): string {
  if (session.status === 'busy') return l10n.t('busy');
  if (file !== undefined && file.state.transaction !== 'none') return l10n.t('in a transaction');
  return l10n.t('available');
}

function time(at: number): string {
  return new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}

function failedLook({ error, accountId }: FailedNode, messages: Messages): NodeLook {
  const text = messages.textOf(error, l10n.t('listing sessions'));
  const isRefused = Failure.has(error, 'aws.accessDenied');
  const happened = isRefused
    ? l10n.t('Sessions may not be listed: only those of files in this window are shown')
    : (text?.happened ?? l10n.t('Stopped'));
  const signIn = text?.action === 'signIn' && accountId !== '';
  const click = signIn ? l10n.t('Click to sign in.') : l10n.t('Click to try again.');
  return {
    label: happened,
    tooltip: [
      ...(isRefused && text !== undefined ? [text.happened] : [happened]),
      ...(text === undefined ? [] : [text.toDo]),
      click,
    ],
    spoken: [l10n.t('Error: {0}', happened), text?.toDo, click].join(' '),
    icon: failedIcon(signIn, isRefused),
    contextValue: treeItems.failed,
    command: signIn
      ? { command: commands.signIn, title: l10n.t('Sign In'), arguments: [{ accountId }] }
      : { command: commands.refreshSessions, title: l10n.t('Retry') },
  };
}

function failedIcon(signIn: boolean, isRefused: boolean): ThemeIcon {
  if (signIn) return new ThemeIcon('sign-in', new ThemeColor('list.warningForeground'));
  return isRefused ? new ThemeIcon('lock') : new ThemeIcon('error', new ThemeColor('list.errorForeground'));
}
