import { DatabaseError } from 'pg';
import type { Rewriting } from './rewriting';

/** What PostgreSQL 18 says, and what Redshift, which left PostgreSQL at 8.0, says for it. */
const WORDINGS: readonly (readonly [code: string, postgres: RegExp, redshift: string])[] = [
  [
    '42501',
    /^permission denied for (?:table|view|materialized view|sequence|foreign table) (.*)$/s,
    'permission denied for relation $1',
  ],
];

/** PostgreSQL's code for a statement that was cancelled, by a person or by a time-out. */
export const CANCELED = '57014';

/** True for the error of a statement that pg_cancel_backend stopped. */
export function isCanceled(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === CANCELED;
}

/**
 * The error as the Data API's field `Error` has it: `ERROR: text`, then `Detail:`, `Hint:` and `Position:` where they are
 * known, each on a line of its own and indented by two (the form of the JDBC driver, which the Data API uses). The
 * position is that of the statement as the service sends it on.
 */
export function redshiftErrorText(error: DatabaseError, statement: Rewriting): string {
  const lines = [`${error.severity ?? 'ERROR'}: ${redshiftMessage(error)}`];
  if (error.detail) lines.push(`Detail: ${error.detail}`);
  if (error.hint) lines.push(`Hint: ${error.hint}`);
  if (error.position) lines.push(`Position: ${statement.servicePosition(Number(error.position))}`);
  return lines.join('\n  ');
}

function redshiftMessage(error: DatabaseError): string {
  const wording = WORDINGS.find(([code, postgres]) => code === error.code && postgres.test(error.message));
  return wording ? error.message.replace(wording[1], wording[2]) : error.message;
}
