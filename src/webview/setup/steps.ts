import { button, el } from '../dom';
import type { SetupStepView } from '../setupProtocol';

/** The steps with their texts, each with a button that copies it. */
export function stepsOf(steps: readonly SetupStepView[], copy: (id: string) => void): HTMLElement[] {
  return steps.map(({ heading, why, texts }, at) => {
    const id = `step-${at}`;
    return el(
      'section',
      { 'aria-labelledby': id },
      el('h2', { id }, heading),
      el('p', {}, why),
      ...texts.map((text) =>
        el(
          'div',
          { class: 'text' },
          el(
            'div',
            { class: 'head' },
            el('h3', {}, text.title, ' ', el('code', {}, text.file)),
            button(text.copy, 'copy', () => copy(text.id)),
          ),
          // Can be scrolled, so that the keyboard has to reach it.
          el('pre', { tabindex: 0, 'aria-label': text.file }, el('code', {}, text.text)),
        ),
      ),
    );
  });
}
