import { Failure, throwIfCancelled } from '../../core/failure';
import type { Session } from '../../core/session';
import { warehousesOf } from '../accounts/warehouses';
import type { AccountService } from '../accounts/accountService';
import {
  accountNode,
  columnNodes,
  databaseNodes,
  failedNode,
  relationNodes,
  schemaNodes,
  warehouseNodes,
} from './nodeMapping';
import type { ParentNode, TreeNode } from './nodes';

/** What the loaders need of the account service. */
export type LoaderAccounts = Pick<AccountService, 'sessions' | 'session' | 'isExpired' | 'profileOf' | 'redshiftFor'>;

/** Children of a node, and whether they are worth keeping: what failed is asked for again the next time. */
export interface Loaded {
  nodes: TreeNode[];
  complete: boolean;
}

/**
 * Loads the children of a node (of nothing: the accounts). A failure becomes a node in their place. Rejects with Cancelled
 * alone.
 */
export async function loadChildren(
  accounts: LoaderAccounts,
  parent: ParentNode | undefined,
  signal: AbortSignal,
): Promise<Loaded> {
  try {
    const nodes = parent ? await childrenOf(accounts, parent, signal) : await accountNodes(accounts);
    throwIfCancelled(signal);
    return { nodes, complete: nodes.every(({ kind }) => kind !== 'failed') };
  } catch (error) {
    throwIfCancelled(signal);
    return { nodes: [failedNode(parent, error)], complete: false };
  }
}

async function accountNodes(accounts: LoaderAccounts): Promise<TreeNode[]> {
  const sessions = await accounts.sessions();
  return sessions.map((session) =>
    accountNode(session, { profile: profileName(accounts, session), expired: accounts.isExpired(session) }),
  );
}

function profileName(accounts: LoaderAccounts, session: Session): string {
  try {
    return accounts.profileOf(session).name;
  } catch (error) {
    // The profile has gone from the settings; the account is still there to sign out from.
    if (Failure.has(error, 'profile.unknown')) return session.profileId;
    throw error;
  }
}

/**
 * Rejects with `signIn.needed` where a session is over. The tree loads by itself, when its view comes up or is refreshed: for that, nobody is asked to sign in, it is a node that says so.
 * A session that ends in the middle is another matter: then the work waits for the next one.
 */
export async function expectLive(
  accounts: Pick<LoaderAccounts, 'session' | 'isExpired'>,
  accountId: string,
): Promise<void> {
  const session = await accounts.session(accountId);
  if (session && !accounts.isExpired(session)) return;
  throw new Failure('signIn.needed', { account: session?.account.label ?? accountId });
}

async function childrenOf(accounts: LoaderAccounts, parent: ParentNode, signal: AbortSignal): Promise<TreeNode[]> {
  await expectLive(accounts, parent.accountId);
  if (parent.kind === 'account') return warehouseNodes(parent, await warehousesOf(accounts, parent.accountId, signal));
  const redshift = await accounts.redshiftFor(parent.accountId);
  const { warehouse } = parent;
  switch (parent.kind) {
    case 'warehouse':
      return databaseNodes(parent, await redshift.databases(warehouse, signal));
    case 'database':
      return schemaNodes(parent, await redshift.schemas(warehouse, parent.database, signal));
    case 'schema':
      return relationNodes(parent, await redshift.relations(warehouse, parent.database, parent.schema, signal));
    case 'relation': {
      const { database, schema, relation } = parent;
      return columnNodes(parent, await redshift.columns(warehouse, database, schema, relation.name, signal));
    }
  }
}
