import { accessPicture } from '../../access/readAccess';
import type { AccessPicture } from '../../access/accessPicture';
import { Cancelled } from '../../core/failure';
import type { Target } from '../../core/warehouse';
import type { AccountService } from '../accounts/accountService';

/** Asks the warehouse, and puts what it says beside the session that it was asked with. Rejects with Failure or Cancelled. */
export async function readAccess(
  accounts: AccountService,
  target: Target,
  signal: AbortSignal,
): Promise<AccessPicture> {
  const { accountId, warehouse, database } = target;
  const redshift = await accounts.redshiftFor(accountId);
  const report = await redshift.accessReport(warehouse, database, signal);
  const session = await accounts.session(accountId);
  // Signed out meanwhile.
  if (!session) throw new Cancelled();
  return accessPicture(session, accounts.profileOf(session).name, warehouse, report, accounts.time.now());
}
