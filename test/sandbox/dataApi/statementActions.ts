import { RawJson, type Action, type Call, type JsonObject, type Permission } from '../wire/service';
import type { DataApi } from './dataApi';
import { Input } from './input';
import { LIMITS } from './limits';
import { noResult, notCancellable } from './refusals';
import { offsetOf, tokenOf } from './paging';
import type { Statement } from './statement';

/** As the real service spells it in its message; a suffix names a statement of a batch. */
const STATEMENT_ID = /^[a-z0-9]{8}(-[a-z0-9]{4}){3}-[a-z0-9]{12}(:\d+)?$/;

/** https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_DescribeStatement.html */
export function describeStatement(api: DataApi): Action {
  return {
    permissions: permissionOn(api, 'DescribeStatement'),
    run: async (call) => {
      const statement = find(api, call);
      await statement.wait(waitSeconds(call), call.signal);
      return description(statement);
    },
  };
}

/** https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_GetStatementResult.html */
export function getStatementResult(api: DataApi): Action {
  return {
    permissions: permissionOn(api, 'GetStatementResult'),
    run: async (call) => {
      const statement = find(api, call);
      const page = offsetOf(new Input(call.input), statement.id);
      await statement.wait(waitSeconds(call), call.signal);
      const result = statement.outcome?.result;
      if (!result || page >= result.rows.pages) throw noResult();
      const rest = JSON.stringify({
        ColumnMetadata: result.columns,
        TotalNumRows: result.rows.count,
        ...(page + 1 < result.rows.pages ? { NextToken: tokenOf(page + 1, statement.id) } : {}),
      });
      // Rows are JSON already, with numbers that JavaScript would round.
      return new RawJson(`{"Records":[${await result.rows.page(page)}],${rest.slice(1)}`);
    },
  };
}

/** https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_CancelStatement.html */
export function cancelStatement(api: DataApi): Action {
  return {
    permissions: permissionOn(api, 'CancelStatement'),
    run: (call) => {
      const statement = find(api, call);
      if (statement.outcome) throw notCancellable(statement.id, statement.status);
      api.execution.cancel(statement);
      // Accepted; whether it was in time shows in the statement's status.
      return { Status: true };
    },
  };
}

function permissionOn(api: DataApi, action: string): (call: Call) => Permission[] {
  return (call) => {
    const owner = find(api, call).request.owner.userId;
    return [
      {
        action: `redshift-data:${action}`,
        resource: '*',
        context: { 'redshift-data:statement-owner-iam-userid': owner },
      },
    ];
  };
}

function find(api: DataApi, { input, caller }: Call): Statement {
  return api.statements.find(new Input(input).requiredText('Id', { pattern: STATEMENT_ID }), caller);
}

function waitSeconds({ input }: Call): number | undefined {
  return new Input(input).integer('WaitTimeSeconds', { min: 1, max: LIMITS.waitTimeSeconds });
}

function description(statement: Statement): JsonObject {
  const { request, outcome } = statement;
  const { kind, name } = request.target.warehouse.name;
  return {
    Id: statement.id,
    ...(kind === 'cluster' ? { ClusterIdentifier: name } : { WorkgroupName: name }),
    Database: request.target.database,
    DbUser: request.dbUser,
    QueryString: request.sql,
    ...(request.parameters.length > 0
      ? { QueryParameters: request.parameters.map((parameter) => ({ ...parameter })) }
      : {}),
    ...(request.sessionId === undefined ? {} : { SessionId: request.sessionId }),
    Status: statement.status,
    CreatedAt: statement.createdAt / 1000,
    UpdatedAt: statement.updatedAt / 1000,
    Duration: outcome?.durationNs ?? -1,
    HasResultSet: outcome?.result !== undefined,
    RedshiftPid: statement.pid,
    RedshiftQueryId: statement.queryId,
    ResultFormat: 'JSON',
    ResultRows: outcome?.resultRows ?? -1,
    ResultSize: outcome?.resultSize ?? -1,
    ...(outcome?.error === undefined ? {} : { Error: outcome.error }),
  };
}
