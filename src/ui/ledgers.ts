import { Uri, type ExtensionContext } from 'vscode';
import type { Clock, Disposable, Log } from '../core/ports';
import { RunLedger } from '../run/runLedger';
import { DataKeys } from '../store/dataKeys';
import { LedgerFiles } from '../store/ledgerFiles';
import { secretsOf } from './secrets';

/** What is kept of runs on disk, encrypted, with its keys in the secret storage. */
export interface Ledgers extends Disposable {
  readonly runs: RunLedger;
  /**
   * Removes the files of an account that is signed out, by another window it may be. The keys are that window's to remove: on web hosts
   * any write here would put this window's old copy of all secrets back.
   */
  letGo(accountId: string): Promise<void>;
  /** Removes all of an account: first its files, then their keys. Rejects with the system's error, or Failure secrets.unavailable. */
  forget(accountId: string): Promise<void>;
}

/** Nothing is read or made before the first run. */
export function openLedgers({ globalStorageUri, secrets }: ExtensionContext, clock: Clock, log: Log): Ledgers {
  const keys = new DataKeys(secretsOf(secrets), log);
  const files = new LedgerFiles(Uri.joinPath(globalStorageUri, 'runs').fsPath, keys, log);
  const runs = new RunLedger(files, clock, log);
  const letGo = async (accountId: string): Promise<void> => {
    runs.forgetAccount(accountId);
    await runs.written();
    await files.forget(accountId);
  };
  return {
    runs,
    letGo,
    forget: async (accountId) => {
      await letGo(accountId);
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
