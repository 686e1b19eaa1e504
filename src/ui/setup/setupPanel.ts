import { env, l10n, Uri, ViewColumn, window, type WebviewPanel } from 'vscode';
import { readSetup } from '../../access/setup/readSetup';
import type { SetupText } from '../../access/setup/setupTexts';
import type { Disposable } from '../../core/ports';
import type { SetupHostMessage, SetupPageMessage } from '../../webview/setupProtocol';
import type { Memory } from '../accounts/memory';
import { panels } from '../contributions';
import type { Messages } from '../messages';
import { WebviewHost } from '../webviewHost';
import { setupForm } from './setupForm';
import { inputOfValues, SetupMemory, valuesOf } from './setupMemory';
import { guideTexts } from './setupProfile';
import { readmeFile, setupReadme, setupSteps } from './setupSteps';
import { setupProblemText, setupWarningText } from './setupWords';
import { writeTexts } from './writeTexts';

interface Parts {
  extensionUri: Uri;
  memory: Memory;
  messages: Messages;
}

/** The set-up guide: a form, and below it the texts that it makes. */
export class SetupPanel implements Disposable {
  readonly #panel: WebviewPanel;
  readonly #host: WebviewHost<SetupHostMessage, SetupPageMessage>;
  readonly #memory: SetupMemory;
  readonly #form = setupForm();
  #input;
  /** Problems are shown from then on, and not in a form that nobody has filled in yet. */
  #submitted = false;
  #texts: SetupText[] = [];

  constructor(
    private readonly parts: Parts,
    onClosed: () => void,
  ) {
    this.#memory = new SetupMemory(parts.memory);
    this.#input = this.#memory.read();
    const { title } = this.#form;
    this.#panel = window.createWebviewPanel(panels.setup, title, ViewColumn.Active, { enableFindWidget: true });
    this.#host = new WebviewHost(this.#panel.webview, parts.extensionUri, { name: 'setup', title });
    const listener = this.#host.onMessage((message) => this.#onMessage(message));
    this.#panel.onDidDispose(() => {
      listener.dispose();
      onClosed();
    });
  }

  reveal(): void {
    this.#panel.reveal();
  }

  dispose(): void {
    this.#panel.dispose();
  }

  async #onMessage(message: SetupPageMessage): Promise<void> {
    switch (message.type) {
      case 'ready':
        await this.#host.post({ type: 'form', form: this.#form, values: valuesOf(this.#input) });
        return this.#judge();
      case 'submit':
        this.#submitted = true;
        return this.#take(message);
      case 'changed':
        return this.#take(message);
      case 'copy':
        return this.#copy(message.id);
      case 'write':
        return this.#write();
    }
  }

  async #take({ values }: Extract<SetupPageMessage, { type: 'changed' | 'submit' }>): Promise<void> {
    this.#input = inputOfValues(values);
    await this.#judge();
    await this.#memory.keep(this.#input);
  }

  async #judge(): Promise<void> {
    if (!this.#submitted) return;
    const { plan, problems, warnings } = readSetup(this.#input);
    this.#texts = plan ? guideTexts(plan) : [];
    await this.#host.post({
      type: 'result',
      problems: problems.map(({ problem, ...place }) => ({ ...place, text: setupProblemText(problem) })),
      warnings: plan ? warnings.map(setupWarningText) : [],
      steps: plan ? setupSteps(this.#texts) : [],
      write: l10n.t('Write Files to Folder...'),
      status: plan ? l10n.t('The texts are below.') : l10n.t('To be corrected: {0}', problems.length),
    });
  }

  async #copy(id: string): Promise<void> {
    const found = this.#texts.find((text) => text.id === id);
    if (!found) return;
    await env.clipboard.writeText(found.text);
    await this.#host.post({ type: 'status', text: l10n.t('{0} was copied.', found.file) });
  }

  async #write(): Promise<void> {
    const files = [...this.#texts, { file: readmeFile, text: setupReadme(this.#texts) }];
    try {
      const folder = await writeTexts(files);
      const text = l10n.t('{0} files were written to {1}.', files.length, folder.fsPath);
      await this.#host.post({ type: 'status', text });
      void window.showInformationMessage(text);
    } catch (error) {
      await this.parts.messages.showFailure(error, l10n.t('writing the files'), { retry: () => this.#write() });
    }
  }
}
