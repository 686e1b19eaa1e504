import { l10n, StatusBarAlignment, ThemeColor, window, type TextDocument } from 'vscode';
import { Cancelled } from '../../core/failure';
import type { Clock, Disposable } from '../../core/ports';
import { commands } from '../contributions';
import { sessionFace, type SessionFace } from './sessionFace';
import { sessionWords } from './sessionWords';
import { isSql } from './sqlDocument';
import type { SqlRuns } from './sqlRuns';

/** Timers stand still while a computer sleeps: so what is shown is looked at again this often; ms. */
const longestMs = 30_000;

/** Tells in the status bar how the session of the active SQL file is; a click offers what can be done about it. */
export class SessionStatusBar implements Disposable {
  // Beside the target of the file, on its right.
  readonly #item = window.createStatusBarItem('redshiftFederation.fileSession', StatusBarAlignment.Right, 100.5);
  readonly #listeners: Disposable[];
  #waiting = new AbortController();

  constructor(
    private readonly runs: Pick<SqlRuns, 'fileOf' | 'onDidChange'>,
    private readonly clock: Clock,
  ) {
    this.#item.name = l10n.t('Redshift Session of the File');
    this.#item.command = commands.sessionActions;
    const update = (): void => this.#update();
    this.#listeners = [runs.onDidChange(update), window.onDidChangeActiveTextEditor(update)];
  }

  dispose(): void {
    this.#waiting.abort();
    for (const listener of this.#listeners) listener.dispose();
    this.#item.dispose();
  }

  #update(): void {
    this.#waiting.abort();
    const document = window.activeTextEditor?.document;
    const face = document && faceOf(this.runs, document, this.clock);
    if (face === undefined) {
      this.#item.hide();
      return;
    }
    const { icon, text, spoken, background } = sessionWords(face);
    this.#item.text = `$(${icon}) ${text}`;
    this.#item.tooltip = `${spoken}\n\n${l10n.t('Click to see what can be done')}`;
    this.#item.accessibilityInformation = { label: spoken, role: 'button' };
    this.#item.backgroundColor = background === undefined ? undefined : new ThemeColor(background);
    this.#item.show();
    if ('until' in face) void this.#updateAt(face.until);
  }

  async #updateAt(at: number): Promise<void> {
    const waiting = (this.#waiting = new AbortController());
    try {
      await this.clock.sleep(Math.min(Math.max(at - this.clock.now(), 0) + 1, longestMs), waiting.signal);
      this.#update();
    } catch (error) {
      if (!Cancelled.is(error)) throw error;
    }
  }
}

/** The state of a document's session, as it is shown. */
export function faceOf(runs: Pick<SqlRuns, 'fileOf'>, document: TextDocument, clock: Clock): SessionFace | undefined {
  return isSql(document) ? sessionFace(runs.fileOf(document)?.session?.state, clock.now()) : undefined;
}
