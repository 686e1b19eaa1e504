import { l10n, ProgressLocation, window } from 'vscode';
import type { Session } from '../../core/session';
import { commands } from '../contributions';
import type { Messages } from '../messages';
import type { AccountService } from './accountService';
import type { RenewalFace } from './renewals';
import type { SignInFlow } from './signInFlow';

/** Asks for the sign-in that work waits for: a notification that says so, with the one click that signs in, and Cancel. */
export function renewalFace(accounts: AccountService, flow: SignInFlow, messages: Messages): RenewalFace {
  return {
    ask: async ({ account }, signal) => {
      const title = l10n.t('Your session in Amazon Redshift as {0} has ended', account.label);
      const options = { location: ProgressLocation.Notification, title, cancellable: true };
      await window.withProgress(options, (progress, token) => {
        progress.report({ message: l10n.t('[Sign in again]({0}) to go on.', renewalLink(account.id)) });
        return new Promise<void>((resolve) => {
          token.onCancellationRequested(() => resolve());
          if (signal.aborted) resolve();
          else signal.addEventListener('abort', () => resolve(), { once: true });
        });
      });
    },
    signIn: (session) => flow.run(accounts.profileOf(session), session.account),
    tell: (error, session) => {
      const { account, profileId } = session;
      void messages.showFailure(error, l10n.t('signing in'), { accountId: account.id, profileId });
    },
  };
}

/** The address of a click in a text of ours; anything but letters, digits and `%` would end it. */
function renewalLink(accountId: Session['account']['id']): string {
  return `command:${commands.renewSession}?${encodeURIComponent(JSON.stringify([{ accountId }]))}`;
}
