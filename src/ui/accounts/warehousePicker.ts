import { l10n, window, type QuickPickItem } from 'vscode';
import { Cancelled, Failure } from '../../core/failure';
import type { WarehouseRef } from '../../core/warehouse';
import type { AccountService } from './accountService';
import { warehousesOf } from './warehouses';

/**
 * The warehouse to work with: the only one of the account, or the one that the person picks. Rejects with the failure of
 * the listing when nothing was found, with `warehouse.none`, or with Cancelled.
 */
export async function chooseWarehouse(
  accounts: AccountService,
  title: string,
  accountId: string,
): Promise<WarehouseRef> {
  const input = window.createQuickPick<QuickPickItem & { warehouse: WarehouseRef }>();
  const listing = new AbortController();
  const chosen = new Promise<WarehouseRef>((resolve, reject) => {
    input.onDidAccept(() => {
      const [item] = input.selectedItems;
      if (item) resolve(item.warehouse);
    });
    input.onDidHide(() => {
      listing.abort();
      reject(new Cancelled());
    });
  });
  // Hidden before there was anything to choose: the listing ends by Cancelled itself.
  chosen.catch(() => undefined);
  Object.assign(input, { title, placeholder: l10n.t('Listing warehouses…'), busy: true, matchOnDescription: true });
  input.show();
  try {
    const { warehouses, failures } = await warehousesOf(accounts, accountId, listing.signal);
    const [only] = warehouses;
    if (!only) throw failures[0] ?? new Failure('warehouse.none', {});
    if (warehouses.length === 1) return only;
    input.items = warehouses.map((warehouse) => ({
      label: warehouse.name,
      description: warehouse.kind === 'cluster' ? l10n.t('cluster') : l10n.t('serverless workgroup'),
      warehouse,
    }));
    input.placeholder = l10n.t('Warehouse');
    input.busy = false;
    return await chosen;
  } finally {
    input.dispose();
  }
}
