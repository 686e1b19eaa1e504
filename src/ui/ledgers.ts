import { Uri, type ExtensionContext } from 'vscode';
import type { Clock, Disposable, Log } from '../core/ports';
import { RowFiles } from '../rows/rowFiles';
import { RowSpace } from '../rows/rowSpace';
import { RunLedger } from '../run/runLedger';
import { DataKeys, type DataKey } from '../store/dataKeys';
import { LedgerFiles } from '../store/ledgerFiles';
import { secretsOf } from './secrets';

/** What is kept of runs and of their results on disk, encrypted, with its keys in the secret storage. */
export interface Ledgers extends Disposable {
  readonly runs: RunLedger;
  /** The rows of this window's results; on disk as far as memory is too small for them, and gone with the window. */
  readonly rows: RowSpace;
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
  const rows = new RowSpace({
    files: new RowFiles({ folder: Uri.joinPath(globalStorageUri, 'rows').fsPath, keyOf: keyOfRows(keys), log }),
    log,
  });
  const letGo = async (accountId: string): Promise<void> => {
    runs.forgetAccount(accountId);
    await runs.written();
    await files.forget(accountId);
    await rows.forget(accountId);
  };
  return {
    runs,
    rows,
    letGo,
    forget: async (accountId) => {
      await letGo(accountId);
      await keys.delete(accountId);
    },
    dispose: () => {
      rows.dispose();
      runs.dispose();
      keys.dispose();
      // What was written stays; a window that is closed has no time to wait for more.
      files.close().catch((error: unknown) => log.debug(`ledgers at the end: ${String(error)}`));
    },
  };
}

/**
 * The account's key, which its ledger has made, else one in memory: this window alone reads its files of rows, and no key is stored for
 * them, which on web hosts could take the place of another window's.
 */
function keyOfRows(keys: DataKeys): (accountId: string) => Promise<DataKey> {
  return async (accountId) => {
    // Where the storage refuses, the one in memory serves.
    const [stored] = await keys.known(accountId).catch(() => []);
    return stored ?? keys.volatile(accountId);
  };
}
