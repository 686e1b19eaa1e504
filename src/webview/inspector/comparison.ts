import { el } from '../dom';
import type { ComparisonView } from '../inspectorProtocol';
import type { Language } from './language';
import { notesOf } from './notes';
import { sectionOf } from './tables';

/** What is compared, and what one has more than the other; the matrix follows. */
export function comparisonOf({ sides, lists }: ComparisonView, language: Language): HTMLElement[] {
  return [
    el(
      'div',
      { class: 'sides' },
      ...sides.map(({ letter, title, lines }) =>
        el(
          'div',
          { class: 'side-card' },
          el('h3', {}, el('b', { class: 'letter' }, letter), el('span', {}, title)),
          ...lines.map((line) => el('p', { class: 'muted' }, line)),
        ),
      ),
    ),
    el(
      'div',
      { class: 'lists' },
      ...lists.map(({ heading, items, none }, at) =>
        sectionOf(heading, `list-${at}`, notesOf(items, language) ?? el('p', { class: 'muted' }, none)),
      ),
    ),
  ];
}
