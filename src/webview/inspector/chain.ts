import { el } from '../dom';
import type { StationItem, StationView } from '../inspectorProtocol';
import type { Language } from './language';
import { sign } from './marks';

/** The way from the provider to the privileges: a list in its order, each station with the link that leads to it. */
export function chainOf(stations: readonly StationView[], language: Language): HTMLElement {
  return el(
    'ol',
    { class: 'chain', 'aria-label': language.texts.chain },
    ...stations.map((station) => stationOf(station, language)),
  );
}

function stationOf({ id, title, tone, state, items }: StationView, { texts }: Language): HTMLElement {
  return el(
    'li',
    { class: `station ${tone}`, 'data-station': id },
    el('span', { class: 'link', title: state }, sign(tone), el('span', { class: 'spoken' }, texts[tone])),
    el('h3', {}, title),
    el('ul', { class: 'items' }, ...items.map((item) => itemOf(item, texts))),
    el('p', { class: 'state' }, state),
  );
}

function itemOf({ label, text, code, tone, note, title }: StationItem, texts: Language['texts']): HTMLElement {
  return el(
    'li',
    { class: tone === undefined ? 'item' : `item ${tone}`, title },
    tone === undefined ? undefined : sign(tone),
    el(
      'span',
      {},
      label === undefined ? undefined : el('span', { class: 'label' }, label),
      tone === undefined ? undefined : el('span', { class: 'spoken' }, `${texts[tone]}: `),
      code === true ? el('code', {}, ...breakable(text)) : text,
      note === undefined ? undefined : el('span', { class: 'muted' }, ` ${note}`),
    ),
  );
}

/** Lets a long name go on in the next line where it has a sign, rather than anywhere. */
function breakable(text: string): Node[] {
  return text.split(/(?<=[@:/_-])/).flatMap((part, at) => (at === 0 ? [new Text(part)] : [el('wbr'), new Text(part)]));
}
