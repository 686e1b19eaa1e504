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
  /** Resolves when it has ended by itself or by `end`; never rejects. */
  readonly ended: Promise<Ending>;
  /** Asks it to end, and ends it and its group by force when it has not after `patience` ms. */
  end(patience?: number): Promise<void>;
}

const running = new Set<Child>();
const grouped = process.platform !== 'win32';

/** Starts a process in a group of its own, so that nothing of it outlives us. */
export function startChild(command: string, args: readonly string[], options: SpawnOptions = {}): Child {
  const spawned = spawn(command, args, { ...options, detached: grouped });
  const ended = new Promise<Ending>((resolve) => {
    spawned.once('error', (error) => {
      running.delete(child);
      resolve({ code: null, signal: null, error });
    });
    spawned.once('exit', (code, signal) => {
      running.delete(child);
      signalGroup(spawned, 'SIGKILL'); // what it left behind
      resolve({ code, signal });
    });
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
      await ended;
      clearTimeout(timer);
    },
  };
  running.add(child);
  return child;
}

/** Ends everything that `startChild` started and that still runs. */
export async function endAll(): Promise<void> {
  await Promise.all([...running].map((child) => child.end()));
}

// However this process ends (short of SIGKILL), its children do too.
process.once('exit', () => {
  for (const child of running) signalGroup(child.process, 'SIGKILL');
});

function signalGroup(spawned: ChildProcess, signal: NodeJS.Signals): void {
  if (spawned.pid === undefined) return;
  if (!grouped) {
    spawned.kill(signal);
    return;
  }
  try {
    process.kill(-spawned.pid, signal);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/** ESRCH: nobody left in the group. EPERM: only a zombie or a process that changed its user, which its parent ends. */
function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ESRCH' || error.code === 'EPERM');
}
