import { Failure } from '../../core/failure';
import { warehouseKey } from '../../core/warehouse';
import type { WarehouseListing } from '../../redshift/redshift';
import type { AccountService } from './accountService';

/**
 * The warehouses of an account: those that AWS lists to it, and those that its profile names for who may not list them.
 * What the profile says of a warehouse (its database) goes before what AWS says. Rejects as `redshiftFor` does.
 */
export async function warehousesOf(
  accounts: Pick<AccountService, 'session' | 'profileOf' | 'redshiftFor'>,
  accountId: string,
  signal: AbortSignal,
): Promise<WarehouseListing> {
  const redshift = await accounts.redshiftFor(accountId);
  const session = await accounts.session(accountId);
  if (!session) throw new Failure('signIn.needed', { account: accountId });
  const typedIn = accounts.profileOf(session).warehouses;
  const { warehouses: listed, failures } = await redshift.listWarehouses(signal);
  const known = new Set(typedIn.map(warehouseKey));
  return { warehouses: [...typedIn, ...listed.filter((each) => !known.has(warehouseKey(each)))], failures };
}
