import { EventEmitter, workspace, type Event } from 'vscode';
import type { Disposable } from '../../core/ports';
import { Failure } from '../../core/failure';
import type { Profile } from '../../core/profile';
import { settings, settingsSection } from '../contributions';
import { profileFields, type ProfileEntry } from './connectionDraft';
import { parseProfiles, type BrokenValue, type ParsedProfiles } from './parseProfiles';

/** The connection profiles of the person's own settings. */
export class ProfileSettings implements Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly #listener: Disposable;
  #parsed: ParsedProfiles | undefined;

  readonly onDidChange: Event<void> = this.#changed.event;

  constructor() {
    this.#listener = workspace.onDidChangeConfiguration((change) => {
      if (!change.affectsConfiguration(`${settingsSection}.${settings.profiles}`)) return;
      this.#parsed = undefined;
      this.#changed.fire();
    });
  }

  /** The profiles that can be used, in the order of the setting. */
  all(): readonly Profile[] {
    return this.#read().profiles;
  }

  broken(): readonly BrokenValue[] {
    return this.#read().broken;
  }

  /** @throws Failure `profile.unknown` */
  get(profileId: string): Profile {
    const profile = this.all().find(({ id }) => id === profileId);
    if (!profile) throw new Failure('profile.unknown', { profileId });
    return profile;
  }

  /** Appends a profile to the person's settings as it was typed in: defaults stay out. @throws Failure `profile.notSaved` */
  async add(entry: ProfileEntry): Promise<void> {
    await save([...ownEntries(), entry]);
  }

  /**
   * Writes a profile in the place of the one with the same id; what the setting says there beyond the known fields stays.
   * @throws Failure `profile.unknown`, `profile.notSaved`
   */
  async replace(profileId: string, entry: ProfileEntry): Promise<void> {
    const entries = ownEntries();
    const at = placeOf(entries, profileId);
    const known: readonly string[] = profileFields;
    const others = Object.entries(entries[at] ?? {}).filter(([field]) => !known.includes(field));
    await save(entries.with(at, { ...entry, ...Object.fromEntries(others) }));
  }

  /** @throws Failure `profile.unknown`, `profile.notSaved` */
  async remove(profileId: string): Promise<void> {
    const entries = ownEntries();
    await save(entries.toSpliced(placeOf(entries, profileId), 1));
  }

  #read(): ParsedProfiles {
    return (this.#parsed ??= parseProfiles(ownValue()));
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }
}

function ownEntries(): unknown[] {
  const present = ownValue();
  return Array.isArray(present) ? present : [];
}

/** Where the profile of an id stands: the first that can be used, as in `parseProfiles`. */
function placeOf(entries: readonly unknown[], profileId: string): number {
  const at = entries.findIndex((entry) => parseProfiles([entry]).profiles[0]?.id === profileId);
  if (at < 0) throw new Failure('profile.unknown', { profileId });
  return at;
}

async function save(entries: readonly unknown[]): Promise<void> {
  try {
    await workspace.getConfiguration(settingsSection).update(settings.profiles, entries, true);
  } catch (error) {
    throw new Failure('profile.notSaved', { problem: error instanceof Error ? error.message : '' }, { cause: error });
  }
}

/** The value of the user's settings alone: a repository must not say where people sign in. */
function ownValue(): unknown {
  return workspace.getConfiguration(settingsSection).inspect<unknown>(settings.profiles)?.globalValue;
}
