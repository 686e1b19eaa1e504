import type { Service } from '../wire/service';
import type { DataApi } from './dataApi';
import { batchExecuteStatement, executeStatement } from './executeStatement';
import { listSessions } from './listSessions';
import { listStatements } from './listStatements';
import { describeTable, listDatabases, listSchemas, listTables, metadataAction } from './metadataActions';
import { getStatementResult, getStatementResultV2 } from './resultActions';
import { cancelStatement, describeStatement } from './statementActions';

/** The Redshift Data API (2019-12-20). */
export function dataApiService(api: DataApi): Service {
  return {
    name: 'redshift-data',
    protocol: { kind: 'json11', targetPrefix: 'RedshiftData', messageMember: 'Message' },
    actions: {
      ExecuteStatement: executeStatement(api),
      BatchExecuteStatement: batchExecuteStatement(api),
      DescribeStatement: describeStatement(api),
      GetStatementResult: getStatementResult(api),
      GetStatementResultV2: getStatementResultV2(api),
      CancelStatement: cancelStatement(api),
      ListStatements: listStatements(api),
      ListSessions: listSessions(api),
      ListDatabases: metadataAction(api, listDatabases),
      ListSchemas: metadataAction(api, listSchemas),
      ListTables: metadataAction(api, listTables),
      DescribeTable: metadataAction(api, describeTable),
    },
  };
}
