import { env, ExtensionKind, l10n, LogLevel, type ExtensionContext } from 'vscode';
import { Failure } from '../../core/failure';
import type { Disposable } from '../../core/ports';
import type { AccountService } from '../accounts/accountService';
import { registerCommand } from '../commandRunner';
import { commands } from '../contributions';
import type { Messages } from '../messages';
import { AddressMemory } from './addresses';
import { HandOver, type HandOverPlace } from './handOver';
import type { HeldSecret } from './heldSecret';
import { findPsql } from './psqlProgram';

interface Parts {
  context: ExtensionContext;
  accounts: AccountService;
  secret: HeldSecret;
  messages: Messages;
}

/** Hands the hand-over to other tools to the editor. */
export function registerHandOver({ context, accounts, secret, messages }: Parts): Disposable[] {
  const handOver = new HandOver({
    accounts,
    addresses: new AddressMemory(context.globalState),
    secret,
    psql: () => psqlOf(context.extension.extensionKind),
  });
  return [
    registerCommand(messages, commands.copyJdbcUrl, l10n.t('copying the JDBC URL'), (place?: HandOverPlace) =>
      handOver.copyJdbcUrl(place),
    ),
    registerCommand(messages, commands.openPsql, l10n.t('opening psql'), (place?: HandOverPlace) =>
      handOver.openPsql(place),
    ),
    registerCommand(messages, commands.copyPassword, l10n.t('copying a temporary password'), (place?: HandOverPlace) =>
      handOver.copyPassword(place),
    ),
  ];
}

/** Terminals of a remote window run on the other computer, where we cannot look from here: its PATH has to know psql. */
async function psqlOf(kind: ExtensionKind): Promise<string> {
  // Seen in VS Code 1.100: its logs of terminals hold the whole environment at these levels.
  if (env.logLevel === LogLevel.Trace) throw new Failure('handOver.logged', { level: 'trace' });
  if (env.logLevel === LogLevel.Debug) throw new Failure('handOver.logged', { level: 'debug' });
  if (env.remoteName !== undefined && kind === ExtensionKind.UI) return 'psql';
  const found = await findPsql(process);
  if (found === undefined) throw new Failure('handOver.noPsql', { platform: process.platform });
  return found;
}
