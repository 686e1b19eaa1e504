import type { Service } from '../wire/service';
import type { DataApi } from './dataApi';
import { executeStatement } from './executeStatement';
import { describeTable, listDatabases, listSchemas, listTables, metadataAction } from './metadataActions';
import { cancelStatement, describeStatement, getStatementResult } from './statementActions';

/** The Redshift Data API (2019-12-20). */
export function dataApiService(api: DataApi): Service {
  return {
    name: 'redshift-data',
    protocol: { kind: 'json11', targetPrefix: 'RedshiftData', messageMember: 'Message' },
    actions: {
      ExecuteStatement: executeStatement(api),
      DescribeStatement: describeStatement(api),
      GetStatementResult: getStatementResult(api),
      CancelStatement: cancelStatement(api),
      ListDatabases: metadataAction(api, listDatabases),
      ListSchemas: metadataAction(api, listSchemas),
      ListTables: metadataAction(api, listTables),
      DescribeTable: metadataAction(api, describeTable),
    },
  };
}
