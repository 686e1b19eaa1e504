import { randomBytes } from 'node:crypto';
import type { ProcessMark } from './liveness';

const form = /^(\d+)-(\d+)-([0-9a-f]{12}|x)-[0-9a-f]{16}\.([a-z.]+)$/;

/** A new name for a file of a process, which says whose it is: `pid-started-birth-random.ending`. */
export function newOwnedName({ pid, started, birth }: ProcessMark, ending: string): string {
  return `${pid}-${started}-${birth ?? 'x'}-${randomBytes(8).toString('hex')}.${ending}`;
}

/** Undefined for what has no such name. */
export function readOwnedName(name: string): { owner: ProcessMark; ending: string } | undefined {
  const [, pid, started, birth, ending] = form.exec(name) ?? [];
  if (pid === undefined || ending === undefined) return undefined;
  return {
    owner: { pid: Number(pid), started: Number(started), ...(birth === 'x' ? {} : { birth: String(birth) }) },
    ending,
  };
}
