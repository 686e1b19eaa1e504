import { commands as editorCommands, l10n, window, type Disposable } from 'vscode';
import { Cancelled } from '../../core/failure';
import { commands } from '../contributions';
import type { Messages } from '../messages';
import type { ChooseProfile } from '../profiles/profilePicker';
import { chooseAccount } from './accountPicker';
import type { AccountService } from './accountService';
import type { SignInFlow } from './signInFlow';

/** What the tree's nodes and the buttons of messages hand over; nothing from the palette. */
type About = { accountId?: string; profileId?: string } | undefined;

interface Parts {
  accounts: AccountService;
  flow: SignInFlow;
  chooseProfile: ChooseProfile;
  messages: Messages;
}

/** Sign In, Sign Out and Switch AWS Role. */
export function registerAccountCommands({ accounts, flow, chooseProfile, messages }: Parts): Disposable[] {
  /** Signs in; for a known account, by the profile that it came by. */
  const signIn = async (about: About): Promise<void> => {
    const present = about?.accountId === undefined ? undefined : await accounts.session(about.accountId);
    await flow.run(await chooseProfile(present?.profileId ?? about?.profileId));
  };

  const signOut = async (about: About): Promise<void> => {
    const { account } = await chooseAccount(accounts, l10n.t('Sign out'), about?.accountId);
    const yes = l10n.t('Sign Out');
    const question = l10n.t('Sign out of {0}?', account.label);
    const detail = l10n.t(
      'Its credentials are deleted from this computer, and its open sessions in Redshift are closed.',
    );
    if ((await window.showInformationMessage(question, { modal: true, detail }, yes)) !== yes) throw new Cancelled();
    await accounts.signOut(account.id);
  };

  /** A new sign-in that asks for the role even where the profile prefers one; the account keeps its id. */
  const switchRole = async (about: About): Promise<void> => {
    const session = await chooseAccount(accounts, l10n.t('Switch AWS role'), about?.accountId);
    const { preferredRole: _, ...profile } = accounts.profileOf(session);
    await flow.run(profile);
  };

  const register = (id: string, doing: string, run: (about: About) => Promise<void>): Disposable =>
    editorCommands.registerCommand(id, async (about: About) => {
      try {
        await run(about);
      } catch (error) {
        void messages.showFailure(error, doing, about?.accountId === undefined ? {} : { accountId: about.accountId });
      }
    });

  return [
    register(commands.signIn, l10n.t('signing in'), signIn),
    register(commands.signOut, l10n.t('signing out'), signOut),
    register(commands.switchRole, l10n.t('switching the AWS role'), switchRole),
  ];
}
