import './setup.css';
import '../editorApi';
import { button, el, setText } from '../dom';
import type { SetupHostMessage, SetupPageMessage } from '../setupProtocol';
import { SetupForm } from './form';
import { stepsOf } from './steps';

const editor = acquireVsCodeApi();
const send = (message: SetupPageMessage): void => editor.postMessage(message);

const status = el('p', { class: 'status', role: 'status' });
const warnings = el('ul', { class: 'warnings' });
const write = button('', 'action', () => send({ type: 'write' }));
const steps = el('div', { class: 'steps' });
const result = el('div', { class: 'result' }, warnings, el('p', {}, write), steps);
let form: SetupForm | undefined;
/** The person asked for the texts: then the first problem gets the focus. */
let asked = false;

function draw(message: SetupHostMessage): void {
  switch (message.type) {
    case 'form': {
      const { title, lead, submit } = message.form;
      form = new SetupForm(message.form, message.values, (values) => send({ type: 'changed', values }));
      const element = el('form', { novalidate: true, 'aria-label': title }, ...form.elements);
      element.append(el('button', { type: 'submit', class: 'action' }, submit));
      element.addEventListener('change', () => form?.changed());
      element.addEventListener('submit', (event) => {
        event.preventDefault();
        asked = true;
        if (form) send({ type: 'submit', values: form.values() });
      });
      const header = el('header', {}, el('h1', {}, title), el('p', { class: 'lead' }, lead));
      document.getElementById('app')?.replaceChildren(header, el('main', {}, element, result, status));
      break;
    }
    case 'result':
      form?.showProblems(message.problems, asked);
      asked = false;
      setText(status, message.status);
      setText(write, message.write);
      result.hidden = message.steps.length === 0;
      warnings.replaceChildren(...message.warnings.map((text) => el('li', {}, text)));
      steps.replaceChildren(...stepsOf(message.steps, (id) => send({ type: 'copy', id })));
      break;
    case 'status':
      setText(status, message.text);
      break;
  }
}

result.hidden = true;
window.addEventListener('message', (event: MessageEvent<SetupHostMessage>) => draw(event.data));
send({ type: 'ready' });
