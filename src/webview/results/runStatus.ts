import { button, el, setText } from '../dom';
import type { RunView } from '../protocol';
import { fill } from '../words';
import type { Language } from './language';

/** How the run is doing: words, a clock, and Cancel while it runs. */
export class RunStatus {
  readonly element: HTMLElement;
  readonly #words: HTMLElement;
  readonly #clock: HTMLElement;
  readonly #cancel: HTMLButtonElement;
  #startedAt = 0;
  #timer: number | undefined;

  constructor(
    private readonly language: Language,
    onCancel: () => void,
  ) {
    this.#words = el('span', { class: 'status-words', role: 'status' });
    // The clock is for the eye: read out every second it would drown everything else.
    this.#clock = el('span', { class: 'status-clock', 'aria-hidden': 'true' });
    this.#cancel = button(language.texts.cancel, 'cancel', onCancel);
    this.element = el('div', { class: 'run-status' }, this.#words, this.#clock, this.#cancel);
  }

  update(run: RunView | undefined): void {
    const active = run?.state === 'running' || run?.state === 'cancelling';
    setText(this.#words, run === undefined ? '' : this.#wordsOf(run));
    this.#words.title = run === undefined ? '' : `${run.file} · ${run.target}`;
    this.#cancel.hidden = !active;
    this.#cancel.disabled = run?.state === 'cancelling';
    this.element.dataset['state'] = run?.state ?? '';
    window.clearInterval(this.#timer);
    setText(this.#clock, run === undefined || active ? '' : this.language.duration(run.elapsedMs));
    if (!active) return;
    this.#startedAt = performance.now() - run.elapsedMs;
    const tick = (): void => setText(this.#clock, this.language.elapsed(performance.now() - this.#startedAt));
    this.#timer = window.setInterval(tick, 1_000);
    tick();
  }

  #wordsOf(run: RunView): string {
    const { texts } = this.language;
    if (run.fromHistory !== undefined) return run.fromHistory;
    switch (run.state) {
      case 'running': {
        const at = run.statements.filter((statement) => statement.state !== 'waiting').length;
        return run.statementCount <= 1
          ? texts.runningOne
          : fill(texts.running, this.language.number(Math.max(1, at)), this.language.number(run.statementCount));
      }
      case 'cancelling':
        return texts.cancelling;
      case 'finished':
        return texts.finished;
      case 'failed':
        return run.statements.some(({ state }) => state === 'unknown') ? texts.statementUnknown : texts.failed;
      case 'cancelled':
        return texts.cancelled;
    }
  }
}
