import type { Profile } from '../../core/profile';
import { draftOf, entryOf, profileFields, type ProfileEntry } from './connectionDraft';
import { parseProfiles, type BrokenValue } from './parseProfiles';

/** Files that hold one connection, for colleagues. They hold what the settings hold, which is no secret. */
export const profileFileSuffix = '.redshift-profile.json';

const kind = 'redshift-federation-connection';
const version = 1;
/** Metadata as text has some KB; nothing else in it is long. */
const largest = 2_000_000;

/** Why a file cannot be taken. */
export type ProfileFileProblem = 'tooLarge' | 'notJson' | 'notConnection' | 'newerVersion' | 'untrusted';

export type ReadProfileFile = { profile: Profile } | { problem: ProfileFileProblem } | { broken: BrokenValue[] };

/** The text of a file for a connection. */
export function profileFileText(profile: Profile): string {
  return `${JSON.stringify({ kind, version, connection: entryOf(draftOf(profile), []) }, null, 2)}\n`;
}

/** Reads such a file. Only fields that are known are taken, and each is judged as in the settings. */
export function readProfileFile(text: string): ReadProfileFile {
  if (text.length > largest) return { problem: 'tooLarge' };
  let read: unknown;
  try {
    read = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { problem: 'notJson' };
  }
  if (!isObject(read) || read['kind'] !== kind) return { problem: 'notConnection' };
  if (read['version'] !== version) return { problem: 'newerVersion' };
  const connection = read['connection'];
  if (!isObject(connection)) return { problem: 'notConnection' };
  const known: ProfileEntry = Object.fromEntries(
    profileFields.flatMap((field) => (Object.hasOwn(connection, field) ? [[field, connection[field]]] : [])),
  );
  const { profiles, broken } = parseProfiles([known]);
  const [profile] = profiles;
  return profile === undefined ? { broken } : { profile };
}

/** Whether two connections say the same, names and ids included. */
export function isSameConnection(one: Profile, other: Profile): boolean {
  return profileFileText(one) === profileFileText(other);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
