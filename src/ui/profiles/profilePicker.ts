import { l10n, window } from 'vscode';
import { Cancelled, Failure } from '../../core/failure';
import type { Profile } from '../../core/profile';
import type { ProfileSettings } from './profileSettings';

/**
 * The profile to work with: the one named, the only one, or the one that the person picks. Rejects with `profile.none`,
 * `profile.unknown` or Cancelled.
 */
export type ChooseProfile = (profileId?: string) => Promise<Profile>;

/** Where one signs in by it, as far as it says so without its metadata being read. */
export function hostOfProfile({ loginUrl, metadata = '' }: Pick<Profile, 'loginUrl' | 'metadata'>): string {
  const address = [loginUrl, metadata].find((one) => one !== undefined && URL.canParse(one));
  return address === undefined ? l10n.t('as its metadata says') : new URL(address).host;
}

export function profileChooser(
  profiles: ProfileSettings,
  { title, placeHolder }: { title: string; placeHolder: string } = {
    title: l10n.t('Sign in to Amazon Redshift'),
    placeHolder: l10n.t('Connection to sign in by'),
  },
): ChooseProfile {
  return async (profileId) => {
    if (profileId !== undefined) return profiles.get(profileId);
    const all = profiles.all();
    const [only] = all;
    if (!only) throw new Failure('profile.none', {});
    if (all.length === 1) return only;
    const items = all.map((profile) => ({
      label: profile.name,
      description: profile.region,
      detail: hostOfProfile(profile),
      profile,
    }));
    const chosen = await window.showQuickPick(items, {
      title,
      placeHolder,
      matchOnDescription: true,
      matchOnDetail: true,
    });
    if (!chosen) throw new Cancelled();
    return chosen.profile;
  };
}
