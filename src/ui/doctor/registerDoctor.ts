import { l10n, type Uri } from 'vscode';
import type { Clock, Disposable, Log } from '../../core/ports';
import type { WarehouseRef } from '../../core/warehouse';
import type { AccountService } from '../accounts/accountService';
import { registerCommand } from '../commandRunner';
import { commands } from '../contributions';
import { loadFaces } from '../faces';
import type { Messages } from '../messages';
import { profileChooser } from '../profiles/profilePicker';
import type { ProfileSettings } from '../profiles/profileSettings';
import type { DoctorPanel, Patient } from './doctorPanel';

interface Parts {
  accounts: AccountService;
  profiles: ProfileSettings;
  windows: { heldByUs: (port: number) => Promise<boolean> };
  messages: Messages;
  extensionUri: Uri;
  clock: Clock;
  log: Log;
}

/** What a node of the tree or a message's button hands over; nothing from the palette. */
interface About {
  accountId?: string;
  profileId?: string;
  warehouse?: WarehouseRef;
}

/** Hands the sign-in doctor to the editor: one panel for each connection. */
export function registerDoctor({ accounts, profiles, windows, ...parts }: Parts): Disposable[] {
  const panels = new Map<string, DoctorPanel>();
  const chooseProfile = profileChooser(profiles, {
    title: l10n.t('Diagnose sign-in'),
    placeHolder: l10n.t('Connection to diagnose'),
  });

  const diagnose = async ({ accountId, profileId, warehouse }: About = {}): Promise<void> => {
    const session = accountId === undefined ? undefined : await accounts.session(accountId);
    const chosen = await chooseProfile(session?.profileId ?? profileId);
    // An account is looked at with the role that it has.
    const profile = session === undefined ? chosen : { ...chosen, preferredRole: session.roleArn };
    const patient: Patient = { profile, ...(warehouse && { warehouse }) };
    const present = panels.get(profile.id);
    if (present) {
      present.reveal(patient);
      return;
    }
    const { DoctorPanel } = await loadFaces();
    const onClosed = (): void => void panels.delete(profile.id);
    panels.set(profile.id, new DoctorPanel({ ...parts, heldByUs: windows.heldByUs }, patient, onClosed));
  };

  return [
    registerCommand(parts.messages, commands.diagnoseSignIn, l10n.t('diagnosing the sign-in'), diagnose),
    {
      dispose: () => {
        for (const panel of [...panels.values()]) panel.dispose();
      },
    },
  ];
}
