import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { isCode } from './systemError';

/** A process of this computer, told apart from later ones that the system gives the same id. */
export interface ProcessMark {
  pid: number;
  /** When it began, in ms since 1970 by the clock of that time. */
  started: number;
  /** What the system itself says of its beginning, as 12 hex digits; missing where it says nothing. Needs no clock. */
  birth?: string;
}

/** The system's clock may have been set meanwhile by so much; ms. */
const clockMarginMs = 600_000;

/** This process as locks name it. */
export const thisProcess = { pid: process.pid, started: Math.round(performance.timeOrigin) };

/** This process as it is told apart for good: reads from the system. */
export function markOfThisProcess(): ProcessMark {
  const birth = birthOf(process.pid);
  return { ...thisProcess, ...(birth === undefined ? {} : { birth }) };
}

/** Whether a process of this id runs, be it somebody else's. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

/** Whether this very process runs. Where the system says nothing of its beginning, another one with its id counts until the next boot. */
export function isAlive({ pid, started, birth }: ProcessMark): boolean {
  if (!isRunning(pid)) return false;
  const now = birth === undefined ? undefined : birthOf(pid);
  if (now !== undefined) return now === birth;
  return started > Date.now() - uptime() * 1000 - clockMarginMs;
}

/** Of Linux alone: the boot and the tick of it at which a process began (proc(5): /proc/pid/stat, field 22). */
function birthOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets, which may hold spaces and brackets itself.
    const tick = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return tick === undefined ? undefined : createHash('sha256').update(`${boot} ${tick}`).digest('hex').slice(0, 12);
  } catch {
    // No such system, or it tells us nothing of other people's processes.
    return undefined;
  }
}
