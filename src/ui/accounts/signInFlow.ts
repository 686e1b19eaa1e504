import { l10n, ProgressLocation, window, type Progress } from 'vscode';
import type { Profile } from '../../core/profile';
import type { Session } from '../../core/session';
import type { SignInNotice, SignInStep } from '../../federation/signInRequest';
import { withSignal } from '../cancellation';
import { failureText } from '../failures';
import type { AccountService } from './accountService';
import { openBrowser } from './openBrowser';
import { pageWords } from './pageWords';
import { chooseRole } from './rolePicker';

type Report = Progress<{ message: string }>;

/** A sign-in as a person sees it: a notification that names the steps and can be cancelled. */
export class SignInFlow {
  readonly #running = new Map<string, Promise<Session>>();
  readonly #toldUnchecked = new Set<string>();

  constructor(private readonly accounts: AccountService) {}

  /**
   * Signs in by a profile; for an account that is renewed, nobody else may come out of it. Whoever asks while a sign-in by the
   * same profile runs gets that one's outcome: one listener, one tab. Rejects with Failure or Cancelled.
   */
  async run(profile: Profile, account?: Session['account']): Promise<Session> {
    const running = this.#running.get(profile.id);
    if (running) return running;
    const started = this.#withProgress(profile, account).finally(() => this.#running.delete(profile.id));
    this.#running.set(profile.id, started);
    const session = await started;
    void window.showInformationMessage(l10n.t('Signed in to Amazon Redshift as {0}.', session.account.label));
    return session;
  }

  async #withProgress(profile: Profile, account: Session['account'] | undefined): Promise<Session> {
    const title = l10n.t('Signing in to Amazon Redshift ({0})', profile.name);
    return window.withProgress(
      { location: ProgressLocation.Notification, title, cancellable: true },
      (progress, token) =>
        withSignal(token, (signal) =>
          this.accounts.signIn(profile, {
            openBrowser,
            chooseRole,
            ...(account === undefined ? {} : { account }),
            onStep: (step) => report(progress, step),
            onNotice: (notice) => this.#tell(notice, profile, progress),
            explain: failureText,
            pageWords: pageWords(),
            signal,
          }),
        ),
    );
  }

  #tell(notice: SignInNotice, profile: Profile, progress: Report): void {
    switch (notice.kind) {
      case 'answerRefused': {
        const { happened } = failureText(notice.failure);
        progress.report({ message: l10n.t('An answer was refused: {0} Still waiting…', happened) });
        return;
      }
      case 'signatureNotChecked':
        if (this.#toldUnchecked.has(profile.id)) return;
        this.#toldUnchecked.add(profile.id);
        void window.showInformationMessage(
          l10n.t(
            'The connection “{0}” has no metadata of its identity provider: signatures are checked by AWS alone.',
            profile.name,
          ),
        );
        return;
      case 'clockOff':
        void window.showWarningMessage(clockText(notice.seconds));
    }
  }
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

function report(progress: Report, step: SignInStep): void {
  const messages: Record<SignInStep, string> = {
    metadata: l10n.t('Reading the provider’s metadata…'),
    listening: l10n.t('Getting ready for the provider’s answer…'),
    browser: l10n.t('Waiting for your sign-in in the browser…'),
    checking: l10n.t('Checking the provider’s answer…'),
    credentials: l10n.t('Getting AWS credentials…'),
  };
  progress.report({ message: messages[step] });
}
