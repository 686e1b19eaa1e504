import { Failure, throwIfCancelled } from '../../core/failure';
import type { AccountService } from '../accounts/accountService';
import type { FileSessionView } from '../query/fileRun';
import { failedNode, sessionNodes, unlistedNodes } from './nodeMapping';
import type { AccountNode, SessionsNode } from './nodes';

/** What the loaders need of the account service. */
export type LoaderAccounts = Pick<AccountService, 'sessions' | 'session' | 'isExpired' | 'redshiftFor'>;

/** Of one account: its sessions; of several: a node for each. Failures become nodes. Rejects with Cancelled alone. */
export async function loadTop(
  accounts: LoaderAccounts,
  files: () => readonly FileSessionView[],
  signal: AbortSignal,
): Promise<SessionsNode[]> {
  try {
    const sessions = await accounts.sessions();
    const [only] = sessions;
    if (only !== undefined && sessions.length === 1)
      return await loadSessions(accounts, files, only.account.id, signal);
    return sessions.map(({ account }): AccountNode => {
      return { kind: 'account', id: account.id, accountId: account.id, label: account.label };
    });
  } catch (error) {
    throwIfCancelled(signal);
    return [failedNode('', error)];
  }
}

/** The open sessions of an account; as {@link loadTop} otherwise. */
export async function loadSessions(
  accounts: LoaderAccounts,
  files: () => readonly FileSessionView[],
  accountId: string,
  signal: AbortSignal,
): Promise<SessionsNode[]> {
  const own = (): FileSessionView[] => files().filter(({ target }) => target.accountId === accountId);
  try {
    // Nobody is asked to sign in by a view that loads by itself.
    const session = await accounts.session(accountId);
    if (session === undefined || accounts.isExpired(session)) {
      throw new Failure('signIn.needed', { account: session?.account.label ?? accountId });
    }
    const redshift = await accounts.redshiftFor(accountId);
    const listed = await redshift.sessions(signal);
    throwIfCancelled(signal);
    return sessionNodes(accountId, listed, own());
  } catch (error) {
    throwIfCancelled(signal);
    return unlistedNodes(accountId, error, own());
  }
}
