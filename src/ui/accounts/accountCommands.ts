import { l10n, window } from 'vscode';
import type { Disposable } from '../../core/ports';
import { Cancelled } from '../../core/failure';
import type { WayId } from '../../core/profile';
import { registerCommand } from '../commandRunner';
import { commands } from '../contributions';
import { loadFaces } from '../faces';
import type { Messages } from '../messages';
import type { ChooseProfile } from '../profiles/profilePicker';
import { chooseAccount } from './accountPicker';
import type { AccountService } from './accountService';
import type { SignInFlow } from './signInFlow';

/** What the tree's nodes and the buttons of messages hand over; nothing from the palette. */
interface About {
  accountId?: string;
  profileId?: string;
  /** Wanted by a message's button; the person is asked where it does not work here. */
  way?: WayId;
}

interface Parts {
  accounts: AccountService;
  flow: SignInFlow;
  chooseProfile: ChooseProfile;
  messages: Messages;
}

/** Sign In, the same Another Way, Renew, Sign Out and Switch AWS Role. */
export function registerAccountCommands({ accounts, flow, chooseProfile, messages }: Parts): Disposable[] {
  /** Signs in; for a known account, the same one again by the profile that it came by. */
  const signIn = async (about: About | undefined): Promise<void> => {
    const present = about?.accountId === undefined ? undefined : await accounts.session(about.accountId);
    // An open question about this account goes over into the sign-in.
    if (present && about?.way === undefined) return accounts.renewals.renew(present);
    const profile = await chooseProfile(present?.profileId ?? about?.profileId);
    const { usualWay } = await loadFaces();
    const way = about?.way === undefined ? undefined : await usualWay(profile, about.way);
    await flow.run(profile, present?.account, { way });
  };

  /** The same by a way that the person picks; what it needs of them and of this computer is told there. */
  const signInAnotherWay = async (about: About | undefined): Promise<void> => {
    const present = about?.accountId === undefined ? undefined : await accounts.session(about.accountId);
    const profile = await chooseProfile(present?.profileId ?? about?.profileId);
    const { anyWay } = await loadFaces();
    await flow.run(profile, present?.account, { way: await anyWay(profile) });
  };

  const signOut = async (about: About | undefined): Promise<void> => {
    const { account } = await chooseAccount(accounts, l10n.t('Sign out'), about?.accountId);
    const yes = l10n.t('Sign Out');
    const question = l10n.t('Sign out of {0}?', account.label);
    const detail = l10n.t(
      'Its credentials are deleted from this computer, and its open sessions in Redshift are closed.',
    );
    if ((await window.showInformationMessage(question, { modal: true, detail }, yes)) !== yes) throw new Cancelled();
    await accounts.signOut(account.id);
  };

  /** By the last answer of the provider where AWS still takes it, else by a new sign-in; the account keeps its id. */
  const switchRole = async (about: About | undefined): Promise<void> => {
    const session = await chooseAccount(accounts, l10n.t('Switch AWS role'), about?.accountId);
    await flow.switchRole(accounts.profileOf(session), session);
  };

  /** Signs in again by the way that the account came by. */
  const renewSession = async (about: About | undefined): Promise<void> => {
    const session = await chooseAccount(accounts, l10n.t('Renew session'), about?.accountId);
    await accounts.renewals.renew(session);
  };

  return [
    registerCommand(messages, commands.signIn, l10n.t('signing in'), signIn),
    registerCommand(messages, commands.signInAnotherWay, l10n.t('signing in'), signInAnotherWay),
    registerCommand(messages, commands.renewSession, l10n.t('signing in'), renewSession),
    registerCommand(messages, commands.signOut, l10n.t('signing out'), signOut),
    registerCommand(messages, commands.switchRole, l10n.t('switching the AWS role'), switchRole),
  ];
}
