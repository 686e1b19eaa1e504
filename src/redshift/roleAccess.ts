import type { DefaultPrivilege, RoleLink } from '../core/access';
import type { Query } from './catalog';

/** All grants of roles to roles that one can see. */
export async function roleLinks(query: Query): Promise<RoleLink[]> {
  const rows = await query('SELECT role_name, granted_role_name FROM svv_role_grants ORDER BY 1, 2');
  return rows.map(([role, inherits]) => ({ role: role ?? '', inherits: inherits ?? '' }));
}

/** Those that start from these roles, directly or by others: who may see the whole system finds others' as well. */
export function linksFrom(roles: readonly string[], links: readonly RoleLink[]): RoleLink[] {
  const reached = new Set(roles);
  // A set may grow while it is gone through: what is added comes later.
  for (const role of reached) for (const link of links) if (link.role === role) reached.add(link.inherits);
  return links.filter(({ role }) => reached.has(role));
}

/** A privilege as the SVV views give it, and whom it was granted to. */
export interface Granted<T> {
  value: T;
  identityType: string;
  identity: string;
}

export async function systemPrivileges(query: Query): Promise<Granted<{ role: string; privilege: string }>[]> {
  const rows = await query(
    'SELECT identity_type, identity_name, system_privilege FROM svv_system_privileges ORDER BY 2, 3',
  );
  return rows.map(([identityType, identity, privilege]) => ({
    value: { role: identity ?? '', privilege: privilege ?? '' },
    identityType: identityType ?? '',
    identity: identity ?? '',
  }));
}

export async function defaultPrivileges(query: Query): Promise<Granted<DefaultPrivilege>[]> {
  const rows = await query(
    `SELECT grantee_type, grantee_name, owner_name, schema_name, object_type, privilege_type
  FROM svv_default_privileges ORDER BY 3, 4, 5, 6, 2`,
  );
  return rows.map(([identityType, identity, owner, schema, objects, privilege]) => ({
    value: {
      owner: owner ?? '',
      ...(schema !== null && schema !== undefined && schema !== '' && { schema }),
      objects: objects ?? '',
      privilege: privilege ?? '',
      grantee: identityType === 'public' ? 'PUBLIC' : (identity ?? ''),
    },
    identityType: identityType ?? '',
    identity: identity ?? '',
  }));
}
