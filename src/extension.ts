import { env, l10n, Uri, type ExtensionContext } from 'vscode';
import { systemClock } from './core/clock';
import { SessionStore } from './federation/sessionStore';
import { AccountService } from './ui/accounts/accountService';
import { registerAccounts } from './ui/accounts/registerAccounts';
import { Windows } from './ui/accounts/windows';
import { loadBackend } from './ui/backend';
import { editorAgent } from './ui/network';
import { metadataFiles } from './ui/profiles/metadataFiles';
import { registerCommand } from './ui/commandRunner';
import { commands } from './ui/contributions';
import { registerDenied } from './ui/denied/registerDenied';
import { registerDoctor } from './ui/doctor/registerDoctor';
import { registerExplorer } from './ui/explorer/registerExplorer';
import { HeldSecret } from './ui/handOver/heldSecret';
import { registerHandOver } from './ui/handOver/registerHandOver';
import { registerHistory } from './ui/history/registerHistory';
import { registerInspector } from './ui/inspector/registerInspector';
import { openLedgers } from './ui/ledgers';
import { concealSessions, createLogChannel, logTo } from './ui/log';
import { Messages } from './ui/messages';
import { ProfileSettings } from './ui/profiles/profileSettings';
import { registerProfiles } from './ui/profiles/registerProfiles';
import { registerQuery } from './ui/query/registerQuery';
import { secretsOf } from './ui/secrets';
import { registerSetup } from './ui/setup/registerSetup';
import { registerSessions } from './ui/sessions/registerSessions';
import { registerStored } from './ui/stored/registerStored';

let held: HeldSecret | undefined;

/** Builds the parts, hands each its needs, and registers them; nothing is loaded or read here that a person did not ask for. */
export function activate(context: ExtensionContext): void {
  const channel = createLogChannel();
  const log = logTo(channel);
  const messages = new Messages(log);
  const profiles = new ProfileSettings();
  const store = new SessionStore(secretsOf(context.secrets), log);
  const windows = new Windows(Uri.joinPath(context.globalStorageUri, 'windows').fsPath, systemClock, log);
  const metadata = metadataFiles(context.globalStorageUri);
  const accounts = new AccountService({
    store,
    profiles,
    loadBackend,
    metadataKeep: metadata,
    editorAgent,
    windows,
    memory: context.globalState,
    clock: systemClock,
    log,
  });
  const ledgers = openLedgers(context, systemClock, log);
  const query = registerQuery({ context, accounts, ledgers, profiles, messages, log });
  const explorer = registerExplorer(accounts, profiles, messages);
  held = new HeldSecret(env.clipboard, systemClock, log);

  context.subscriptions.push(
    channel,
    concealSessions(store, log),
    profiles,
    store,
    accounts,
    registerCommand(messages, commands.showLog, l10n.t('showing the log'), () => channel.show()),
    ...registerProfiles({ profiles, accounts, metadata, messages, log }),
    ...registerAccounts({ accounts, profiles, windows, messages, log }),
    ...registerStored({ context, accounts, profiles, messages }),
    ...explorer.disposables,
    ...registerSetup(context, messages),
    ...registerDoctor({
      accounts,
      profiles,
      windows,
      messages,
      log,
      extensionUri: context.extensionUri,
      clock: systemClock,
    }),
    ...registerDenied({ accounts, query, messages, extensionUri: context.extensionUri }),
    ledgers,
    ...query.disposables,
    ...registerInspector({
      accounts,
      query,
      messages,
      goToSchema: explorer.goToSchema,
      extensionUri: context.extensionUri,
    }),
    ...registerHistory({ accounts, ledgers, query, messages }),
    ...registerSessions({ accounts, query, messages }),
    held,
    ...registerHandOver({ context, accounts, secret: held, messages }),
  );
}

/** The editor waits for this, and not for what is disposed of: no secret is left behind in the clipboard. */
export async function deactivate(): Promise<void> {
  await held?.clear();
}
