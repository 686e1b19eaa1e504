import { TreeItem, type ThemeIcon } from 'vscode';

/** A line of the view: all that is drawn of it. */
export interface AccessNode {
  id: string;
  label: string;
  description?: string;
  tooltip?: string;
  /** Words for the icon, said before the label. */
  spoken?: string;
  icon: ThemeIcon;
  command?: NonNullable<TreeItem['command']>;
}

/** A line as the editor draws it. */
export function accessItem({ id, label, description, tooltip, spoken, icon, command }: AccessNode): TreeItem {
  const item = new TreeItem(label);
  item.id = id;
  item.iconPath = icon;
  item.tooltip = tooltip ?? [label, description].filter((part) => part !== undefined).join(': ');
  item.accessibilityInformation = {
    label: [spoken, label, description].filter((part) => part !== undefined).join(', '),
  };
  if (description !== undefined) item.description = description;
  if (command !== undefined) item.command = command;
  return item;
}
