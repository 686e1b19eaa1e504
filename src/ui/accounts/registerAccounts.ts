import { authentication } from 'vscode';
import type { Disposable, Log } from '../../core/ports';
import { authenticationProvider } from '../contributions';
import type { Messages } from '../messages';
import { profileChooser } from '../profiles/profilePicker';
import type { ProfileSettings } from '../profiles/profileSettings';
import { registerAccountCommands } from './accountCommands';
import type { AccountService } from './accountService';
import { AccountsMenu } from './accountsMenu';
import { RedshiftAuthenticationProvider } from './authenticationProvider';
import { SignInFlow } from './signInFlow';

interface Parts {
  accounts: AccountService;
  profiles: ProfileSettings;
  messages: Messages;
  log: Log;
}

/** Hands the accounts to the editor: provider, commands, and the entry in the Accounts menu. */
export function registerAccounts({ accounts, profiles, messages, log }: Parts): Disposable[] {
  const flow = new SignInFlow(accounts);
  const chooseProfile = profileChooser(profiles);
  const provider = new RedshiftAuthenticationProvider(accounts, flow, chooseProfile, messages);
  const menu = new AccountsMenu(accounts, profiles, log);
  const { id, label } = authenticationProvider;
  const registered = [
    provider,
    authentication.registerAuthenticationProvider(id, label, provider, { supportsMultipleAccounts: true }),
    menu,
    ...registerAccountCommands({ accounts, flow, chooseProfile, messages }),
  ];
  // After the provider is known to the editor, and without waiting for the secrets that it reads.
  void menu.update();
  return registered;
}
