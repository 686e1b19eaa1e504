import { posted, responseXml, rightful } from './samlBuilder';
import { verdict } from './verdict';

// Run by samlLibrary.test.ts as a process of its own; says what came out of a good and a bad response.
void (async () => {
  console.log(JSON.stringify([await verdict(rightful()), await verdict(posted(responseXml('')))]));
})();
