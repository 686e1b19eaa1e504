import { l10n, window } from 'vscode';
import type { Log } from '../../core/ports';
import { acsUrl, type Profile } from '../../core/profile';
import { draftOf, entryOf } from './connectionDraft';
import { editFields } from './fieldList';
import { profileDefaults } from './parseProfiles';
import type { ProfileSettings } from './profileSettings';

/** Shows a connection, lets its values be changed, and writes them when the person says so. Rejects with Failure or Cancelled. */
export async function editConnection(profiles: ProfileSettings, log: Log, profile: Profile): Promise<void> {
  const draft = draftOf(profile);
  const frame = { title: l10n.t('Edit Connection “{0}”', profile.name), step: 1, totalSteps: 0 };
  await editFields(frame, draft, log, ({ acsPort = profileDefaults.acsPort }) => ({
    label: l10n.t('$(save) Save'),
    detail: l10n.t('The provider’s app must send its answer to {0}', acsUrl({ acsPort })),
  }));
  await profiles.replace(profile.id, entryOf(draft, []));
  void window.showInformationMessage(l10n.t('The connection “{0}” was changed.', draft.name ?? profile.name));
}
