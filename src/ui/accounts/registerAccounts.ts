import { authentication } from 'vscode';
import type { Disposable, Log } from '../../core/ports';
import { authenticationProvider } from '../contributions';
import type { Messages } from '../messages';
import { profileChooser } from '../profiles/profilePicker';
import type { ProfileSettings } from '../profiles/profileSettings';
import { registerAccountCommands } from './accountCommands';
import { tellNotices } from './accountNotices';
import type { AccountService } from './accountService';
import { AccountsMenu } from './accountsMenu';
import { RedshiftAuthenticationProvider } from './authenticationProvider';
import { ExpiryStatusBar } from './expiryStatusBar';
import { renewalFace } from './renewalFace';
import { RenewalOffers } from './renewalOffers';
import { SignInFlow } from './signInFlow';
import type { Windows } from './windows';

interface Parts {
  accounts: AccountService;
  profiles: ProfileSettings;
  windows: Windows;
  messages: Messages;
  log: Log;
}

/** Hands the accounts to the editor: provider, commands, the entry in the Accounts menu, and what tells of their sessions. */
export function registerAccounts({ accounts, profiles, windows, messages, log }: Parts): Disposable[] {
  const flow = new SignInFlow(accounts);
  accounts.renewals.face = renewalFace(accounts, flow, messages);
  const chooseProfile = profileChooser(profiles);
  const provider = new RedshiftAuthenticationProvider(accounts, flow, chooseProfile, messages);
  const menu = new AccountsMenu(accounts, profiles, log);
  const statusBar = new ExpiryStatusBar(accounts, log);
  const { id, label } = authenticationProvider;
  const registered = [
    provider,
    authentication.registerAuthenticationProvider(id, label, provider, { supportsMultipleAccounts: true }),
    menu,
    statusBar,
    new RenewalOffers(accounts, windows, messages),
    ...tellNotices(accounts, messages),
    ...registerAccountCommands({ accounts, flow, chooseProfile, messages }),
  ];
  // After the provider is known to the editor, and without waiting for the secrets that it reads.
  void menu.update();
  void statusBar.update();
  return registered;
}
