import { l10n } from 'vscode';
import type { SecretStore } from '../../core/ports';
import { filesBelow } from '../../store/filesBelow';

/** Where this extension stores something, and what there is by name; never a value. */
export interface StoredPlace {
  title: string;
  /** What kind of place it is, and what keeps it safe. */
  about: string;
  /** Folder, where it is one. */
  folder?: string;
  entries: readonly { name: string; detail: string }[];
}

/** The editor's globalState or workspaceState, as far as it is needed. */
export interface State {
  keys(): readonly string[];
  get(key: string): unknown;
}

/** All places that there are. */
export interface Places {
  secrets: Pick<SecretStore, 'get'>;
  /** Keys of everything in the secret storage. */
  secretKeys: readonly string[];
  /** Connections in the settings, by their ids. */
  connections: readonly string[];
  globalState: State;
  workspaceState: State;
  /** Folder of this extension's own files for all windows, for this workspace (where one is open), and of its log. */
  folders: { global: string; workspace: string | undefined; log: string };
}

/** Goes through all places. Rejects with the system's or the editor's error. */
export async function takeInventory(places: Places): Promise<StoredPlace[]> {
  const { globalState, workspaceState, folders, connections } = places;
  return [
    {
      title: l10n.t('Secret storage'),
      about: l10n.t(
        'Sessions with their AWS credentials. The editor encrypts them, where the system can with its keychain.',
      ),
      entries: await secretEntries(places),
    },
    {
      title: l10n.t('Settings'),
      about: l10n.t('Your connections; no secrets. Signing out leaves them.'),
      entries: connections.map((id) => ({ name: `redshiftFederation.profiles: ${id}`, detail: '' })),
    },
    {
      title: l10n.t('State of the editor'),
      about: l10n.t('What is remembered for all windows; no secrets.'),
      entries: stateEntries(globalState),
    },
    {
      title: l10n.t('State of this workspace'),
      about: l10n.t('Where the statements of each file go; no secrets.'),
      entries: stateEntries(workspaceState),
    },
    {
      title: l10n.t('Files'),
      about: l10n.t(
        'Runs, and rows of open results, encrypted; metadata of providers, and marks by which windows know of each other’s sign-ins, which are no secrets.',
      ),
      folder: folders.global,
      entries: await fileEntries(folders.global),
    },
    ...(folders.workspace === undefined
      ? []
      : [
          {
            title: l10n.t('Files of this workspace'),
            about: l10n.t('What is kept for this workspace alone.'),
            folder: folders.workspace,
            entries: await fileEntries(folders.workspace),
          },
        ]),
    {
      title: l10n.t('Log'),
      about: l10n.t('Written by the editor and deleted by it in time. Secrets are taken out of every line.'),
      folder: folders.log,
      entries: await fileEntries(folders.log),
    },
  ];
}

async function secretEntries({ secrets, secretKeys }: Places): Promise<StoredPlace['entries']> {
  const present = await Promise.all(
    secretKeys.map(async (name) => {
      const value = await secrets.get(name);
      return value === undefined ? [] : [{ name, detail: sizeOf(value.length) }];
    }),
  );
  return present.flat();
}

function stateEntries(state: State): StoredPlace['entries'] {
  return [...state.keys()]
    .sort()
    .map((name) => ({ name, detail: sizeOf(JSON.stringify(state.get(name) ?? null).length) }));
}

async function fileEntries(folder: string): Promise<StoredPlace['entries']> {
  return (await filesBelow(folder)).map(({ name, bytes }) => ({ name, detail: sizeOf(bytes) }));
}

function sizeOf(bytes: number): string {
  return bytes < 1000 ? l10n.t('{0} bytes', bytes) : l10n.t('{0} KB', (bytes / 1000).toFixed(1));
}
