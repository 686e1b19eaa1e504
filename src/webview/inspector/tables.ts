import { el } from '../dom';
import type { FactsView, TableView } from '../inspectorProtocol';
import type { Language } from './language';
import { notesOf } from './notes';

/** A part of the page below its heading. */
export function sectionOf(heading: string, id: string, ...children: (Node | undefined)[]): HTMLElement {
  return el('section', { 'aria-labelledby': id }, el('h2', { id }, heading), ...children);
}

export function tableOf({ heading, columns, rows, notes }: TableView, id: string, language: Language): HTMLElement {
  const head = el('tr', {}, ...columns.map((column) => el('th', { scope: 'col' }, column)));
  const lines = rows.map((cells) => el('tr', {}, ...cells.map((cell) => el('td', {}, el('code', {}, cell)))));
  const table =
    rows.length === 0
      ? undefined
      : el('table', { 'aria-labelledby': id }, el('thead', {}, head), el('tbody', {}, ...lines));
  return sectionOf(heading, id, table, notesOf(notes, language));
}

export function factsOf({ heading, facts }: FactsView, id: string): HTMLElement {
  const list = el('dl');
  for (const { label, value, code } of facts) {
    list.append(el('dt', {}, label), el('dd', {}, code === true ? el('code', {}, value) : value));
  }
  return sectionOf(heading, id, list);
}
