import type { WarehouseRef } from '../core/warehouse';
import type { Catalog } from './catalog';

/** What the database says about the session, which may differ from what the tags asked for (protocol.md 1.1, 1.2). */
export interface RolesReport {
  currentUser: string;
  database: string;
  /** Session roles, as pg_get_session_roles() has them. */
  roles: { name: string; id: string }[];
}

/** The statement of the blog; it has no rows for users without roles. */
const sessionRoles = 'SELECT current_user,* FROM pg_get_session_roles() eff_ro(name name, roleid integer);';
const whoAndWhere = 'SELECT current_user, current_database()';

export async function rolesReport(
  catalog: Pick<Catalog, 'query'>,
  warehouse: WarehouseRef,
  database: string,
  signal: AbortSignal,
): Promise<RolesReport> {
  const [[identity], roles] = await Promise.all([
    catalog.query(whoAndWhere, warehouse, database, signal),
    catalog.query(sessionRoles, warehouse, database, signal),
  ]);
  return {
    currentUser: identity?.[0] ?? '',
    database: identity?.[1] ?? '',
    roles: roles.map(([, name, id]) => ({ name: name ?? '', id: id ?? '' })),
  };
}
