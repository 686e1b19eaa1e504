import path from 'node:path';
import { l10n, Uri, window, workspace } from 'vscode';
import { Cancelled, Failure } from '../../core/failure';
import { acsUrl, type Profile } from '../../core/profile';
import { warehouseKey } from '../../core/warehouse';
import { draftOf, entryOf, freeId } from './connectionDraft';
import { endpointLabels } from './fieldList';
import { problemText } from './problemText';
import { isSameConnection, profileFileSuffix, profileFileText, readProfileFile } from './profileFile';
import type { ProfileSettings } from './profileSettings';
import { hostOfProfile } from './profilePicker';

/** Asks where to, and writes a connection into a file without secrets. Rejects with Cancelled or the system's error. */
export async function exportConnection(profile: Profile): Promise<void> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const name = `${profile.id}${profileFileSuffix}`;
  const file = await window.showSaveDialog({
    title: l10n.t('Export Connection “{0}”', profile.name),
    ...(folder === undefined ? {} : { defaultUri: Uri.joinPath(folder, name) }),
    filters: { [l10n.t('Redshift connections')]: [profileFileSuffix.slice(1)] },
  });
  if (!file) throw new Cancelled();
  await workspace.fs.writeFile(file, Buffer.from(profileFileText(profile)));
  void window.showInformationMessage(
    l10n.t(
      'The connection “{0}” was written to {1}. It holds no secrets.',
      profile.name,
      path.posix.basename(file.path),
    ),
  );
}

/**
 * Takes a connection out of a file, once the person has seen where it signs in and as what.
 * @param file asked for where it is not said
 * @throws Failure `profileFile.unusable`, `profile.invalid`, `profile.notSaved`; Cancelled
 */
export async function importConnection(profiles: ProfileSettings, file?: Uri): Promise<void> {
  const chosen = file ?? (await askFile());
  const name = path.posix.basename(chosen.path);
  // A repository that is not trusted may not even ask.
  if (!workspace.isTrusted) throw new Failure('profileFile.unusable', { file: name, problem: 'untrusted' });
  const read = readProfileFile(Buffer.from(await workspace.fs.readFile(chosen)).toString('utf8'));
  if ('problem' in read) throw new Failure('profileFile.unusable', { file: name, problem: read.problem });
  if ('broken' in read) {
    const [first] = read.broken;
    const { profile = name, field = '', problem } = first ?? {};
    throw new Failure('profile.invalid', {
      profile,
      field,
      problem: problem === undefined ? '' : problemText(problem),
    });
  }
  const { profile } = read;
  const present = profiles.all().find(({ id }) => id === profile.id);
  if (present !== undefined && isSameConnection(present, profile)) {
    void window.showInformationMessage(l10n.t('You have the connection “{0}” already.', profile.name));
    return;
  }
  const take = await confirm(profile, name, present);
  if (take === 'replace') await profiles.replace(profile.id, entryOf(draftOf(profile), []));
  else await profiles.add(entryOf(besideOthers(profile, profiles.all()), []));
  void window.showInformationMessage(l10n.t('The connection “{0}” was added.', profile.name));
}

async function askFile(): Promise<Uri> {
  const [file] =
    (await window.showOpenDialog({
      title: l10n.t('Import Connection'),
      filters: { [l10n.t('Redshift connections')]: ['json'] },
    })) ?? [];
  if (!file) throw new Cancelled();
  return file;
}

async function confirm(profile: Profile, file: string, present: Profile | undefined): Promise<'add' | 'replace'> {
  const add = present === undefined ? l10n.t('Add') : l10n.t('Keep Both');
  const replace = l10n.t('Replace');
  const question =
    present === undefined
      ? l10n.t('Add the connection “{0}” from {1}?', profile.name, file)
      : l10n.t('Another connection of yours has the id “{0}”. Replace it by the one from {1}?', profile.id, file);
  const options = { modal: true, detail: describe(profile).join('\n') };
  const chosen = await window.showWarningMessage(question, options, ...(present ? [replace, add] : [add]));
  if (chosen === undefined) throw new Cancelled();
  return chosen === replace ? 'replace' : 'add';
}

/** Where one signs in by it, and as what: all that a connection can lead astray by. */
function describe(profile: Profile): string[] {
  const { endpoints, metadata, preferredRole, warehouses } = profile;
  return [
    l10n.t('You sign in at: {0}', hostOfProfile(profile)),
    ...(metadata === undefined || !URL.canParse(metadata)
      ? []
      : [l10n.t('Metadata from: {0}', new URL(metadata).host)]),
    l10n.t('AWS role: {0}', preferredRole ?? l10n.t('asked where there are several')),
    l10n.t('AWS region: {0}', profile.region),
    l10n.t('The answer arrives at: {0}', acsUrl(profile)),
    ...(warehouses.length === 0 ? [] : [l10n.t('Warehouses: {0}', warehouses.map(warehouseKey).join(', '))]),
    ...endpointLabels.flatMap(([service, label]) => {
      const address = endpoints[service];
      return address === undefined ? [] : [l10n.t('In the place of {0}: {1}', label, new URL(address).host)];
    }),
    '',
    l10n.t('Take it only from somebody you trust: your sign-in goes there.'),
  ];
}

/** The same with an id and a name that no other has. */
function besideOthers(profile: Profile, others: readonly Profile[]): Profile {
  const id = freeId(profile.id, new Set(others.map((other) => other.id)));
  const names = new Set(others.map((other) => other.name));
  let { name } = profile;
  for (let number = 2; names.has(name); number++) name = `${profile.name} (${number})`;
  return { ...profile, id, name };
}
