import { Uri, type ExtensionContext } from 'vscode';
import type { Clock, Disposable, Log } from '../core/ports';
import { RunLedger } from '../run/runLedger';
import { DataKeys } from '../store/dataKeys';
import { LedgerFiles } from '../store/ledgerFiles';
import { secretsOf } from './secrets';

/** What is kept of runs on disk, encrypted, with its keys in the secret storage. */
export interface Ledgers extends Disposable {
  readonly runs: RunLedger;
  /** Removes all of an account: first its files, then their keys. Rejects with the system's error, or Failure secrets.unavailable. */
  forget(accountId: string): Promise<void>;
}

/** Nothing is read or made before the first run. */
export function openLedgers({ globalStorageUri, secrets }: ExtensionContext, clock: Clock, log: Log): Ledgers {
  const keys = new DataKeys(secretsOf(secrets), log);
  const files = new LedgerFiles(Uri.joinPath(globalStorageUri, 'runs').fsPath, keys, log);
  const runs = new RunLedger(files, clock, log);
  return {
    runs,
    forget: async (accountId) => {
      runs.forgetAccount(accountId);
      await runs.written();
      await files.forget(accountId);
      await keys.delete(accountId);
    },
    dispose: () => {
      runs.dispose();
      keys.dispose();
      // What was written stays; a window that is closed has no time to wait for more.
      files.close().catch((error: unknown) => log.debug(`ledgers at the end: ${String(error)}`));
    },
  };
}
