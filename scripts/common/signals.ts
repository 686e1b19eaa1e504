import { endAll } from './children';
import { say, wordsOf } from './say';

const exitCodes: Partial<Record<NodeJS.Signals, number>> = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/**
 * Runs a program until it is done or a signal tells it to end; then ends everything that it started.
 * @param program gets an AbortSignal that is aborted by SIGINT, SIGTERM and SIGHUP
 * @returns the exit code: the program's own, or 128 + the signal's number
 */
export async function untilSignalled(program: (signal: AbortSignal) => Promise<number>): Promise<number> {
  const controller = new AbortController();
  let signalled: NodeJS.Signals | undefined;
  const onSignal = (name: NodeJS.Signals): void => {
    signalled ??= name;
    controller.abort();
  };
  for (const name of Object.keys(exitCodes)) process.on(name, onSignal);
  try {
    const code = await program(controller.signal);
    return signalled === undefined ? code : (exitCodes[signalled] ?? code);
  } catch (error) {
    if (signalled !== undefined) return exitCodes[signalled] ?? 1;
    say(wordsOf(error));
    return 1;
  } finally {
    await endAll();
    for (const name of Object.keys(exitCodes)) process.off(name, onSignal);
  }
}

/** Resolves when the signal is aborted, or is already. */
export function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      resolve();
    };
    if (signal.aborted) done();
    else signal.addEventListener('abort', done, { once: true });
  });
}
