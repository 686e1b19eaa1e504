import { TreeItem, TreeItemCollapsibleState as Collapsible, type ThemeIcon } from 'vscode';

/** What the nodes of all trees have. */
export interface NodeBase {
  /** Stable over refreshes: the editor keeps what is expanded and selected by it. */
  id: string;
  /** Account that it belongs to; empty where it is no matter of one. Commands read it. */
  accountId: string;
}

/** Everything about how a node looks. */
export interface NodeLook {
  label: string;
  description?: string;
  /** Its lines; the label where there are none. */
  tooltip?: readonly string[];
  /** What a screen reader says instead of the label. */
  spoken: string;
  icon: ThemeIcon;
  contextValue: string;
  /** Without it there is nothing to expand. */
  state?: Collapsible;
  command?: TreeItem['command'];
}

/** A node as the editor draws it. */
export function itemOfLook(id: string, look: NodeLook): TreeItem {
  const { label, description, tooltip = [label], spoken, icon, contextValue, state, command } = look;
  const item = new TreeItem(label, state ?? Collapsible.None);
  item.id = id;
  item.iconPath = icon;
  item.contextValue = contextValue;
  item.accessibilityInformation = { label: spoken };
  // Plain: Markdown would make links of the addresses in it, whatever is escaped.
  item.tooltip = tooltip.join('\n');
  if (description !== undefined) item.description = description;
  if (command !== undefined) item.command = command;
  return item;
}
