import { createHash, randomBytes } from 'node:crypto';
import type { ProcessMark } from './liveness';

/**
 * A window's file of the ledger: its name says whose it is, so that a rename takes it over, and nobody has to be asked.
 * `pid-started-birth-random.log`; a `.once` file has a key that lives in its window alone.
 */
export interface LedgerName {
  name: string;
  owner: ProcessMark;
  isVolatile: boolean;
  /** Left by a window that was writing a file anew. */
  isUnfinished: boolean;
}

const form = /^(\d+)-(\d+)-([0-9a-f]{12}|x)-[0-9a-f]{16}\.(log|once)(\.part)?$/;

/** A new name for a file of this process. */
export function newLedgerName(owner: ProcessMark, isVolatile: boolean): LedgerName {
  const { pid, started, birth } = owner;
  const name = `${pid}-${started}-${birth ?? 'x'}-${randomBytes(8).toString('hex')}.${isVolatile ? 'once' : 'log'}`;
  return { name, owner, isVolatile, isUnfinished: false };
}

/** Undefined for what is no file of the ledger. */
export function readLedgerName(name: string): LedgerName | undefined {
  const [, pid, started, birth, kind, part] = form.exec(name) ?? [];
  if (pid === undefined) return undefined;
  const owner = { pid: Number(pid), started: Number(started), ...(birth === 'x' ? {} : { birth: String(birth) }) };
  return { name, owner, isVolatile: kind === 'once', isUnfinished: part !== undefined };
}

/** The folder of an account's files below that of the ledger. */
export function ledgerFolderName(accountId: string): string {
  return createHash('sha256').update(accountId).digest('hex').slice(0, 32);
}

/** The order in which windows began. */
export function byBeginning(one: LedgerName, other: LedgerName): number {
  return one.owner.started - other.owner.started || (one.name < other.name ? -1 : 1);
}
