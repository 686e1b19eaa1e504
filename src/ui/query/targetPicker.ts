import { l10n } from 'vscode';
import { Failure } from '../../core/failure';
import type { Session } from '../../core/session';
import { warehouseKey, type Target, type WarehouseRef } from '../../core/warehouse';
import { chooseAccount } from '../accounts/accountPicker';
import type { AccountService } from '../accounts/accountService';
import { warehousesOf } from '../accounts/warehouses';
import type { Messages } from '../messages';
import { pickStep, type Choice } from './pickStep';
import { kindWords, targetWords } from './targetWords';

/** Database of a warehouse that was typed in by hand. */
const usualDatabase = 'dev';

type WarehouseChoice = { kind: 'warehouse'; warehouse: WarehouseRef } | { kind: 'whole'; target: Target };

/** Asks where the statements of a file go: account, warehouse, database. What cannot be listed can be typed in. */
export class TargetPicker {
  constructor(
    private readonly accounts: AccountService,
    private readonly messages: Messages,
  ) {}

  /**
   * @param present where the file's statements go now, or where others went last: offered first
   * @throws Failure `account.none` or that of the listing; Cancelled
   */
  async pick(file: string, present: Target | undefined): Promise<Target> {
    const title = l10n.t('Run {0} on', file);
    const session = await chooseAccount(this.accounts, title);
    for (;;) {
      const chosen = await this.#pickWarehouse(title, session, present);
      if (chosen.kind === 'whole') return chosen.target;
      const database = await this.#pickDatabase(title, session, chosen.warehouse, present);
      if (database !== 'back')
        return { accountId: session.account.id, warehouse: chosen.warehouse, database: database.name };
    }
  }

  async #pickWarehouse(title: string, session: Session, present: Target | undefined): Promise<WarehouseChoice> {
    const accountId = session.account.id;
    const again = present?.accountId === accountId ? present : undefined;
    const choice = await pickStep<WarehouseChoice>({
      title: `${title} (${session.account.label})`,
      placeholder: l10n.t('Choose a cluster or workgroup, or type its name'),
      canGoBack: false,
      first: again === undefined ? [] : lastUsed(session.account.label, again),
      load: async (signal) => {
        const { warehouses, failures } = await warehousesOf(this.accounts, accountId, signal);
        return [...warehouses.map(warehouseChoice), ...failures.flatMap((each) => this.#failed(each))];
      },
      typed: (name) =>
        (['cluster', 'workgroup'] as const).map((kind) => {
          const warehouse: WarehouseRef = { kind, name, database: usualDatabase };
          return { ...warehouseChoice(warehouse), label: `$(edit) ${name}`, alwaysShow: true };
        }),
    });
    if (choice === 'back') throw new Failure('internal.unexpected', { doing: title });
    return choice;
  }

  async #pickDatabase(
    title: string,
    { account }: Session,
    warehouse: WarehouseRef,
    present: Target | undefined,
  ): Promise<{ name: string } | 'back'> {
    const own = present?.accountId === account.id && warehouseKey(present.warehouse) === warehouseKey(warehouse);
    const likely = own ? present.database : warehouse.database;
    return pickStep<{ name: string }>({
      title: `${title} (${account.label} · ${warehouse.name})`,
      placeholder: l10n.t('Choose a database, or type its name'),
      canGoBack: true,
      first: [{ label: likely, value: { name: likely } }],
      load: async (signal) => {
        try {
          const redshift = await this.accounts.redshiftFor(account.id);
          const names = await redshift.databases(warehouse, signal);
          return names.filter((name) => name !== likely).map((name) => ({ label: name, value: { name } }));
        } catch (error) {
          return this.#failed(error);
        }
      },
      typed: (name) => [
        { label: `$(edit) ${name}`, description: l10n.t('database'), alwaysShow: true, value: { name } },
      ],
    });
  }

  /** What went wrong, as an entry that says more when it is picked; what can be listed or typed in stays of use. */
  #failed(error: unknown): Choice<never>[] {
    const doing = l10n.t('listing warehouses and databases');
    const text = this.messages.textOf(error, doing);
    if (text === undefined) return [];
    const tells = (): unknown => this.messages.showFailure(error, doing);
    return [{ label: `$(warning) ${text.happened}`, detail: text.toDo, alwaysShow: true, tells }];
  }
}

function warehouseChoice(warehouse: WarehouseRef): Choice<WarehouseChoice> {
  return {
    label: warehouse.name,
    description: kindWords(warehouse),
    value: { kind: 'warehouse', warehouse },
  };
}

function lastUsed(accountLabel: string, target: Target): Choice<WarehouseChoice>[] {
  return [
    {
      label: targetWords(accountLabel, target),
      description: l10n.t('used last'),
      value: { kind: 'whole', target },
    },
  ];
}
