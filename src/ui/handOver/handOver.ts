import { commands as editorCommands, env, l10n, ProgressLocation, ThemeIcon, window } from 'vscode';
import { Cancelled, Failure } from '../../core/failure';
import type { Session } from '../../core/session';
import type { WarehouseRef } from '../../core/warehouse';
import { jdbcProperties, jdbcText, jdbcUrl, type JdbcText, type WrittenNote } from '../../federation/jdbcUrlText';
import type { Redshift, TemporaryPassword, WarehouseAddress } from '../../redshift/redshift';
import { chooseAccount } from '../accounts/accountPicker';
import type { AccountService } from '../accounts/accountService';
import { chooseWarehouse } from '../accounts/warehousePicker';
import { withSignal } from '../cancellation';
import { commands } from '../contributions';
import { askText } from '../profiles/wizardInput';
import { targetWords } from '../query/targetWords';
import { addressText, guessAddress, readAddress, type AddressMemory } from './addresses';
import { writtenNoteText } from './handOverWords';
import { heldForMs, type HeldSecret } from './heldSecret';
import { psqlEnvironment } from './psqlEnvironment';

/** What is handed over; a node of the tree, or nothing from the palette. */
export interface HandOverPlace {
  accountId?: string;
  warehouse?: WarehouseRef;
  database?: string;
}

interface Chosen {
  session: Session;
  warehouse: WarehouseRef;
  database: string;
  /** Account, warehouse and database in words. */
  words: string;
}

export interface HandOverPorts {
  accounts: AccountService;
  addresses: AddressMemory;
  secret: HeldSecret;
  /** The psql of the computer where terminals run. Rejects with Failure `handOver.noPsql`, `handOver.logged`. */
  psql: () => Promise<string>;
}

/** Hands a warehouse over to other tools: what they connect by, and what they log in with. */
export class HandOver {
  constructor(private readonly ports: HandOverPorts) {}

  /** Rejects with Failure or Cancelled; so do the others. */
  async copyJdbcUrl(place: HandOverPlace = {}): Promise<void> {
    const title = l10n.t('Copy as JDBC URL');
    const chosen = await this.#choose(title, place);
    const { session, warehouse, database } = chosen;
    const profile = this.ports.accounts.profileOf(session);
    const form = await askForm(`${title} (${chosen.words})`);
    const told = await inProgress(l10n.t('Asking for the address of {0}', warehouse.name), async (signal) =>
      addressFor(await this.#redshiftOf(session), warehouse, signal),
    );
    const address = told ?? this.#likelyAddress(chosen);
    const text = jdbcText(profile, { warehouse, database, address });
    await env.clipboard.writeText(form(text));
    void window.showInformationMessage(l10n.t('JDBC URL copied. It holds no secrets.'));
    if (text.notes.length > 0) void tellNotes(text.notes, session.account.id);
  }

  async openPsql(place: HandOverPlace = {}): Promise<void> {
    const title = l10n.t('Open psql in Terminal');
    const chosen = await this.#choose(title, place);
    const { session, warehouse, database } = chosen;
    // Before anything is asked for: without it, all else is in vain.
    const program = await this.ports.psql();
    const told = await inProgress(l10n.t('Asking for the address of {0}', warehouse.name), async (signal) =>
      addressFor(await this.#redshiftOf(session), warehouse, signal),
    );
    const address = told ?? (await this.#askAddress(title, chosen));
    const password = await this.#password(chosen);
    window
      .createTerminal({
        name: `psql: ${chosen.words}`,
        iconPath: new ThemeIcon('database'),
        shellPath: program,
        env: psqlEnvironment(address, password, database),
        // A revived terminal would bring the old password along.
        isTransient: true,
      })
      .show();
  }

  async copyPassword(place: HandOverPlace = {}): Promise<void> {
    const title = l10n.t('Copy Temporary Password');
    const chosen = await this.#choose(title, place);
    await confirmCopy(chosen.words);
    const { user, password, expiration } = await this.#password(chosen);
    await this.ports.secret.copy(password);
    const until = new Date(expiration).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
    // A message shows its beginning alone: who to log in as has to be in there.
    void window.showInformationMessage(
      l10n.t('Password copied: log in as “{0}” by {1} ({2}).', user, until, chosen.words),
    );
  }

  async #choose(title: string, place: HandOverPlace): Promise<Chosen> {
    const { accounts } = this.ports;
    const session = await chooseAccount(accounts, title, place.accountId);
    const warehouse = place.warehouse ?? (await chooseWarehouse(accounts, title, session.account.id));
    const database = place.database ?? warehouse.database;
    return { session, warehouse, database, words: targetWords(session.account.label, { warehouse, database }) };
  }

  #redshiftOf({ account }: Session): Promise<Redshift> {
    return this.ports.accounts.redshiftFor(account.id);
  }

  #password({ session, warehouse, database }: Chosen): Thenable<TemporaryPassword> {
    const doing = l10n.t('Fetching a temporary password for {0}', warehouse.name);
    return inProgress(doing, async (signal) =>
      (await this.#redshiftOf(session)).temporaryPassword(warehouse, database, signal),
    );
  }

  /** What was typed in before, else what follows from the names. */
  #likelyAddress({ session, warehouse }: Chosen): WarehouseAddress | undefined {
    const { id, region } = this.ports.accounts.profileOf(session);
    return this.ports.addresses.of(id, warehouse) ?? guessAddress(warehouse, region, session.roleArn);
  }

  async #askAddress(title: string, chosen: Chosen): Promise<WarehouseAddress> {
    const { session, warehouse } = chosen;
    const likely = this.#likelyAddress(chosen);
    const { id, region } = this.ports.accounts.profileOf(session);
    const frame = { title: `${title} (${chosen.words})`, step: 1, totalSteps: 0 };
    const typed = await askText(frame, {
      prompt: l10n.t(
        'AWS does not tell you the address of {0}. Ask your administrator for it; your temporary password goes there.',
        warehouse.name,
      ),
      placeholder: `${warehouse.name}.abc123.${region}.redshift.amazonaws.com:5439`,
      ...(likely === undefined ? {} : { value: addressText(likely) }),
      problem: (text) =>
        readAddress(text) === undefined ? l10n.t('This must be a host and a port, such as host:5439') : undefined,
    });
    const address = typeof typed === 'symbol' ? undefined : readAddress(typed);
    if (address === undefined) throw new Cancelled();
    await this.ports.addresses.remember(id, warehouse, address);
    return address;
  }
}

/** As AWS tells it; undefined where it may not be asked for. Rejects with Failure or Cancelled. */
async function addressFor(
  redshift: Redshift,
  warehouse: WarehouseRef,
  signal: AbortSignal,
): Promise<WarehouseAddress | undefined> {
  try {
    return await redshift.address(warehouse, signal);
  } catch (error) {
    if (Failure.has(error, 'aws.accessDenied')) return undefined;
    throw error;
  }
}

function inProgress<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Thenable<T> {
  return window.withProgress({ location: ProgressLocation.Notification, title, cancellable: true }, (_, token) =>
    withSignal(token, work),
  );
}

/** With a button, since a message without one shows its first words alone. */
async function tellNotes(notes: readonly WrittenNote[], accountId: string): Promise<void> {
  const edit = l10n.t('Edit Connection');
  const chosen = await window.showWarningMessage(notes.map(writtenNoteText).join(' '), edit);
  if (chosen === edit) await editorCommands.executeCommand(commands.editConnection, { accountId });
}

async function askForm(title: string): Promise<(text: JdbcText) => string> {
  const items = [
    {
      label: l10n.t('JDBC URL'),
      description: 'DBeaver, DataGrip, SQL Workbench/J',
      detail: l10n.t('Everything on one line'),
      form: jdbcUrl,
    },
    {
      label: l10n.t('JDBC URL and extended properties'),
      description: 'SQL Workbench/J',
      detail: l10n.t('The properties below the URL, a line “name=value” for each'),
      form: jdbcProperties,
    },
  ];
  const chosen = await window.showQuickPick(items, { title, placeHolder: l10n.t('What to copy') });
  if (!chosen) throw new Cancelled();
  return chosen.form;
}

async function confirmCopy(words: string): Promise<void> {
  const copy = l10n.t('Copy Password');
  const detail = l10n.t(
    'It logs in as you for 15 minutes. Every program on this computer can read the clipboard; after {0} seconds the password is taken out of it, if nothing else was copied. Clipboard histories may keep it.',
    heldForMs / 1000,
  );
  const question = l10n.t('Copy a temporary password for {0} to the clipboard?', words);
  const chosen = await window.showWarningMessage(question, { modal: true, detail }, copy);
  if (chosen === undefined) throw new Cancelled();
}
