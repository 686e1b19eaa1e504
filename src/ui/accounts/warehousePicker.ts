import { l10n, ProgressLocation, window } from 'vscode';
import { Cancelled, Failure } from '../../core/failure';
import type { WarehouseRef } from '../../core/warehouse';
import { withSignal } from '../cancellation';
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
  const { warehouses, failures } = await window.withProgress(
    { location: ProgressLocation.Notification, title: l10n.t('Listing warehouses…'), cancellable: true },
    (_progress, token) => withSignal(token, (signal) => warehousesOf(accounts, accountId, signal)),
  );
  const [only] = warehouses;
  if (!only) throw failures[0] ?? new Failure('warehouse.none', {});
  if (warehouses.length === 1) return only;
  const items = warehouses.map((warehouse) => ({
    label: warehouse.name,
    description: warehouse.kind === 'cluster' ? l10n.t('cluster') : l10n.t('serverless workgroup'),
    warehouse,
  }));
  const chosen = await window.showQuickPick(items, {
    title,
    placeHolder: l10n.t('Warehouse'),
    matchOnDescription: true,
  });
  if (!chosen) throw new Cancelled();
  return chosen.warehouse;
}
