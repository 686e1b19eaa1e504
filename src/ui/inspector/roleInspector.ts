import { l10n, type Uri } from 'vscode';
import type { Disposable } from '../../core/ports';
import type { Session } from '../../core/session';
import { warehouseKey, type Target, type WarehouseRef } from '../../core/warehouse';
import { chooseAccount } from '../accounts/accountPicker';
import type { AccountService } from '../accounts/accountService';
import { chooseWarehouse } from '../accounts/warehousePicker';
import type { GoToSchema } from '../explorer/registerExplorer';
import { loadFaces } from '../faces';
import type { Messages } from '../messages';
import type { AccessReader } from './accessReader';
import type { InspectorPanel } from './inspectorPanel';

/** Where to look; a node of the tree, or nothing from the palette. */
export interface InspectorPlace {
  accountId?: string;
  warehouse?: WarehouseRef;
  database?: string;
}

interface Parts {
  accounts: AccountService;
  reader: AccessReader;
  messages: Messages;
  goToSchema: GoToSchema;
  extensionUri: Uri;
}

/** The open role inspectors, one for each account and database, and comparisons. */
export class RoleInspector implements Disposable {
  readonly #panels = new Map<string, InspectorPanel>();
  readonly #comparisons = new Set<Disposable>();

  constructor(private readonly parts: Parts) {}

  /** Opens the inspector; asks for what the place leaves open. Rejects with Failure or Cancelled. */
  async open(place: InspectorPlace = {}): Promise<void> {
    const { session, target } = await this.#choose(l10n.t('Role Inspector'), place);
    const { InspectorPanel } = await loadFaces();
    const key = JSON.stringify([target.accountId, warehouseKey(target.warehouse), target.database]);
    const present = this.#panels.get(key);
    if (present) present.reveal();
    else {
      const onClosed = (): void => void this.#panels.delete(key);
      this.#panels.set(key, new InspectorPanel(this.parts, session, target, onClosed));
    }
  }

  /** Compares what one may do at a place with something that is asked for. Rejects with Failure or Cancelled. */
  async compare(place: InspectorPlace = {}): Promise<void> {
    const { session, target } = await this.#choose(l10n.t('Compare Access'), place);
    const { chooseSides, ComparisonPanel } = await loadFaces();
    const sides = await chooseSides(this.parts, session, target);
    const panel = new ComparisonPanel(this.parts, sides, () => this.#comparisons.delete(panel));
    this.#comparisons.add(panel);
  }

  dispose(): void {
    for (const panel of [...this.#panels.values(), ...this.#comparisons]) panel.dispose();
  }

  async #choose(title: string, place: InspectorPlace): Promise<{ session: Session; target: Target }> {
    const { accounts } = this.parts;
    const session = await chooseAccount(accounts, title, place.accountId);
    const accountId = session.account.id;
    const warehouse = place.warehouse ?? (await chooseWarehouse(accounts, title, accountId));
    return { session, target: { accountId, warehouse, database: place.database ?? warehouse.database } };
  }
}
