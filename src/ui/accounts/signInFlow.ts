import { env, l10n, ProgressLocation, Uri, window, type Progress } from 'vscode';
import type { Profile } from '../../core/profile';
import type { Session } from '../../core/session';
import type { SignInStep } from '../../federation/signIn';
import { withSignal } from '../cancellation';
import type { AccountService } from './accountService';
import { chooseRole } from './rolePicker';

/** A sign-in as a person sees it: a notification that names the steps and can be cancelled. */
export class SignInFlow {
  readonly #running = new Map<string, Promise<Session>>();

  constructor(private readonly accounts: AccountService) {}

  /**
   * Signs in by a profile. Whoever asks while a sign-in by the same profile runs gets that one's outcome: one listener, one
   * tab. Rejects with Failure or Cancelled.
   */
  run(profile: Profile): Promise<Session> {
    const running = this.#running.get(profile.id);
    if (running) return running;
    const started = this.#withProgress(profile).finally(() => this.#running.delete(profile.id));
    this.#running.set(profile.id, started);
    return started;
  }

  async #withProgress(profile: Profile): Promise<Session> {
    const title = l10n.t('Signing in to Amazon Redshift ({0})', profile.name);
    return window.withProgress(
      { location: ProgressLocation.Notification, title, cancellable: true },
      (progress, token) =>
        withSignal(token, (signal) =>
          this.accounts.signIn(profile, {
            openBrowser: async (url) => env.openExternal(Uri.parse(url, true)),
            chooseRole,
            onStep: (step) => report(progress, step),
            signal,
          }),
        ),
    );
  }
}

function report(progress: Progress<{ message: string }>, step: SignInStep): void {
  const messages: Record<SignInStep, string> = {
    metadata: l10n.t('Reading the provider’s metadata…'),
    listening: l10n.t('Getting ready for the provider’s answer…'),
    browser: l10n.t('Waiting for your sign-in in the browser…'),
    checking: l10n.t('Checking the provider’s answer…'),
    credentials: l10n.t('Getting AWS credentials…'),
  };
  progress.report({ message: messages[step] });
}
