import type { DataApi, StatementOutcome } from '../redshift/statements';
import type { Place } from './fileSession';
import { newIds } from './statementIds';

/** PostgreSQL's setting. Redshift's documentation does not name it: where it is refused, the check before sending stands alone. */
const readOnlySql = 'SET default_transaction_read_only TO on';

/**
 * Opens a session in which the server refuses to write. A guard against accidents: whoever may write can turn it off; the boundary
 * is the database role.
 * @param onRefused is called where the server does not know such sessions
 */
export function readOnlySession(
  data: Pick<DataApi, 'execute'>,
  onRefused: () => void,
): (place: Place) => Promise<StatementOutcome> {
  return async (place) => {
    // Not cancelled with the statement that it is for: half open, the session would be of no use to the next one.
    const outcome = await data.execute({ sql: readOnlySql, ...place, ...newIds() }, AbortSignal.timeout(openingMs));
    if (outcome.status === 'failed' && outcome.error.kind !== 'connection') onRefused();
    return outcome;
  };
}

/** With a warehouse that is resumed first. */
const openingMs = 300_000;
