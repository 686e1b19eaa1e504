import type { RoleLink } from '../../core/access';
import type { SeenGrant } from '../../core/objects';
import type { Holder, Need } from './explanation';

/** Who one is in the database. */
export interface Identity {
  user: string;
  /** Roles of the session. */
  roles: readonly string[];
  /** What they inherit from. */
  links: readonly RoleLink[];
}

/** The thing that grants are looked at for; without a name the schema itself. */
interface Thing {
  schema: string;
  name?: string;
}

/** Who was given something on a thing and on its schema, in the order of how near they are to oneself. */
export function holdersOf(grants: readonly SeenGrant[], { schema, name }: Thing, identity: Identity): Holder[] {
  const found = new Map<string, { kind: Holder['kind']; name: string; onSchema: string[]; onThing: string[] }>();
  const columns = new Map<string[], Map<string, string[]>>();
  for (const grant of grants) {
    if (grant.schema !== schema || (grant.on !== 'schema' && grant.name !== name)) continue;
    const key = `${grant.granteeKind} ${grant.grantee}`;
    const holder = found.get(key) ?? { kind: grant.granteeKind, name: grant.grantee, onSchema: [], onThing: [] };
    found.set(key, holder);
    const list = grant.on === 'schema' ? holder.onSchema : holder.onThing;
    if (grant.column === undefined) list.push(grant.privilege);
    else {
      const byPrivilege = columns.get(list) ?? new Map<string, string[]>();
      columns.set(list, byPrivilege.set(grant.privilege, [...(byPrivilege.get(grant.privilege) ?? []), grant.column]));
    }
  }
  for (const [list, byPrivilege] of columns)
    list.push(...[...byPrivilege].map(([privilege, names]) => `${privilege} (${names.join(', ')})`));
  const holders = [...found.values()].map((holder): Holder => ({ ...holder, how: howOf(holder, identity) }));
  // Roles of one's own without anything on it are shown as such.
  const bare = identity.roles.filter((role) => !found.has(`role ${role}`));
  holders.push(...bare.map((role): Holder => ({ kind: 'role', name: role, how: 'own', onSchema: [], onThing: [] })));
  return holders.sort((one, other) => rankOf(one) - rankOf(other) || one.name.localeCompare(other.name));
}

/** Roles that one does not have, and that have all of this, on the schema or on the thing. */
export function giversOf(grants: readonly SeenGrant[], missing: readonly Need[], identity: Identity): string[] {
  const given = missing.filter(({ privilege, external }) => privilege !== 'OWNER' && !external);
  if (given.length === 0) return [];
  const own = ownRoles(identity);
  const roles = new Set(grants.filter(({ granteeKind }) => granteeKind === 'role').map(({ grantee }) => grantee));
  return [...roles]
    .filter((role) => !own.has(role))
    .filter((role) => given.every((need) => grants.some((grant) => grant.grantee === role && gives(grant, need))))
    .sort();
}

/** Whether a grant (to whomever) gives what is needed; one on a whole schema gives it for all that is in it. */
export function gives(grant: SeenGrant, { kind, schema, name, column, privilege }: Need): boolean {
  if (grant.privilege !== privilege) return false;
  if (grant.on === 'schema') return grant.schema === (kind === 'schema' ? name : schema) && scoped(kind, privilege);
  if (grant.on !== kind || grant.schema !== schema || grant.name !== name) return false;
  return grant.column === undefined || grant.column === column;
}

/** USAGE and CREATE are the schema's own; SELECT or EXECUTE granted on a schema is meant for what is in it. */
function scoped(kind: Need['kind'], privilege: string): boolean {
  if (kind === 'schema') return true;
  return kind === 'routine' ? privilege === 'EXECUTE' : ['SELECT', 'INSERT', 'UPDATE', 'DELETE'].includes(privilege);
}

/** Whether a grant is one to the person, by whatever role. */
export function isOwn({ granteeKind, grantee }: SeenGrant, identity: Identity): boolean {
  return howOf({ kind: granteeKind, name: grantee }, identity) !== 'other';
}

function howOf({ kind, name }: Pick<Holder, 'kind' | 'name'>, { user, roles, links }: Identity): Holder['how'] {
  if (kind === 'public' || (kind === 'user' && name === user) || (kind === 'role' && roles.includes(name)))
    return 'own';
  return kind === 'role' && ownRoles({ user, roles, links }).has(name) ? 'inherited' : 'other';
}

function ownRoles({ roles, links }: Identity): Set<string> {
  const own = new Set(roles);
  // A set may grow while it is gone through: what is added comes later.
  for (const role of own) for (const link of links) if (link.role === role) own.add(link.inherits);
  return own;
}

function rankOf({ kind, how }: Holder): number {
  if (how === 'other') return 5;
  if (kind === 'public') return 4;
  return how === 'inherited' ? 3 : kind === 'role' ? 2 : 1;
}
