import { l10n, type Uri } from 'vscode';
import type { Disposable } from '../../core/ports';
import { warehouseKey, type Target, type WarehouseRef } from '../../core/warehouse';
import { chooseAccount } from '../accounts/accountPicker';
import type { AccountService } from '../accounts/accountService';
import { chooseWarehouse } from '../accounts/warehousePicker';
import { loadFaces } from '../faces';
import type { Messages } from '../messages';
import type { InspectorPanel } from './inspectorPanel';

/** Where to look; a node of the tree, or nothing from the palette. */
export interface InspectorPlace {
  accountId?: string;
  warehouse?: WarehouseRef;
  database?: string;
}

/** The open role inspectors, one for each account and database. */
export class RoleInspector implements Disposable {
  readonly #panels = new Map<string, InspectorPanel>();

  constructor(
    private readonly accounts: AccountService,
    private readonly messages: Messages,
    private readonly extensionUri: Uri,
  ) {}

  /** Opens the inspector; asks for what the place leaves open. Rejects with Failure or Cancelled. */
  async open(place: InspectorPlace = {}): Promise<void> {
    const title = l10n.t('Role Inspector');
    const session = await chooseAccount(this.accounts, title, place.accountId);
    const accountId = session.account.id;
    const warehouse = place.warehouse ?? (await chooseWarehouse(this.accounts, title, accountId));
    const target: Target = { accountId, warehouse, database: place.database ?? warehouse.database };
    const { InspectorPanel } = await loadFaces();
    const key = [accountId, warehouseKey(warehouse), target.database].join('\n');
    const present = this.#panels.get(key);
    if (present) present.reveal();
    else {
      const { accounts, messages, extensionUri } = this;
      const onClosed = (): void => void this.#panels.delete(key);
      this.#panels.set(key, new InspectorPanel({ accounts, messages, extensionUri }, session, target, onClosed));
    }
  }

  dispose(): void {
    for (const panel of [...this.#panels.values()]) panel.dispose();
  }
}
