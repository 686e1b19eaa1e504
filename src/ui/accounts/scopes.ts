/**
 * Scopes of our authentication provider: never empty, because VS Code 1.139 does not recognize a session without scopes
 * as the answer to its own menu entry and leaves that standing.
 */

const prefix = 'profile:';

/** Asks for an account of whichever profile the person chooses. */
export const anyProfileScope = `${prefix}*`;

export function profileScope(profileId: string): string {
  return prefix + profileId;
}

/** The profile that scopes ask for; undefined when any will do. */
export function profileOfScopes(scopes: readonly string[]): string | undefined {
  const scope = scopes.find((each) => each.startsWith(prefix) && each !== anyProfileScope);
  return scope?.slice(prefix.length);
}

/** Whether a session of the profile is what the scopes ask for. */
export function scopesAllow(scopes: readonly string[] | undefined, profileId: string): boolean {
  const asked = profileOfScopes(scopes ?? []);
  return asked === undefined || asked === profileId;
}
