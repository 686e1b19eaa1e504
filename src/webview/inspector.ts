import './inspector/inspector.css';
import { Host } from './inspector/host';
import { Language } from './inspector/language';
import { InspectorPage } from './inspector/page';

const host = new Host(acquireVsCodeApi());
let page: InspectorPage | undefined;

/** Said again until it is answered: what is sent while the panel is being shown can get lost. */
const sayAgainMs = 1_000;
const ready = (): void => host.send({ type: 'ready' });
const waiting = window.setInterval(ready, sayAgainMs);

host.onMessage((message) => {
  if (message.type !== 'init') page?.take(message);
  else if (page === undefined) {
    window.clearInterval(waiting);
    const app = document.getElementById('app');
    if (app) page = new InspectorPage(app, message, new Language(message.texts, message.locale), host);
  }
});
ready();
