import './results/results.css';
import { Host } from './results/host';
import { Language } from './results/language';
import { ResultsPage } from './results/page';

const host = new Host(acquireVsCodeApi());
let page: ResultsPage | undefined;

host.onMessage((message) => {
  if (message.type !== 'init') page?.take(message);
  else if (page === undefined) {
    const app = document.getElementById('app');
    if (app !== null) page = new ResultsPage(app, new Language(message.texts, message.locale), host);
  }
});
host.send({ type: 'ready' });
