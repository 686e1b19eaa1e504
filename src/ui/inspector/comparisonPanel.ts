import { env, l10n, window, type Uri } from 'vscode';
import type { AccessPicture } from '../../access/accessPicture';
import type { Disposable } from '../../core/ports';
import type { ComparisonView, InspectorHostMessage } from '../../webview/inspectorProtocol';
import type { Messages } from '../messages';
import { comparisonMarkdown } from './accessMarkdown';
import { comparisonView } from './comparisonView';
import { markdownWords } from './markdownWords';
import { PagePanel } from './pagePanel';

/** One of two that are compared. */
export interface ComparedSide {
  /** Reads it, anew where it can be; rejects with Failure or Cancelled. */
  read: (signal: AbortSignal) => Promise<AccessPicture>;
  /** Whose session it needs; missing for a picture that was read before. */
  accountId?: string;
}

interface Parts {
  messages: Messages;
  extensionUri: Uri;
}

/** Two pictures beside each other. */
export class ComparisonPanel implements Disposable {
  readonly #page: PagePanel;
  readonly #title = l10n.t('Compare Access');
  #view: ComparisonView | undefined;

  constructor(
    parts: Parts,
    private readonly sides: readonly [a: ComparedSide, b: ComparedSide],
    onClosed: () => void,
  ) {
    const accountId = sides.find((side) => side.accountId !== undefined)?.accountId;
    this.#page = new PagePanel(
      parts,
      {
        tab: this.#title,
        title: this.#title,
        subtitle: l10n.t('What one has more than the other'),
        actions: [
          ...(accountId === undefined ? [] : [{ id: 'refresh', label: l10n.t('Refresh') }]),
          { id: 'copy', label: l10n.t('Copy as Markdown') },
        ],
      },
      {
        ...(accountId === undefined ? {} : { accountId }),
        waiting: l10n.t('Reading what both may do…'),
        doing: l10n.t('comparing access'),
        read: (signal) => this.#read(signal),
        onMessage: (message) => (message.type === 'action' ? this.#copy() : undefined),
        onClosed,
      },
    );
  }

  dispose(): void {
    this.#page.dispose();
  }

  async #read(signal: AbortSignal): Promise<InspectorHostMessage> {
    const [a, b] = await Promise.all([this.sides[0].read(signal), this.sides[1].read(signal)]);
    this.#view = comparisonView(a, b);
    return { type: 'comparison', comparison: this.#view, text: '' };
  }

  async #copy(): Promise<void> {
    if (!this.#view) return;
    await env.clipboard.writeText(comparisonMarkdown(this.#title, this.#view, markdownWords()));
    void window.setStatusBarMessage(l10n.t('Copied as Markdown.'), 3_000);
  }
}
