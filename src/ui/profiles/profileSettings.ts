import { EventEmitter, workspace, type Event } from 'vscode';
import type { Disposable } from '../../core/ports';
import { Failure } from '../../core/failure';
import type { Profile } from '../../core/profile';
import { settings, settingsSection } from '../contributions';
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

  /** Appends a profile to the person's settings as it was typed in: defaults stay out. Rejects with the editor's error. */
  async add(entry: Readonly<Record<string, unknown>>): Promise<void> {
    const present = ownValue();
    const list: unknown[] = Array.isArray(present) ? present : [];
    await workspace.getConfiguration(settingsSection).update(settings.profiles, [...list, entry], true);
  }

  #read(): ParsedProfiles {
    return (this.#parsed ??= parseProfiles(ownValue()));
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }
}

/** The value of the user's settings alone: a repository must not say where people sign in. */
function ownValue(): unknown {
  return workspace.getConfiguration(settingsSection).inspect<unknown>(settings.profiles)?.globalValue;
}
