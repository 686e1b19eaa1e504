import { randomUUID } from 'node:crypto';
import type { ExecuteRequest } from '../redshift/statements';

/** By these a statement is known at the server: looked up by its name, run once by its token. */
export type StatementIds = Pick<ExecuteRequest, 'statementName' | 'clientToken'>;

/** Statements of files are named so; those of our own queries are not. */
export const statementNamePrefix = 'redshift-federation-';

export function newIds(): StatementIds {
  return { statementName: `${statementNamePrefix}${randomUUID()}`, clientToken: randomUUID() };
}
