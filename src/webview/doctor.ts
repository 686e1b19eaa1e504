import './doctor.css';
import { button, el, setAttribute, setText } from './dom';
import type { DoctorHostMessage, DoctorPageMessage, DoctorStepView, DoctorWords } from './doctorProtocol';

const editor = acquireVsCodeApi();
const send = (type: DoctorPageMessage['type']): void => editor.postMessage({ type });

// Beside the words: colour alone says nothing to many.
const marks: Record<DoctorStepView['state'], string> = {
  waiting: '·',
  running: '…',
  passed: '✓',
  failed: '✗',
  notReached: '–',
};

const title = el('h1');
const subtitle = el('p', { class: 'subtitle' });
const status = el('p', { class: 'status', role: 'status' });
const buttons = {
  cancel: button('', '', () => send('cancel')),
  again: button('', 'action', () => send('again')),
  paste: button('', '', () => send('paste')),
  copy: button('', '', () => send('copy')),
};
const toolbar = el('div', { class: 'toolbar' }, ...Object.values(buttons));
const list = el('ol', { class: 'steps' });
let words: DoctorWords | undefined;
/** What is drawn of each step, so that what stays the same keeps focus and what was opened. */
const drawn = new Map<string, { item: HTMLLIElement; json: string }>();

function draw(message: DoctorHostMessage): void {
  switch (message.type) {
    case 'frame':
      ({ words } = message);
      setText(title, message.title);
      setText(subtitle, message.subtitle);
      setAttribute(list, 'aria-label', words.steps);
      for (const name of ['cancel', 'again', 'paste', 'copy'] as const) setText(buttons[name], words[name]);
      toolbar.hidden = false;
      break;
    case 'steps':
      // Of a step that ended before the page said that it is ready; all steps come again behind the frame.
      if (words === undefined) return;
      buttons.cancel.disabled = !message.running;
      buttons.again.disabled = message.running;
      buttons.copy.disabled = message.running;
      for (const [at, step] of message.steps.entries()) drawStep(step, at);
      setText(status, message.text);
      break;
  }
}

function drawStep(step: DoctorStepView, at: number): void {
  const json = JSON.stringify(step);
  const before = drawn.get(step.id);
  if (before?.json === json) return;
  const item = stepOf(step, at);
  if (before === undefined) list.append(item);
  else before.item.replaceWith(item);
  drawn.set(step.id, { item, json });
}

function stepOf({ title: name, state, stateText, evidence, findings }: DoctorStepView, at: number): HTMLLIElement {
  const id = `step-${at}`;
  return el(
    'li',
    { class: state, 'aria-labelledby': id },
    el(
      'h2',
      { id },
      el('span', { class: 'mark', 'aria-hidden': 'true' }, marks[state]),
      name,
      ' ',
      el('span', { class: 'state' }, stateText),
    ),
    ...findings.map(({ tone, happened, toDo }) =>
      el('div', { class: `finding ${tone}` }, el('p', {}, happened), el('p', { class: 'fix' }, toDo)),
    ),
    evidence.length === 0 ? undefined : seen(evidence, state === 'failed'),
  );
}

function seen(evidence: DoctorStepView['evidence'], open: boolean): HTMLElement {
  const facts = el('dl');
  for (const { label, value } of evidence) facts.append(el('dt', {}, label), el('dd', {}, el('code', {}, value)));
  return el('details', { open }, el('summary', {}, words?.seen ?? ''), facts);
}

toolbar.hidden = true;
document
  .getElementById('app')
  ?.replaceChildren(el('header', {}, title, subtitle, toolbar), status, el('main', {}, list));
window.addEventListener('message', (event: MessageEvent<DoctorHostMessage>) => draw(event.data));
send('ready');
