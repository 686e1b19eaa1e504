import { l10n, ThemeColor, ThemeIcon, TreeItemCollapsibleState as Collapsible, type TreeItem } from 'vscode';
import { Failure } from '../../core/failure';
import { partsOfRoleArn } from '../accounts/roleArn';
import { commands, treeItems } from '../contributions';
import type { Messages } from '../messages';
import { itemOfLook, type NodeLook } from '../treeNode';
import { typeText } from './nodeMapping';
import type { AccountNode, ColumnNode, EmptyNode, FailedNode, RelationNode, TreeNode, WarehouseNode } from './nodes';

/** A node as the editor draws it. */
export function treeItemOf(node: TreeNode, messages: Messages): TreeItem {
  return itemOfLook(node.id, lookOf(node, messages));
}

function lookOf(node: TreeNode, messages: Messages): NodeLook {
  switch (node.kind) {
    case 'account':
      return accountLook(node);
    case 'warehouse':
      return warehouseLook(node);
    case 'database':
      return parentLook(node.database, l10n.t('Database {0}', node.database), 'database', treeItems.database);
    case 'schema':
      return parentLook(node.schema, l10n.t('Schema {0}', node.schema), 'symbol-namespace', treeItems.schema);
    case 'relation':
      return relationLook(node);
    case 'column':
      return columnLook(node);
    case 'failed':
      return failedLook(node, messages);
    case 'empty':
      return emptyLook(node);
  }
}

function parentLook(label: string, spoken: string, icon: string, contextValue: string): NodeLook {
  return { label, spoken, tooltip: [spoken], icon: new ThemeIcon(icon), contextValue, state: Collapsible.Collapsed };
}

function accountLook({ label, profile, roleArn, expiresAt, expired }: AccountNode): NodeLook {
  const role = partsOfRoleArn(roleArn).name;
  const end = new Date(expiresAt);
  const life = expired
    ? l10n.t('expired')
    : l10n.t('until {0}', end.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' }));
  const ends = expired
    ? l10n.t('Expired: {0}. Sign in again to go on.', end.toLocaleString())
    : l10n.t('Expires: {0}', end.toLocaleString());
  return {
    label,
    description: `${role} · ${life}`,
    spoken: l10n.t('Account {0}, AWS role {1}, {2}', label, role, life),
    tooltip: [label, l10n.t('Connection: {0}', profile), l10n.t('AWS role: {0}', roleArn), ends],
    icon: expired ? new ThemeIcon('warning', new ThemeColor('list.warningForeground')) : new ThemeIcon('account'),
    contextValue: expired ? treeItems.expiredAccount : treeItems.account,
    state: Collapsible.Expanded,
  };
}

function warehouseLook({ warehouse: { kind, name, database } }: WarehouseNode): NodeLook {
  const words = kind === 'cluster' ? l10n.t('cluster') : l10n.t('serverless workgroup');
  return {
    label: name,
    description: words,
    spoken: l10n.t('Warehouse {0}, {1}', name, words),
    tooltip: [`${name} (${words})`, l10n.t('Starts in database {0}', database)],
    icon: new ThemeIcon(kind === 'cluster' ? 'server' : 'cloud'),
    contextValue: treeItems.warehouse,
    state: Collapsible.Collapsed,
  };
}

function relationLook({ relation: { name, kind }, schema }: RelationNode): NodeLook {
  const kinds: Record<RelationNode['relation']['kind'], { words: string; spoken: string; icon: string }> = {
    table: { words: l10n.t('table'), spoken: l10n.t('Table {0}', name), icon: 'table' },
    view: { words: l10n.t('view'), spoken: l10n.t('View {0}', name), icon: 'eye' },
    materializedView: {
      words: l10n.t('materialized view'),
      spoken: l10n.t('Materialized view {0}', name),
      icon: 'eye',
    },
    externalTable: { words: l10n.t('external table'), spoken: l10n.t('External table {0}', name), icon: 'table' },
  };
  const { words, spoken, icon } = kinds[kind];
  return {
    label: name,
    // Most are tables: only the others say what they are.
    ...(kind === 'table' ? {} : { description: words }),
    spoken,
    tooltip: [`${schema}.${name} (${words})`],
    icon: new ThemeIcon(icon),
    contextValue: treeItems.relation,
    state: Collapsible.Collapsed,
  };
}

function columnLook({ column }: ColumnNode): NodeLook {
  const type = typeText(column);
  const words = column.nullable === false ? `${type} NOT NULL` : type;
  return {
    label: column.name,
    description: words,
    spoken: l10n.t('Column {0}, {1}', column.name, words),
    tooltip: [`${column.name} ${words}`],
    icon: new ThemeIcon('symbol-field'),
    contextValue: treeItems.column,
  };
}

function failedLook(node: FailedNode, messages: Messages): NodeLook {
  const text = messages.textOf(node.error, l10n.t('loading the tree'));
  const happened = text?.happened ?? l10n.t('Stopped');
  const signIn = text?.action === 'signIn' && node.accountId !== '';
  const click = signIn ? l10n.t('Click to sign in.') : l10n.t('Click to try again.');
  return {
    label: happened,
    spoken: [l10n.t('Error: {0}', happened), text?.toDo, click].join(' '),
    tooltip: [happened, ...(text === undefined ? [] : [text.toDo]), click],
    icon: failedIcon(node.error, signIn),
    contextValue: treeItems.failed,
    command: signIn
      ? { command: commands.signIn, title: l10n.t('Sign In'), arguments: [{ accountId: node.accountId }] }
      : { command: commands.refreshNode, title: l10n.t('Retry'), arguments: [node] },
  };
}

/** What one may not do is no fault that one has to see in red all day. */
function failedIcon(error: unknown, signIn: boolean): ThemeIcon {
  if (signIn) return new ThemeIcon('sign-in', new ThemeColor('list.warningForeground'));
  if (Failure.has(error, 'aws.accessDenied')) return new ThemeIcon('lock');
  return new ThemeIcon('error', new ThemeColor('list.errorForeground'));
}

function emptyLook({ of }: EmptyNode): NodeLook {
  const look = { icon: new ThemeIcon('info'), contextValue: treeItems.empty };
  if (of === 'account') return { ...look, ...noWarehouses() };
  const texts: Record<Exclude<EmptyNode['of'], 'account'>, string> = {
    warehouse: l10n.t('No databases'),
    database: l10n.t('No schemas that you may use'),
    schema: l10n.t('No tables or views that you may use'),
    relation: l10n.t('No columns that you may see'),
  };
  return { ...look, label: texts[of], spoken: texts[of] };
}

/** Who may not list warehouses can still use one by its name. */
function noWarehouses(): Pick<NodeLook, 'label' | 'spoken' | 'tooltip' | 'command'> {
  const label = l10n.t('No warehouses found: name one…');
  const toDo = l10n.t('Name a cluster or workgroup under “warehouses” of the connection. Click to open the settings.');
  return {
    label,
    spoken: `${label} ${toDo}`,
    tooltip: [toDo],
    command: { command: commands.openSettings, title: l10n.t('Open Settings') },
  };
}
