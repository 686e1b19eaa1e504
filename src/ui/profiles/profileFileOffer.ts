import { commands as editorCommands, l10n, window, workspace, type TextDocument } from 'vscode';
import type { Disposable } from '../../core/ports';
import { commands } from '../contributions';
import { profileFileSuffix } from './profileFile';

/** Offers to import a connection whose file is opened, once a window for each; never in a workspace that is not trusted. */
export class ProfileFileOffer implements Disposable {
  readonly #listener: Disposable;
  readonly #offered = new Set<string>();

  constructor() {
    this.#listener = window.onDidChangeActiveTextEditor((editor) => this.#offer(editor?.document));
    void this.#offer(window.activeTextEditor?.document);
  }

  async #offer(document: TextDocument | undefined): Promise<void> {
    if (document?.uri.path.endsWith(profileFileSuffix) !== true || !workspace.isTrusted) return;
    const key = document.uri.toString();
    if (this.#offered.has(key)) return;
    this.#offered.add(key);
    const yes = l10n.t('Import…');
    const chosen = await window.showInformationMessage(l10n.t('This file holds a connection to Amazon Redshift.'), yes);
    if (chosen === yes) await editorCommands.executeCommand(commands.importConnection, document.uri);
  }

  dispose(): void {
    this.#listener.dispose();
  }
}
