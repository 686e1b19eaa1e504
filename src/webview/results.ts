import './results/results.css';
import { Host } from './results/host';
import { Language } from './results/language';
import { ResultsPage } from './results/page';

const host = new Host(acquireVsCodeApi());
let page: ResultsPage | undefined;

/** Said again until it is answered: what is sent while the view is being shown can get lost. */
const sayAgainMs = 1_000;
const ready = (): void => host.send({ type: 'ready' });
const waiting = window.setInterval(ready, sayAgainMs);

host.onMessage((message) => {
  if (message.type !== 'init') page?.take(message);
  else if (page === undefined) {
    window.clearInterval(waiting);
    const app = document.getElementById('app');
    if (app !== null) page = new ResultsPage(app, new Language(message.texts, message.locale), host);
  }
});
ready();
