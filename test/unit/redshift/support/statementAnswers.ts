import type { ExecuteRequest } from '../../../../src/redshift/statements';
import type { Reply } from './awsStandIn';

export const id = '11111111-2222-3333-4444-555555555555';

export const request: ExecuteRequest = {
  sql: 'SELECT 1',
  warehouse: { kind: 'cluster', name: 'cluster-1' },
  database: 'dev',
  statementName: 'name-1',
  clientToken: 'token-1',
};

export const submitted: Reply = { body: { Id: id, Status: 'STARTED', HasResultSet: false } };
export const running: Reply = { body: { Id: id, Status: 'STARTED', Duration: -1, ResultRows: -1 } };
export const finishedRows: Reply = {
  body: { Id: id, Status: 'FINISHED', HasResultSet: true, Duration: 2_500_000, ResultRows: 1 },
};
export const aborted: Reply = {
  body: { Id: id, Status: 'ABORTED', Error: "ERROR: Query (1) cancelled on user's request" },
};
export const broken: Reply = { error: 'InternalServerException', message: 'Oops', status: 500 };
export const throttled: Reply = { error: 'ThrottlingException', message: 'Rate exceeded' };
export const accepted: Reply = { body: { Status: true } };

/** One row with a number that JavaScript would round. */
export const oneRow: Reply = {
  body: `{"ColumnMetadata":[{"label":"n","name":"n","typeName":"int8","nullable":2}],"Records":[[{"longValue":9223372036854775807}]],"TotalNumRows":1}`,
};

export const never = (): AbortSignal => new AbortController().signal;
