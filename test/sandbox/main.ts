import { readOptions, UsageError, USAGE } from './options';
import { startSandbox } from './start';

/** The sandbox as a program: one line of JSON on stdout when it is ready; SIGTERM or SIGINT end all. */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const ended = whenToEnd(options.parentPid);
  const starting = startSandbox(options);
  const first = await Promise.race([starting, ended]);
  if (first !== undefined) {
    process.stdout.write(`${JSON.stringify(first.info)}\n`);
    await ended;
  }
  // A signal during the start: what has been started by then is known only when the start is over.
  const sandbox = await starting;
  await sandbox.stop();
}

/** Resolves when the sandbox is told to end, or the process that it belongs to is gone. */
function whenToEnd(parentPid: number | undefined): Promise<undefined> {
  return new Promise((resolve) => {
    const end = (): void => resolve(undefined);
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end);
    if (parentPid === undefined) return;
    setInterval(() => {
      if (!isAlive(parentPid)) end();
    }, 500).unref();
  });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, and not ours.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    if (error instanceof UsageError) console.error(`${error.message}\n\n${USAGE}`);
    else console.error('The sandbox did not start:', error);
    process.exit(error instanceof UsageError ? 2 : 1);
  },
);
