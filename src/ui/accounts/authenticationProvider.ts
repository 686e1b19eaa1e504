import {
  CancellationError,
  EventEmitter,
  l10n,
  type AuthenticationProvider,
  type AuthenticationProviderAuthenticationSessionsChangeEvent,
  type AuthenticationProviderSessionOptions,
  type AuthenticationSession,
} from 'vscode';
import type { Disposable } from '../../core/ports';
import type { Session } from '../../core/session';
import type { Messages } from '../messages';
import type { ChooseProfile } from '../profiles/profilePicker';
import type { AccountsChange, AccountService } from './accountService';
import { anyProfileScope, profileScope, profileOfScopes, scopesAllow } from './scopes';
import type { SignInFlow } from './signInFlow';

/** Our accounts as the editor's Accounts menu and other extensions see them. */
export class RedshiftAuthenticationProvider implements AuthenticationProvider, Disposable {
  readonly #changed = new EventEmitter<AuthenticationProviderAuthenticationSessionsChangeEvent>();
  readonly #listener: Disposable;

  readonly onDidChangeSessions = this.#changed.event;

  constructor(
    private readonly accounts: AccountService,
    private readonly flow: SignInFlow,
    private readonly chooseProfile: ChooseProfile,
    private readonly messages: Messages,
  ) {
    this.#listener = accounts.onDidChange((change) => this.#changed.fire(asEvent(change)));
  }

  /** Expired sessions are among them: the account is still there, and signing in again renews it under the same id. */
  async getSessions(
    scopes: readonly string[] | undefined,
    options: AuthenticationProviderSessionOptions,
  ): Promise<AuthenticationSession[]> {
    const sessions = await this.accounts.sessions();
    return sessions
      .filter(({ account }) => options.account === undefined || options.account.id === account.id)
      .filter(({ profileId }) => scopesAllow(scopes, profileId))
      .map((session) => asEditorSession(session, scopes));
  }

  /**
   * Signs in; asks for the profile where neither the scopes nor an account to renew say it. A failure is shown here, with what to do about it, and
   * the editor gets its own CancellationError, so that it does not show the same a second time.
   */
  async createSession(
    scopes: readonly string[],
    options: AuthenticationProviderSessionOptions = {},
  ): Promise<AuthenticationSession> {
    try {
      const renewed = options.account && (await this.accounts.session(options.account.id));
      const profile = await this.chooseProfile(profileOfScopes(scopes) ?? renewed?.profileId);
      const account = renewed?.profileId === profile.id ? renewed.account : undefined;
      return asEditorSession(await this.flow.run(profile, account), scopes);
    } catch (error) {
      void this.messages.showFailure(error, l10n.t('signing in'));
      throw new CancellationError();
    }
  }

  /** The session's id is the account's: see {@link asEditorSession}. */
  async removeSession(sessionId: string): Promise<void> {
    try {
      await this.accounts.signOut(sessionId);
    } catch (error) {
      void this.messages.showFailure(error, l10n.t('signing out'));
      throw new CancellationError();
    }
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }
}

/** What others get: the handle grants nothing, and the scopes are those that were asked for. */
function asEditorSession({ account, handle, profileId }: Session, scopes?: readonly string[]): AuthenticationSession {
  return {
    id: account.id,
    accessToken: handle,
    account: { id: account.id, label: account.label },
    scopes: scopes !== undefined && scopes.length > 0 ? scopes : [profileScope(profileId)],
  };
}

/** Added sessions are named by both scopes: the editor takes its menu entry away when it sees the very scopes it asked for. */
function asEvent({ added, removed, changed }: AccountsChange): AuthenticationProviderAuthenticationSessionsChangeEvent {
  return {
    added: added.flatMap((session) => [asEditorSession(session), asEditorSession(session, [anyProfileScope])]),
    removed: removed.map((session) => asEditorSession(session)),
    changed: changed.map((session) => asEditorSession(session)),
  };
}
