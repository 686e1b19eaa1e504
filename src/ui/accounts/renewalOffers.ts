import { l10n, window } from 'vscode';
import type { Disposable } from '../../core/ports';
import type { Session } from '../../core/session';
import type { Messages } from '../messages';
import type { AccountService } from './accountService';
import type { Windows } from './windows';

/** Offers to renew a session before it ends: once, in the window that the person looks at. */
export class RenewalOffers implements Disposable {
  readonly #listeners: Disposable[];
  /** Sessions whose offer waits until somebody looks, by account. */
  readonly #waiting = new Map<string, Session>();

  constructor(
    private readonly accounts: AccountService,
    private readonly windows: Pick<Windows, 'mayOffer'>,
    private readonly messages: Messages,
  ) {
    this.#listeners = [
      accounts.onDidComeNearEnd((session) => {
        this.#waiting.set(session.account.id, session);
        this.#offerWaiting();
      }),
      window.onDidChangeWindowState(() => this.#offerWaiting()),
    ];
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
  }

  #offerWaiting(): void {
    if (!window.state.focused) return;
    for (const session of this.#waiting.values()) void this.#offer(session);
    this.#waiting.clear();
  }

  async #offer(session: Session): Promise<void> {
    const { account, handle } = session;
    try {
      const isStillIt = async (): Promise<boolean> => (await this.accounts.session(account.id))?.handle === handle;
      // A person who comes back when it is over is asked by the work that needs it.
      if (this.accounts.isExpired(session) || !(await isStillIt()) || !(await this.windows.mayOffer(session))) return;
      const renew = l10n.t('Renew');
      const text = l10n.t('Your session in Amazon Redshift as {0} ends at {1}.', account.label, this.#endOf(session));
      if ((await window.showInformationMessage(text, renew)) !== renew) return;
      if (await isStillIt()) await this.accounts.renewals.renew(session);
    } catch (error) {
      void this.messages.showFailure(error, l10n.t('signing in'), { accountId: account.id });
    }
  }

  /** By the clock here, as that is the one that the person sees. */
  #endOf({ credentials: { expiration } }: Session): string {
    const end = new Date(expiration + this.accounts.time.aheadMs);
    return end.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  }
}
