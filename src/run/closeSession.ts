import type { WarehouseRef } from '../core/warehouse';
import type { DataApi } from '../redshift/statements';
import { newIds } from './statementIds';

/**
 * Ends a session on the server. The Data API has no call for it; Redshift lets everybody end sessions of their own user
 * (Database Developer Guide, PG_TERMINATE_BACKEND), which rolls an open transaction back.
 */
export const closingSql = 'SELECT pg_terminate_backend(pg_backend_pid())';

/** A session of the Data API by its id, and where it is. */
export interface SessionPlace {
  id: string;
  warehouse: Pick<WarehouseRef, 'kind' | 'name'>;
  database: string;
}

/**
 * Closes a session, as far as it can be told: the statement that ends its own connection has no rightful answer.
 * @throws Failure `session.notAvailable` where it is busy or over, others; Cancelled
 */
export async function closeSession(
  data: Pick<DataApi, 'execute'>,
  { id, warehouse, database }: SessionPlace,
  signal: AbortSignal,
): Promise<void> {
  await data.execute({ sql: closingSql, warehouse, database, session: { id }, ...newIds() }, signal);
}
