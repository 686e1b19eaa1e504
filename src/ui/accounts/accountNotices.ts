import { l10n, window } from 'vscode';
import type { Disposable } from '../../core/ports';
import type { Messages } from '../messages';
import type { AccountService } from './accountService';

/** Says once what a person should know about this computer: a clock that is off, a secret storage that keeps nothing. */
export function tellNotices(accounts: AccountService, messages: Messages): Disposable[] {
  return [
    accounts.time.onDidFindOff((seconds) => void window.showWarningMessage(clockText(seconds))),
    accounts.onDidNotKeep((failure) => void messages.showFailure(failure, l10n.t('storing the sign-in'))),
  ];
}

function clockText(seconds: number): string {
  const size = Math.round(Math.abs(seconds));
  return seconds > 0
    ? l10n.t(
        'The clock of this computer is {0} seconds ahead of that of AWS. Set it, or sign-ins may be refused.',
        size,
      )
    : l10n.t('The clock of this computer is {0} seconds behind that of AWS. Set it, or sign-ins may be refused.', size);
}
