import { l10n, window } from 'vscode';
import { Cancelled } from '../../core/failure';
import type { Profile } from '../../core/profile';

/** Asks whether a user that is new beside known ones is the person. Rejects with Cancelled when not. */
export async function confirmUser(user: { nameId: string; issuer: string }, { name }: Profile): Promise<void> {
  const yes = l10n.t('Use This Account');
  const question = l10n.t('Did you just sign in as {0}?', user.nameId);
  const detail = l10n.t(
    'This user is new for the connection “{0}”. The answer came from {1}. If that was not you, cancel.',
    name,
    user.issuer,
  );
  if ((await window.showWarningMessage(question, { modal: true, detail }, yes)) !== yes) throw new Cancelled();
}
