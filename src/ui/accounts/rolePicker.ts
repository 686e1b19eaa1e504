import { l10n, window, type QuickPickItem } from 'vscode';
import { Cancelled } from '../../core/failure';
import type { RoleChoice } from '../../federation/attributes';
import { partsOfRoleArn } from './roleArn';

/**
 * Asks which of the AWS roles that the provider offers to take. Rejects with Cancelled when none is taken.
 * @param current ARN of the one that is used now, which is marked and comes last
 */
export async function chooseRole(
  choices: readonly RoleChoice[],
  signal: AbortSignal,
  current?: string,
): Promise<RoleChoice> {
  const isCurrent = ({ roleArn }: RoleChoice): boolean => roleArn === current;
  const others = choices.filter((choice) => !isCurrent(choice));
  if (current !== undefined && others.length === 0) {
    void window.showInformationMessage(l10n.t('Your identity provider offers no other AWS role.'));
    throw new Cancelled();
  }
  const items = [...others, ...choices.filter(isCurrent)].map((choice): QuickPickItem & { choice: RoleChoice } => {
    const { name, account } = partsOfRoleArn(choice.roleArn);
    const where = l10n.t('AWS account {0}', account);
    const description = isCurrent(choice) ? l10n.t('{0}, used now', where) : where;
    return { label: name, description, detail: choice.roleArn, choice };
  });
  const chosen = await pick(items, l10n.t('Your identity provider offers several AWS roles'), signal);
  if (!chosen) throw new Cancelled({ cause: signal.reason });
  return chosen.choice;
}

/** A quick pick that stays while the person looks up things elsewhere, and goes when the work behind it is cancelled. */
async function pick<T extends QuickPickItem>(
  items: readonly T[],
  title: string,
  signal: AbortSignal,
): Promise<T | undefined> {
  if (signal.aborted) return undefined;
  return new Promise((resolve) => {
    const input = window.createQuickPick<T>();
    const close = (): void => input.hide();
    input.items = items;
    input.title = title;
    input.placeholder = l10n.t('AWS role to use for this account');
    input.ignoreFocusOut = true;
    input.matchOnDescription = true;
    input.matchOnDetail = true;
    let taken: T | undefined;
    input.onDidAccept(() => {
      taken = input.activeItems[0];
      input.hide();
    });
    input.onDidHide(() => {
      signal.removeEventListener('abort', close);
      input.dispose();
      resolve(taken);
    });
    signal.addEventListener('abort', close, { once: true });
    input.show();
  });
}
