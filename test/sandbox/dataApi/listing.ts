import type { Caller, JsonObject, Permission } from '../wire/service';
import type { Input } from './input';

/**
 * Whose a list is, for policies: the caller's with RoleLevel false. A list of the whole role's has no one owner, so that a
 * policy with the condition refuses it; AWS does not say what it does then.
 */
export function listOwner(input: Input, key: string, caller: Caller): Pick<Permission, 'context'> {
  return input.flag('RoleLevel') === false ? { context: { [key]: caller.userId } } : {};
}

/** Ties a token to the list that it was given out for: the same action and filters. */
export function scopeOf(action: string, { NextToken: _, MaxResults: _size, ...filters }: JsonObject): string {
  return JSON.stringify([action, ...Object.entries(filters).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
