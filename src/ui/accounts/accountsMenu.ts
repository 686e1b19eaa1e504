import { authentication, commands as editorCommands } from 'vscode';
import type { Disposable, Log } from '../../core/ports';
import { authenticationProvider, contextKeys } from '../contributions';
import type { ProfileSettings } from '../profiles/profileSettings';
import type { AccountService } from './accountService';
import { anyProfileScope } from './scopes';

type AccountState = 'noProfile' | 'signedOut' | 'signedIn';

/**
 * Keeps the editor told how far one is: the welcome view by a context key, and the Accounts menu by asking for a session
 * without wanting one made, which puts "Sign in with ..." and its badge there. That is asked only where nobody is signed in:
 * our own views read the accounts directly, and with one there the menu would ask for consent to what needs none.
 */
export class AccountsMenu implements Disposable {
  readonly #listeners: Disposable[];
  #state: AccountState | undefined;

  constructor(
    private readonly accounts: AccountService,
    private readonly profiles: ProfileSettings,
    private readonly log: Log,
  ) {
    this.#listeners = [accounts.onDidChange(() => this.update()), profiles.onDidChange(() => this.update())];
  }

  async update(): Promise<void> {
    try {
      const state = await this.#currentState();
      if (state === this.#state) return;
      this.#state = state;
      await editorCommands.executeCommand('setContext', contextKeys.accountState, state);
      if (state === 'signedOut') await this.#offerSignIn();
    } catch (error) {
      // Nobody asked for anything here: those who open the view or sign in are told then.
      this.log.error('the state of the accounts could not be shown', error);
    }
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
  }

  async #currentState(): Promise<AccountState> {
    // Accounts stay usable to look at, and to sign out, when their profile has gone.
    if ((await this.accounts.sessions()).length > 0) return 'signedIn';
    return this.profiles.all().length > 0 ? 'signedOut' : 'noProfile';
  }

  async #offerSignIn(): Promise<void> {
    await authentication.getSession(authenticationProvider.id, [anyProfileScope], { createIfNone: false });
  }
}
