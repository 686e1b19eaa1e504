import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';

/** How a process ended; `error` when it could not be started at all. */
export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
  error?: Error;
}

/** A process with all that it starts itself. */
export interface Child {
  readonly process: ChildProcess;
  /** Resolves when it and all that it left have ended, by themselves or by `end`; never rejects. */
  readonly ended: Promise<Ending>;
  /** Asks it to end, and ends it and its group by force when it has not after `patience` ms. */
  end(patience?: number): Promise<void>;
}

const running = new Set<Child>();
const grouped = process.platform !== 'win32';

/** ms that what a process leaves behind has to end by itself. */
const grace = 3000;

/** Starts a process in a group of its own, so that nothing of it outlives us. */
export function startChild(command: string, args: readonly string[], options: SpawnOptions = {}): Child {
  const spawned = spawn(command, args, { ...options, detached: grouped });
  const own = new Promise<Ending>((resolve) => {
    spawned.once('error', (error) => {
      resolve({ code: null, signal: null, error });
    });
    spawned.once('exit', (code, signal) => {
      resolve({ code, signal });
    });
  });
  const ended = own.then(async (ending) => {
    await sweep(spawned);
    running.delete(child);
    return ending;
  });
  const child: Child = {
    process: spawned,
    ended,
    async end(patience = 5000) {
      if (!running.has(child)) return;
      signalGroup(spawned, 'SIGTERM');
      const timer = setTimeout(() => {
        signalGroup(spawned, 'SIGKILL');
      }, patience);
      await own;
      clearTimeout(timer);
      await ended;
    },
  };
  running.add(child);
  return child;
}

/** Ends what a process has left in its group: asked first, since it may have to end others itself. */
async function sweep(spawned: ChildProcess): Promise<void> {
  const end = Date.now() + grace;
  while (grouped && signalGroup(spawned, 'SIGTERM')) {
    if (Date.now() > end) {
      signalGroup(spawned, 'SIGKILL');
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Ends everything that `startChild` started and that still runs. */
export async function endAll(): Promise<void> {
  await Promise.all([...running].map((child) => child.end()));
}

// However this process ends (short of SIGKILL), its children do too.
process.once('exit', () => {
  for (const child of running) signalGroup(child.process, 'SIGKILL');
});

/** False when there is nobody left to take it. */
function signalGroup(spawned: ChildProcess, signal: NodeJS.Signals): boolean {
  if (spawned.pid === undefined) return false;
  if (!grouped) return spawned.kill(signal);
  try {
    return process.kill(-spawned.pid, signal);
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
}

/** ESRCH: nobody left in the group. EPERM: only a zombie or a process that changed its user, which its parent ends. */
function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ESRCH' || error.code === 'EPERM');
}
