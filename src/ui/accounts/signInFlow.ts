import { l10n, ProgressLocation, window, type Progress } from 'vscode';
import { Cancelled } from '../../core/failure';
import type { Profile, WayId } from '../../core/profile';
import type { Session } from '../../core/session';
import type { SignInNotice, SignInStep } from '../../federation/signInRequest';
import { withSignal } from '../cancellation';
import { loadFaces } from '../faces';
import { failureText } from '../failures';
import type { AccountService } from './accountService';
import { openBrowser } from './openBrowser';
import { partsOfRoleArn } from './roleArn';

type Report = Progress<{ message: string }>;

/** What a sign-in may be beyond its profile and account. */
export interface FlowOptions {
  /** Wanted by the person; without it, the usual one. */
  way?: WayId | undefined;
  /** Asks for the AWS role though one is known: this is the one that is used now. */
  insteadOfRole?: string;
}

/** A sign-in on its way; by which one is known when the person had to be asked for it. */
interface Running {
  accountId: string | undefined;
  way: WayId | undefined;
  control: AbortController;
  session: Promise<Session>;
}

/** A sign-in as a person sees it: a notification that names the steps and can be cancelled. */
export class SignInFlow {
  readonly #running = new Map<string, Running>();
  readonly #toldUnchecked = new Set<string>();

  constructor(private readonly accounts: AccountService) {}

  /**
   * Signs in by a profile; for an account that is renewed, nobody else may come out of it. Whoever asks while a sign-in by the
   * same profile runs gets that one's outcome: one listener, one tab. Who wants another way ends that one and begins anew; who
   * wants another account waits for its end. Rejects with Failure or Cancelled.
   */
  async run(profile: Profile, account?: Session['account'], options: FlowOptions = {}): Promise<Session> {
    const { way } = options;
    const present = this.#running.get(profile.id);
    if (present !== undefined && (way === undefined || way === present.way)) {
      if (isForSame(present, account)) return present.session;
      await present.session.catch(() => undefined); // its own callers are told
      return this.run(profile, account, options);
    }
    present?.control.abort();
    const session = await this.#start(profile, account, options);
    void window.showInformationMessage(l10n.t('Signed in to Amazon Redshift as {0}.', session.account.label));
    return session;
  }

  /** Another AWS role for an account: at once where AWS still takes the provider's last answer, else by a new sign-in. */
  async switchRole(profile: Profile, session: Session): Promise<void> {
    const title = l10n.t('Switching the AWS role of {0}', session.account.label);
    const { chooseRole } = await loadFaces();
    const switched = await window.withProgress(
      { location: ProgressLocation.Notification, title, cancellable: true },
      (_, token) =>
        withSignal(token, (signal) =>
          this.accounts.switchRole(session, {
            chooseRole: (choices, aborted) => chooseRole(choices, aborted, session.roleArn),
            signal,
          }),
        ),
    );
    if (switched === undefined) await this.run(profile, session.account, { insteadOfRole: session.roleArn });
    else void window.showInformationMessage(l10n.t('AWS role now: {0}', partsOfRoleArn(switched.roleArn).name));
  }

  #start(profile: Profile, account: Session['account'] | undefined, options: FlowOptions): Promise<Session> {
    const control = new AbortController();
    // Known to others at once, before anything is waited for.
    const running: Running = {
      accountId: account?.id,
      way: options.way,
      control,
      session: Promise.resolve().then(() => work()),
    };
    const next = (): Running | undefined => {
      const present = this.#running.get(profile.id);
      return present === running ? undefined : present;
    };
    const work = async (): Promise<Session> => {
      try {
        running.way ??= await (await loadFaces()).usualWay(profile);
        return await this.#withProgress(profile, account, { ...options, way: running.way }, control.signal);
      } catch (error) {
        // Ended for one by another way: who waited for this one waits for that one.
        const other = control.signal.aborted ? next() : undefined;
        if (other === undefined || !Cancelled.is(error)) throw error;
        return await other.session;
      } finally {
        if (next() === undefined) this.#running.delete(profile.id);
      }
    };
    this.#running.set(profile.id, running);
    return running.session;
  }

  async #withProgress(
    profile: Profile,
    account: Session['account'] | undefined,
    { way, insteadOfRole }: FlowOptions & { way: WayId },
    stopped: AbortSignal,
  ): Promise<Session> {
    const title = l10n.t('Signing in to Amazon Redshift ({0})', profile.name);
    const { chooseRole, confirmUser, pageWords, passwordPrompts } = await loadFaces();
    return window.withProgress(
      { location: ProgressLocation.Notification, title, cancellable: true },
      (progress, token) =>
        withSignal(token, (cancelled) => {
          const signal = AbortSignal.any([cancelled, stopped]);
          return this.accounts.signIn(profile, {
            way,
            prompts: passwordPrompts(profile.name, (message) => progress.report({ message })),
            openBrowser,
            chooseRole: (choices, aborted) => chooseRole(choices, aborted, insteadOfRole),
            askForRole: insteadOfRole !== undefined,
            confirmUser: (user) => confirmUser(user, profile),
            onOtherWindow: () => progress.report({ message: l10n.t('Waiting for the sign-in in your other window…') }),
            ...(account === undefined ? {} : { account }),
            onStep: (step) => report(progress, step),
            onNotice: (notice) => this.#tell(notice, profile, progress),
            explain: failureText,
            pageWords: pageWords(),
            signal,
          });
        }),
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
      case 'passwordEnds':
        void window.showWarningMessage(
          l10n.t('Your password at {0} ends in {1} days. Change it on the provider’s page.', notice.host, notice.days),
        );
    }
  }
}

/** A sign-in for nobody in particular may bring the one that is wanted. */
function isForSame({ accountId }: Running, account: Session['account'] | undefined): boolean {
  return accountId === undefined || accountId === account?.id;
}

function report(progress: Report, step: SignInStep): void {
  const messages: Record<SignInStep, string> = {
    metadata: l10n.t('Reading the provider’s metadata…'),
    listening: l10n.t('Getting ready for the provider’s answer…'),
    browser: l10n.t('Waiting for your sign-in in the browser…'),
    password: l10n.t('Waiting for your user name and password…'),
    factor: l10n.t('Waiting for your second factor…'),
    fetching: l10n.t('Opening the provider’s app…'),
    pasting: l10n.t('Waiting for the SAML response that you paste…'),
    checking: l10n.t('Checking the provider’s answer…'),
    credentials: l10n.t('Getting AWS credentials…'),
  };
  progress.report({ message: messages[step] });
}
