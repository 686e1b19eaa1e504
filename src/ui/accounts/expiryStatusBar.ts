import { l10n, MarkdownString, StatusBarAlignment, ThemeColor, window } from 'vscode';
import { Cancelled } from '../../core/failure';
import type { Disposable, Log } from '../../core/ports';
import type { Session } from '../../core/session';
import { commands } from '../contributions';
import type { AccountService } from './accountService';
import { expiryState, sessionToShow, untilNextChange, type ExpiryState } from './expiryState';
import { partsOfRoleArn } from './roleArn';

/** Timers stand still while a computer sleeps: so what is shown is looked at again this often; ms. */
const longestMs = 30_000;

/** Tells in the status bar how long the session lasts that one works with; a click renews it. */
export class ExpiryStatusBar implements Disposable {
  // Beside the target of the SQL file, on its right.
  readonly #item = window.createStatusBarItem('redshiftFederation.session', StatusBarAlignment.Right, 100);
  readonly #listeners: Disposable[];
  #waiting = new AbortController();
  #updates = 0;

  constructor(
    private readonly accounts: AccountService,
    private readonly log: Log,
  ) {
    this.#item.name = l10n.t('Redshift Session');
    this.#item.command = commands.renewSession;
    const update = (): void => void this.update();
    this.#listeners = [
      accounts.onDidChange(update),
      accounts.onDidEnd(update),
      accounts.onDidUse(update),
      accounts.onDidComeNearEnd(update),
    ];
  }

  async update(): Promise<void> {
    const update = ++this.#updates;
    try {
      const sessions = await this.accounts.sessions();
      if (update !== this.#updates) return;
      this.#show(sessions);
    } catch (error) {
      // Nobody asked for anything here: who needs the session is told then.
      this.log.error('the session could not be shown in the status bar', error);
      this.#item.hide();
    }
  }

  dispose(): void {
    this.#waiting.abort();
    for (const listener of this.#listeners) listener.dispose();
    this.#item.dispose();
  }

  #show(sessions: readonly Session[]): void {
    this.#waiting.abort();
    const { inUse, time } = this.accounts;
    const session = sessionToShow(sessions, inUse, (each) => this.accounts.isExpired(each));
    if (session === undefined) {
      this.#item.hide();
      return;
    }
    const state = expiryState(session, time.now(), this.accounts.isExpired(session));
    const { text, spoken, colour, icon } = facesOf(state, session.account.label);
    this.#item.text = `$(${icon}) ${text}`;
    this.#item.backgroundColor = colour === undefined ? undefined : new ThemeColor(colour);
    this.#item.accessibilityInformation = { label: spoken, role: 'button' };
    this.#item.tooltip = this.#tooltip(session, spoken, sessions.length > 1);
    this.#item.show();
    void this.#updateLater(session);
  }

  async #updateLater(session: Session): Promise<void> {
    const waiting = (this.#waiting = new AbortController());
    const { time } = this.accounts;
    try {
      await time.sleep(Math.min(untilNextChange(session, time.now()), longestMs), waiting.signal);
      await this.update();
    } catch (error) {
      if (!Cancelled.is(error)) throw error;
    }
  }

  /** Values come from servers: they are text, never markdown. */
  #tooltip(session: Session, spoken: string, isOneOfMany: boolean): MarkdownString {
    const role = partsOfRoleArn(session.roleArn);
    const end = new Date(session.credentials.expiration + this.accounts.time.aheadMs);
    const lines = [
      spoken,
      `${l10n.t('AWS role')}: ${role.name}`,
      `${l10n.t('AWS account')}: ${role.account}`,
      `${l10n.t('Ends at')}: ${end.toLocaleString()}`,
    ];
    const text = new MarkdownString();
    lines.forEach((line, index) => {
      if (index > 0) text.appendMarkdown('  \n');
      text.appendText(line);
    });
    text.appendMarkdown('\n\n');
    return text.appendText(isOneOfMany ? l10n.t('Click to choose an account to renew') : l10n.t('Click to renew'));
  }
}

interface Faces {
  text: string;
  /** Whole, for screen readers and the tooltip. */
  spoken: string;
  icon: string;
  colour?: string;
}

function facesOf(state: ExpiryState, account: string): Faces {
  if (state.kind === 'ended') {
    return {
      text: l10n.t('{0}: session ended', account),
      spoken: l10n.t('The session in Amazon Redshift as {0} has ended.', account),
      icon: 'warning',
      colour: 'statusBarItem.errorBackground',
    };
  }
  return {
    text: `${account}: ${shortTime(state)}`,
    spoken: l10n.t('The session in Amazon Redshift as {0} ends in {1}.', account, longTime(state)),
    icon: 'clock',
    ...(state.kind === 'near' ? { colour: 'statusBarItem.warningBackground' } : {}),
  };
}

type TimeLeft = Exclude<ExpiryState, { kind: 'ended' }>;

function shortTime({ hours, minutes }: TimeLeft): string {
  if (hours > 0) return l10n.t('{0} h {1} min', hours, minutes);
  return minutes > 0 ? l10n.t('{0} min', minutes) : l10n.t('< 1 min');
}

function longTime({ hours, minutes }: TimeLeft): string {
  if (hours > 0) return l10n.t('{0} hours and {1} minutes', hours, minutes);
  return minutes > 0 ? l10n.t('{0} minutes', minutes) : l10n.t('less than a minute');
}
