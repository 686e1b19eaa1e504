import { l10n, ThemeColor, ThemeIcon } from 'vscode';
import type { AccessPicture } from '../../access/accessPicture';
import type { Target } from '../../core/warehouse';
import type { Tone } from '../../webview/inspectorProtocol';
import { partsOfRoleArn } from '../accounts/roleArn';
import { commands } from '../contributions';
import type { FailureText } from '../failures/failureText';
import type { AccessNode } from './accessItem';
import { roleItem, schemasState, stationViews } from './stationViews';

const icons: Readonly<Record<Tone, ThemeIcon>> = {
  good: new ThemeIcon('pass', new ThemeColor('testing.iconPassed')),
  bad: new ThemeIcon('error', new ThemeColor('list.errorForeground')),
  warning: new ThemeIcon('warning', new ThemeColor('list.warningForeground')),
  neutral: new ThemeIcon('info'),
};

/** Who one is at a target, and with what: account, user, roles, number of schemas, and the way to all of it. */
export function accessNodes(picture: AccessPicture, target: Target): AccessNode[] {
  const { account, aws, warehouse, database, user, roles, schemas } = picture;
  const userStation = stationViews(picture).find(({ id }) => id === 'user');
  const open = { command: commands.openInspector, title: l10n.t('Open Role Inspector'), arguments: [target] };
  return [
    {
      id: 'target',
      label: account,
      description: `${warehouse.name}/${database}`,
      tooltip: l10n.t('AWS role: {0}', partsOfRoleArn(aws.roleArn).name),
      spoken: l10n.t('Account'),
      icon: new ThemeIcon('account'),
    },
    {
      id: 'user',
      label: user.current,
      ...(userStation && { description: userStation.state }),
      spoken: l10n.t('Database user'),
      icon: icons[userStation?.tone ?? 'neutral'],
    },
    ...roles.map((role): AccessNode => {
      const { text, tone = 'neutral', note = l10n.t('granted') } = roleItem(role);
      return { id: `role ${text}`, label: text, description: note, spoken: l10n.t('Role'), icon: icons[tone] };
    }),
    ...(roles.length === 0 ? [{ id: 'noRoles', label: l10n.t('No roles'), icon: icons.neutral }] : []),
    {
      id: 'schemas',
      label: schemas.told ? schemasState(schemas.value.length) : l10n.t('Schemas: not to be seen'),
      icon: new ThemeIcon('symbol-namespace'),
    },
    {
      id: 'open',
      label: l10n.t('Open Role Inspector'),
      icon: new ThemeIcon('arrow-right'),
      command: open,
    },
  ];
}

/** What kept it from being read, in the place of all that. */
export function failedNode(text: FailureText, { accountId }: Target): AccessNode {
  const signIn = text.action === 'signIn';
  return {
    id: 'failed',
    label: text.happened,
    tooltip: [text.happened, text.toDo].join('\n'),
    spoken: l10n.t('Error'),
    icon: signIn ? new ThemeIcon('sign-in', new ThemeColor('list.warningForeground')) : icons.bad,
    command: signIn
      ? { command: commands.signIn, title: l10n.t('Sign In'), arguments: [{ accountId }] }
      : { command: commands.refreshAccess, title: l10n.t('Retry') },
  };
}
