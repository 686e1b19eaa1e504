import './inspector.css';
import { button, el, setText } from './dom';
import type { InspectorHostMessage, InspectorPageMessage, InspectorSection, Tone } from './protocol';

const editor = acquireVsCodeApi();
const send = (message: InspectorPageMessage): void => editor.postMessage(message);

// Read aloud beside the words; colour alone says nothing to many.
const marks: Record<Tone, string> = { good: '✓', bad: '✗', neutral: '•' };

const title = el('h1');
const subtitle = el('p', { class: 'subtitle' });
const refresh = button('', 'refresh', () => send({ type: 'refresh' }));
const status = el('p', { class: 'status', role: 'status' });
const failure = el('div', { class: 'failure', role: 'alert' });
const content = el('div', { class: 'content' });

function draw(message: InspectorHostMessage): void {
  switch (message.type) {
    case 'frame':
      setText(title, message.title);
      setText(subtitle, message.subtitle);
      setText(refresh, message.refresh);
      refresh.hidden = false;
      break;
    case 'loading':
      content.setAttribute('aria-busy', 'true');
      failure.replaceChildren();
      setText(status, message.text);
      break;
    case 'sections':
      content.removeAttribute('aria-busy');
      failure.replaceChildren();
      content.replaceChildren(...message.sections.map(sectionOf));
      setText(status, message.text);
      break;
    case 'failed':
      content.removeAttribute('aria-busy');
      // What was read before is not true any more.
      content.replaceChildren();
      setText(status, '');
      failure.replaceChildren(
        el('p', {}, el('strong', {}, message.happened)),
        el('p', {}, message.toDo),
        ...message.actions.map(({ id, label }) => button(label, 'action', () => send({ type: 'action', action: id }))),
      );
      break;
  }
}

function sectionOf({ heading, facts, table, notes }: InspectorSection, at: number): HTMLElement {
  const id = `section-${at}`;
  return el(
    'section',
    { 'aria-labelledby': id },
    el('h2', { id }, heading),
    facts.length === 0 ? undefined : factsOf(facts),
    table && tableOf(table),
    ...notes.map(({ text, tone }) => el('p', { class: `note ${tone}` }, mark(tone), text)),
  );
}

function factsOf(facts: InspectorSection['facts']): HTMLElement {
  const list = el('dl');
  for (const { label, value, code } of facts) {
    list.append(el('dt', {}, label), el('dd', {}, code ? el('code', {}, value) : value));
  }
  return list;
}

function tableOf({ caption, columns, rows }: NonNullable<InspectorSection['table']>): HTMLElement {
  const head = el('tr', {}, ...columns.map((column) => el('th', { scope: 'col' }, column)));
  const lines = rows.map(({ cells, tone }) => {
    const [name = '', ...rest] = cells;
    const last = rest.length - 1;
    return el(
      'tr',
      {},
      el('th', { scope: 'row' }, el('code', {}, name)),
      ...rest.map((cell, at) => (at === last ? el('td', { class: tone }, mark(tone), cell) : el('td', {}, cell))),
    );
  });
  return el('table', {}, el('caption', {}, caption), el('thead', {}, head), el('tbody', {}, ...lines));
}

function mark(tone: Tone): HTMLElement {
  return el('span', { class: 'mark', 'aria-hidden': 'true' }, marks[tone]);
}

refresh.hidden = true;
const header = el('header', {}, el('div', {}, title, subtitle), refresh);
document.getElementById('app')?.replaceChildren(header, status, el('main', {}, failure, content));
window.addEventListener('message', (event: MessageEvent<InspectorHostMessage>) => draw(event.data));
send({ type: 'ready' });
