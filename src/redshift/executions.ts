import type { BatchExecuteStatementInput, ExecuteStatementInput, SqlParameter } from '@aws-sdk/client-redshift-data';
import type { WarehouseRef } from '../core/warehouse';
import { warehouseInput } from './dataCalls';

/** A value for `:name` in a statement: never empty, as the Data API takes neither NULL nor an empty text. */
export interface BoundParameter {
  name: string;
  value: string;
}

/** What all executions have. */
interface Execution {
  warehouse: Pick<WarehouseRef, 'kind' | 'name'>;
  database: string;
  /** A session that is there, or one to open that lives so long after each statement; none: a connection of its own. */
  session?: { id: string } | { keepAliveSeconds: number };
  /** Unique, so that the statement can be found when its id was not learnt. */
  statementName: string;
  /** Unique, at most 64 characters: by it AWS runs the statement once, however often the request is sent (8 hours). */
  clientToken: string;
  parameters?: readonly BoundParameter[];
}

export interface ExecuteRequest extends Execution {
  /** One statement. */
  sql: string;
}

/** All statements or none (`TRANSACTION`), or each by itself, those behind a failed one too (`AUTO_COMMIT`). */
export type BatchMode = 'TRANSACTION' | 'AUTO_COMMIT';

export interface BatchRequest extends Execution {
  /** One to `mostInBatch` statements, run one after the other. */
  sqls: readonly string[];
  mode: BatchMode;
}

/**
 * Seconds that an execution waits: its answer, and with it the id that cancelling needs, comes no sooner for statements
 * that take longer. What ends within it costs two requests until its rows.
 */
const firstWaitSeconds = 1;

export function executeInput({ sql, ...execution }: ExecuteRequest, waits: boolean): ExecuteStatementInput {
  return { Sql: sql, ...inputOf(execution, waits) };
}

export function batchInput({ sqls, mode, ...execution }: BatchRequest, waits: boolean): BatchExecuteStatementInput {
  return { Sqls: [...sqls], ExecutionMode: mode, ...inputOf(execution, waits) };
}

function inputOf(execution: Execution, waits: boolean): Omit<ExecuteStatementInput, 'Sql'> {
  const { warehouse, database, session, statementName, clientToken, parameters = [] } = execution;
  const sent = parameters.map(({ name, value }): SqlParameter => ({ name, value }));
  return {
    StatementName: statementName,
    ClientToken: clientToken,
    // A session has its warehouse, its database and its user: the API takes its id alone. Never DbUser: without it (and
    // without a secret) the Data API signs in as the IAM identity with its roles.
    ...(session && 'id' in session ? { SessionId: session.id } : { ...warehouseInput(warehouse), Database: database }),
    ...(session && 'keepAliveSeconds' in session ? { SessionKeepAliveSeconds: session.keepAliveSeconds } : {}),
    ...(sent.length === 0 ? {} : { Parameters: sent }),
    ...(waits ? { WaitTimeSeconds: firstWaitSeconds } : {}),
  };
}
