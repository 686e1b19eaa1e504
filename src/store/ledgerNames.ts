import { createHash } from 'node:crypto';
import type { ProcessMark } from './liveness';
import { newOwnedName, readOwnedName } from './ownedNames';

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

/** A new name for a file of this process. */
export function newLedgerName(owner: ProcessMark, isVolatile: boolean): LedgerName {
  return { name: newOwnedName(owner, isVolatile ? 'once' : 'log'), owner, isVolatile, isUnfinished: false };
}

/** Undefined for what is no file of the ledger. */
export function readLedgerName(name: string): LedgerName | undefined {
  const { owner, ending } = readOwnedName(name) ?? {};
  const [, kind, part] = /^(log|once)(\.part)?$/.exec(ending ?? '') ?? [];
  if (owner === undefined || kind === undefined) return undefined;
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
