import { EventEmitter, l10n, Uri, window, workspace, type TextDocumentContentProvider } from 'vscode';
import type { Disposable } from '../../core/ports';
import type { StoredPlace } from './inventory';

const scheme = 'redshift-federation-stored';

/** The inventory as a read-only document. */
export class StoredDocument implements TextDocumentContentProvider, Disposable {
  readonly #changed = new EventEmitter<Uri>();
  readonly #registration: Disposable;
  readonly #uri = Uri.from({ scheme, path: `/${l10n.t('What Is Stored')}.md` });
  #text = '';

  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#registration = workspace.registerTextDocumentContentProvider(scheme, this);
  }

  provideTextDocumentContent(): string {
    return this.#text;
  }

  /** Shows what there is now, in place of what was shown before. */
  async show(places: readonly StoredPlace[]): Promise<void> {
    this.#text = textOf(places);
    this.#changed.fire(this.#uri);
    await window.showTextDocument(this.#uri, { preview: true });
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}

function textOf(places: readonly StoredPlace[]): string {
  const heading = l10n.t('What Redshift Federation Stores');
  const about = l10n.t('Names and sizes alone: no value is shown here.');
  return `# ${heading}\n\n${about}\n${places.map(sectionOf).join('')}`;
}

function sectionOf({ title, about, folder, entries }: StoredPlace): string {
  const lines = entries.map(({ name, detail }) => `- \`${name}\`${detail === '' ? '' : `, ${detail}`}`);
  const place = folder === undefined ? '' : `\n\n\`${folder}\``;
  return `\n## ${title}\n\n${about}${place}\n\n${lines.length === 0 ? l10n.t('Nothing.') : lines.join('\n')}\n`;
}
