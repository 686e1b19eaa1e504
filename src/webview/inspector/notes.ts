import { el } from '../dom';
import type { NoteView } from '../inspectorProtocol';
import type { Language } from './language';
import { sign } from './marks';

/** Sentences, each with its sign and, for who cannot see it, the word for that; below it what the server said. */
export function notesOf(notes: readonly NoteView[], { texts }: Language, label?: string): HTMLElement | undefined {
  if (notes.length === 0) return undefined;
  return el(
    'ul',
    { class: 'notes', 'aria-label': label },
    ...notes.map(({ tone, text, detail }) =>
      el(
        'li',
        { class: `note ${tone}` },
        sign(tone),
        el(
          'div',
          {},
          el('span', { class: 'spoken' }, `${texts[tone]}: `),
          text,
          detail === undefined ? undefined : el('code', { class: 'detail' }, detail),
        ),
      ),
    ),
  );
}
