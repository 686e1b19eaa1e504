import { el } from '../dom';
import { fill } from '../words';
import type { Language } from './language';
import { NumberText, type Json } from './wholeValue';

/** Entries of one level that are drawn. */
const mostEntries = 1_000;

/** Draws a value of JSON: what holds others can be opened, and is drawn only then. */
export function jsonTree(value: Json, language: Language, name?: string, isOpen = false): HTMLElement {
  const key = name === undefined ? undefined : el('span', { class: 'json-key' }, `${name}: `);
  if (!holdsOthers(value)) return el('div', { class: 'json-leaf' }, key, leaf(value));
  const entries = Object.entries(value);
  const { texts } = language;
  const words = fill(Array.isArray(value) ? texts.arrayOf : texts.objectOf, language.number(entries.length));
  const node = el('details', {}, el('summary', {}, key, el('span', { class: 'json-size' }, words)));
  const draw = (): void => {
    if (!node.open || node.childElementCount > 1) return;
    node.append(...entries.slice(0, mostEntries).map(([child, held]) => jsonTree(held, language, child)));
    const left = entries.length - mostEntries;
    if (left > 0) node.append(el('div', { class: 'json-size' }, fill(texts.moreEntries, language.number(left))));
  };
  node.addEventListener('toggle', draw);
  node.open = isOpen;
  draw();
  return node;
}

function holdsOthers(value: Json): value is Exclude<Json, null | boolean | string | NumberText> {
  return typeof value === 'object' && value !== null && !(value instanceof NumberText);
}

function leaf(value: null | boolean | string | NumberText): HTMLElement {
  if (value instanceof NumberText) return el('span', { class: 'json-number' }, value.text);
  return el('span', { class: typeof value === 'string' ? 'json-text' : 'json-word' }, JSON.stringify(value));
}
