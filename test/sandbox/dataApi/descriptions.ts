import type { JsonObject } from '../wire/service';
import { Batch } from './batch';
import type { Run } from './run';
import type { Statement } from './statement';

/** Of DescribeStatement, for one statement. */
export function describeSingle(statement: Statement): JsonObject {
  return {
    ...described(statement),
    QueryString: statement.sql,
    Duration: statement.outcome?.durationNs ?? -1,
    RedshiftQueryId: statement.queryId,
    ...counted(statement),
  };
}

/**
 * Of DescribeStatement, for a batch: as the examples in "Describe metadata about a SQL statement" (management guide) have
 * it. One that is not over counts nothing yet; asked for one statement of it, it shows that alone.
 */
export function describeBatch(batch: Batch, only?: Statement): JsonObject {
  return {
    ...described(batch),
    Duration: batch.outcome?.durationNs ?? 0,
    ...(batch.outcome ? counted(batch) : { HasResultSet: false }),
    RedshiftQueryId: 0,
    ExecutionMode: batch.mode,
    SubStatements: batch.parts.filter((part) => only === undefined || part === only).map(describePart),
  };
}

/** StatementData of ListStatements. */
export function listed(run: Statement | Batch): JsonObject {
  const { name, sessionId, resultFormat } = run.request;
  return {
    Id: run.id,
    ...(run instanceof Batch ? { QueryStrings: run.parts.map(({ sql }) => sql) } : { QueryString: run.sql }),
    IsBatchStatement: run instanceof Batch,
    Status: run.status,
    ...(name === undefined ? {} : { StatementName: name }),
    ...times(run),
    ...parametersOf(run),
    ResultFormat: resultFormat,
    ...(sessionId === undefined ? {} : { SessionId: sessionId }),
  };
}

function describePart(part: Statement): JsonObject {
  return {
    Id: part.id,
    QueryString: part.sql,
    Status: part.status,
    ...times(part),
    Duration: part.outcome?.durationNs ?? -1,
    RedshiftQueryId: part.queryId || -1,
    ...counted(part),
    ...errorOf(part),
  };
}

function described(run: Run): JsonObject {
  const { target, dbUser, sessionId, resultFormat } = run.request;
  const { kind, name } = target.warehouse.name;
  return {
    Id: run.id,
    ...(kind === 'cluster' ? { ClusterIdentifier: name } : { WorkgroupName: name }),
    Database: target.database,
    DbUser: dbUser,
    ...parametersOf(run),
    ...(sessionId === undefined ? {} : { SessionId: sessionId }),
    Status: run.status,
    ...times(run),
    RedshiftPid: run.pid,
    ResultFormat: resultFormat,
    ...errorOf(run),
  };
}

function times({ createdAt, updatedAt }: Run): { CreatedAt: number; UpdatedAt: number } {
  return { CreatedAt: createdAt / 1000, UpdatedAt: updatedAt / 1000 };
}

function counted({ outcome, hasResultSet }: Run): JsonObject {
  return { HasResultSet: hasResultSet, ResultRows: outcome?.resultRows ?? -1, ResultSize: outcome?.resultSize ?? -1 };
}

function parametersOf({ request: { parameters } }: Run): JsonObject {
  return parameters.length > 0 ? { QueryParameters: parameters.map((parameter) => ({ ...parameter })) } : {};
}

function errorOf({ outcome }: Run): JsonObject {
  return outcome?.error === undefined ? {} : { Error: outcome.error };
}
