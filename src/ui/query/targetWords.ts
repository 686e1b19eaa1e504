import { l10n } from 'vscode';
import type { Target, WarehouseRef } from '../../core/warehouse';

/** The kind of a warehouse in words. */
export function kindWords({ kind }: Pick<WarehouseRef, 'kind'>): string {
  return kind === 'cluster' ? l10n.t('cluster') : l10n.t('serverless workgroup');
}

/** Where statements go, on one line: account, warehouse and database. */
export function targetWords(accountLabel: string, { warehouse, database }: Omit<Target, 'accountId'>): string {
  return `${accountLabel} · ${warehouse.name}/${database}`;
}
