import { env, ExtensionKind, l10n, LogLevel, type ExtensionContext } from 'vscode';
import { Failure } from '../../core/failure';
import type { Disposable } from '../../core/ports';
import type { AccountService } from '../accounts/accountService';
import { registerCommand } from '../commandRunner';
import { commands } from '../contributions';
import { loadFaces } from '../faces';
import type { Messages } from '../messages';
import type { HandOver, HandOverPlace } from './handOver';
import type { HeldSecret } from './heldSecret';

interface Parts {
  context: ExtensionContext;
  accounts: AccountService;
  secret: HeldSecret;
  messages: Messages;
}

/** Hands the hand-over to other tools to the editor; it is loaded at first use. */
export function registerHandOver({ context, accounts, secret, messages }: Parts): Disposable[] {
  const handOver = async (): Promise<HandOver> => {
    const { AddressMemory, HandOver } = await loadFaces();
    return new HandOver({
      accounts,
      addresses: new AddressMemory(context.globalState),
      secret,
      psql: () => psqlOf(context.extension.extensionKind),
    });
  };
  return [
    registerCommand(messages, commands.copyJdbcUrl, l10n.t('copying the JDBC URL'), async (place?: HandOverPlace) =>
      (await handOver()).copyJdbcUrl(place),
    ),
    registerCommand(messages, commands.openPsql, l10n.t('opening psql'), async (place?: HandOverPlace) =>
      (await handOver()).openPsql(place),
    ),
    registerCommand(
      messages,
      commands.copyPassword,
      l10n.t('copying a temporary password'),
      async (place?: HandOverPlace) => (await handOver()).copyPassword(place),
    ),
  ];
}

/** Terminals of a remote window run on the other computer, where we cannot look from here: its PATH has to know psql. */
async function psqlOf(kind: ExtensionKind): Promise<string> {
  // Seen in VS Code 1.100: its logs of terminals hold the whole environment at these levels.
  if (env.logLevel === LogLevel.Trace) throw new Failure('handOver.logged', { level: 'trace' });
  if (env.logLevel === LogLevel.Debug) throw new Failure('handOver.logged', { level: 'debug' });
  if (env.remoteName !== undefined && kind === ExtensionKind.UI) return 'psql';
  const { findPsql } = await loadFaces();
  const found = await findPsql(process);
  if (found === undefined) throw new Failure('handOver.noPsql', { platform: process.platform });
  return found;
}
