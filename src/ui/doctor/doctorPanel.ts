import { env, l10n, Uri, ViewColumn, window, type WebviewPanel } from 'vscode';
import type { StepReport } from '../../access/doctor/steps';
import { Cancelled } from '../../core/failure';
import type { Clock, Disposable, Log } from '../../core/ports';
import type { Profile } from '../../core/profile';
import type { WarehouseRef } from '../../core/warehouse';
import type { DoctorHostMessage, DoctorPageMessage } from '../../webview/doctorProtocol';
import { openBrowser } from '../accounts/openBrowser';
import { pageWords } from '../accounts/pageWords';
import { pickWhile, promptInput } from '../accounts/promptInput';
import { chooseRole } from '../accounts/rolePicker';
import { loadBackend } from '../backend';
import { panels } from '../contributions';
import type { Messages } from '../messages';
import { editorAgent } from '../network';
import { hostOfProfile } from '../profiles/profilePicker';
import { providerLabels } from '../profiles/providerWords';
import { WebviewHost } from '../webviewHost';
import { markdownReport } from './markdownReport';
import { stepView, summary, waitingSteps } from './stepViews';

interface Parts {
  messages: Messages;
  extensionUri: Uri;
  heldByUs: (port: number) => Promise<boolean>;
  clock: Clock;
  log: Log;
}

/** What is looked at. */
export interface Patient {
  profile: Profile;
  warehouse?: WarehouseRef;
}

/** A diagnosis of the sign-in by one connection, as it goes on. */
export class DoctorPanel implements Disposable {
  readonly #panel: WebviewPanel;
  readonly #host: WebviewHost<DoctorHostMessage, DoctorPageMessage>;
  readonly #listeners: Disposable[];
  readonly #title: string;
  #work = new AbortController();
  #steps: StepReport[] = waitingSteps();
  #running = false;
  /** In place of the summary, where the diagnosis did not come to its end. */
  #interrupted: string | undefined;

  constructor(
    private readonly parts: Parts,
    private patient: Patient,
    onClosed: () => void,
  ) {
    this.#title = l10n.t('Sign-In Diagnosis: {0}', patient.profile.name);
    this.#panel = window.createWebviewPanel(panels.doctor, this.#title, ViewColumn.Active);
    const icon = (theme: string): Uri => Uri.joinPath(parts.extensionUri, 'media', `doctor-${theme}.svg`);
    this.#panel.iconPath = { light: icon('light'), dark: icon('dark') };
    this.#host = new WebviewHost(this.#panel.webview, parts.extensionUri, { name: 'doctor', title: this.#title });
    this.#listeners = [
      this.#host.onMessage((message) => this.#onMessage(message)),
      this.#panel.onDidDispose(() => {
        this.#work.abort();
        for (const listener of this.#listeners) listener.dispose();
        onClosed();
      }),
    ];
    void this.#diagnose();
  }

  /** Brings the panel to the front and begins anew. */
  reveal(patient: Patient): void {
    this.patient = patient;
    this.#panel.reveal();
    void this.#diagnose();
  }

  dispose(): void {
    this.#panel.dispose();
  }

  #onMessage(message: DoctorPageMessage): unknown {
    switch (message.type) {
      case 'ready':
        return this.#onReady();
      case 'cancel':
        this.#work.abort();
        return undefined;
      case 'again':
        return this.#diagnose();
      case 'paste':
        return this.#judgePasted();
      case 'copy':
        return this.#copy();
    }
  }

  async #onReady(): Promise<void> {
    const { provider, region } = this.patient.profile;
    await this.#host.post({
      type: 'frame',
      title: this.#title,
      subtitle: l10n.t(
        '{0} at {1}, region {2}',
        providerLabels()[provider],
        hostOfProfile(this.patient.profile),
        region,
      ),
      words: {
        cancel: l10n.t('Cancel'),
        again: l10n.t('Diagnose Again'),
        paste: l10n.t('Paste a Response Instead'),
        copy: l10n.t('Copy Report'),
        seen: l10n.t('What was seen'),
        steps: l10n.t('Steps'),
      },
    });
    await this.#show();
  }

  #diagnose(): Promise<void> {
    const { clock, log, heldByUs } = this.parts;
    return this.#run(async (onStep, signal) => {
      const { diagnose } = await loadBackend();
      return diagnose({
        ...this.patient,
        openBrowser,
        chooseRole: (choices, aborted) => chooseRole(choices, aborted),
        chooseWarehouse,
        pageWords: pageWords(),
        arrived: {
          tone: 'plain',
          heading: l10n.t('The answer has arrived'),
          paragraphs: [l10n.t('Return to the editor, which goes on with the diagnosis. You can close this page.')],
        },
        heldByUs,
        editorAgent: editorAgent(),
        onStep,
        clock,
        log,
        signal,
      });
    });
  }

  #judgePasted(): Promise<void> {
    const { clock, log } = this.parts;
    return this.#run(async (onStep, signal) => {
      const question = {
        title: this.#title,
        prompt: l10n.t(
          'SAML response of {0}: the field SAMLResponse, from the browser’s developer tools. It is judged here and sent nowhere.',
          hostOfProfile(this.patient.profile),
        ),
        placeholder: 'PHNhbWxwOlJlc3BvbnNl…',
        password: true,
      };
      const text = await promptInput(question, signal);
      if (typeof text !== 'string') throw new Cancelled();
      const { diagnosePasted } = await loadBackend();
      return diagnosePasted({ profile: this.patient.profile, text, onStep, clock, log, signal });
    });
  }

  /** One at a time: what was running before ends. */
  async #run(work: (onStep: (step: StepReport) => void, signal: AbortSignal) => Promise<unknown>): Promise<void> {
    this.#work.abort();
    const { signal } = (this.#work = new AbortController());
    this.#steps = waitingSteps();
    this.#running = true;
    this.#interrupted = undefined;
    const onStep = (step: StepReport): void => {
      if (signal !== this.#work.signal) return;
      this.#steps = this.#steps.map((one) => (one.id === step.id ? step : one));
      void this.#show();
    };
    await this.#show();
    let interrupted: string | undefined;
    try {
      await work(onStep, signal);
    } catch (error) {
      interrupted = this.#words(error);
    }
    if (signal !== this.#work.signal) return;
    this.#running = false;
    this.#interrupted = interrupted;
    this.#steps = this.#steps.map((one) =>
      one.state === 'waiting' || one.state === 'running' ? { ...one, state: 'notReached' } : one,
    );
    await this.#show();
  }

  #words(error: unknown): string {
    const doing = l10n.t('diagnosing the sign-in');
    const text = this.parts.messages.textOf(error, doing);
    if (text === undefined) return l10n.t('Cancelled.');
    this.parts.messages.logFailure(error, doing);
    return `${text.happened} ${text.toDo}`;
  }

  #text(): string {
    return this.#interrupted ?? summary(this.#steps);
  }

  async #show(): Promise<void> {
    const steps = this.#steps.map(stepView);
    await this.#host.post({ type: 'steps', steps, text: this.#text(), running: this.#running });
  }

  async #copy(): Promise<void> {
    const report = markdownReport(
      this.#title,
      new Date(this.parts.clock.now()),
      this.#text(),
      this.#steps.map(stepView),
    );
    await env.clipboard.writeText(report);
    void window.showInformationMessage(l10n.t('The report was copied. It holds names and addresses, and no secrets.'));
  }
}

async function chooseWarehouse(choices: readonly WarehouseRef[], signal: AbortSignal): Promise<WarehouseRef> {
  const items = choices.map((warehouse) => ({
    label: warehouse.name,
    description: warehouse.kind === 'cluster' ? l10n.t('cluster') : l10n.t('serverless workgroup'),
    warehouse,
  }));
  const options = { title: l10n.t('Diagnose sign-in'), placeHolder: l10n.t('Warehouse'), ignoreFocusOut: true };
  return (await pickWhile(signal, (token) => window.showQuickPick(items, options, token))).warehouse;
}
