import './denied.css';
import type { DeniedAsk, DeniedHostMessage, DeniedPageMessage, DeniedView } from './deniedProtocol';
import { button, el, setText } from './dom';

const editor = acquireVsCodeApi();
const send = (message: DeniedPageMessage): void => editor.postMessage(message);

// Read aloud by the words beside them; colour alone says nothing to many.
const marks = { has: '✓', lacks: '✗', unknown: '?' } as const;

const title = el('h1');
const subtitle = el('p', { class: 'subtitle' });
const refresh = button('', 'refresh', () => send({ type: 'refresh' }));
const status = el('p', { class: 'status', role: 'status' });
const failure = el('div', { class: 'failure', role: 'alert' });
const content = el('div', { class: 'content' });

function draw(message: DeniedHostMessage): void {
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
    case 'view':
      content.removeAttribute('aria-busy');
      failure.replaceChildren();
      content.replaceChildren(...partsOf(message.view));
      setText(status, message.text);
      break;
    case 'status':
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
        ...message.actions.map(({ id, label }) => button(label, 'primary', () => send({ type: 'action', action: id }))),
      );
      break;
  }
}

function partsOf({ summary, message, facts, needs, holders, notes, asks }: DeniedView): HTMLElement[] {
  const list = el('dl');
  if (message) list.append(el('dt', {}, message.label), el('dd', {}, el('code', {}, message.text)));
  for (const { label, value, code } of facts) {
    list.append(el('dt', {}, label), el('dd', {}, code ? el('code', {}, value) : value));
  }
  return [
    el('p', { class: 'summary' }, summary),
    ...(asks.parts.length === 0 ? [] : [el('p', { class: 'buttons' }, ...asks.parts.flatMap(buttonsOf))]),
    list,
    ...(needs.rows.length === 0 ? [] : [section('needs', needs.heading, needsOf(needs.rows))]),
    ...(holders === undefined ? [] : [section('holders', holders.heading, tableOf(holders))]),
    ...(notes.length === 0 ? [] : [el('ul', { class: 'notes' }, ...notes.map((note) => el('li', {}, note)))]),
    ...(asks.parts.length === 0 ? [] : [section('asks', asks.heading, ...asks.parts.map(askOf))]),
  ];
}

function section(id: string, heading: string, ...children: HTMLElement[]): HTMLElement {
  return el('section', { 'aria-labelledby': id }, el('h2', { id }, heading), ...children);
}

function needsOf(rows: DeniedView['needs']['rows']): HTMLElement {
  return el(
    'ul',
    { class: 'needs' },
    ...rows.map(({ text, state, words }) =>
      el(
        'li',
        { class: state },
        el('span', { class: 'mark', 'aria-hidden': 'true' }, marks[state]),
        ' ',
        el('code', {}, text),
        ' ',
        el('span', { class: 'words' }, words),
      ),
    ),
  );
}

function tableOf({ heading, columns, rows }: NonNullable<DeniedView['holders']>): HTMLElement {
  const head = el('tr', {}, ...columns.map((column) => el('th', { scope: 'col' }, column)));
  const lines = rows.map(([name = '', ...cells]) =>
    el('tr', {}, el('th', { scope: 'row' }, el('code', {}, name)), ...cells.map((cell) => el('td', {}, cell))),
  );
  return el('table', { 'aria-label': heading }, el('thead', {}, head), el('tbody', {}, ...lines));
}

function buttonsOf({ copy, mail }: DeniedAsk, at: number): HTMLElement[] {
  return [
    button(copy.label, at === 0 ? 'primary' : '', () => send({ type: 'copy', id: copy.id })),
    ...(mail === undefined ? [] : [el('a', { class: 'button', href: mail.link }, mail.label)]),
  ];
}

function askOf({ heading, text, warning }: DeniedAsk, at: number): HTMLElement {
  const id = `ask-${at}`;
  return el(
    'div',
    { class: 'ask', role: 'group', 'aria-labelledby': id },
    el('h3', { id }, heading),
    // By keyboard it can be scrolled.
    el('pre', { tabindex: 0, 'aria-labelledby': id }, text),
    warning === undefined ? undefined : el('p', { class: 'warning' }, warning),
  );
}

refresh.hidden = true;
const header = el('header', {}, el('div', {}, title, subtitle), refresh);
document.getElementById('app')?.replaceChildren(header, status, el('main', {}, failure, content));
window.addEventListener('message', (event: MessageEvent<DeniedHostMessage>) => draw(event.data));
send({ type: 'ready' });
