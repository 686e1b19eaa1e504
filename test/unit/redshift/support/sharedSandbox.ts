import { after } from 'mocha';
import { startSandbox, type Sandbox } from '../../../sandbox/start';

let running: Promise<Sandbox> | undefined;

/** The whole sandbox, started once for all test files of a run: it takes seconds. Tests undo the orders that they give it. */
export function sharedSandbox(): Promise<Sandbox> {
  running ??= startSandbox();
  return running;
}

// A hook of the root suite, because the sandbox outlives the file that started it.
after('stop the sandbox', async function () {
  this.timeout(30_000);
  if (running) await (await running).stop();
});
