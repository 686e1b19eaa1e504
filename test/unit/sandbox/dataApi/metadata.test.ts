import assert from 'node:assert/strict';
import type { JsonObject } from '../../../sandbox/wire/service';
import { CLUSTER, WORKGROUP, ask, refusalOf } from './support/redshiftPart';

const api = (action: string, input: JsonObject): Promise<JsonObject> => ask('redshift-data', action, input);
const SAMPLE = { ...CLUSTER, Database: 'sample_data_dev' };

describe('lists of the Data API', function () {
  this.timeout(60_000);

  it('name databases and schemas, also those that one may not use', async () => {
    assert.deepEqual(
      [await api('ListDatabases', WORKGROUP), await api('ListSchemas', CLUSTER)],
      [
        { Databases: ['dev', 'sample_data_dev'] },
        {
          Schemas: ['finance_schema', 'information_schema', 'pg_catalog', 'public', 'reporting_schema', 'sales_schema'],
        },
      ],
    );
  });

  it('take names as patterns of LIKE', async () => {
    assert.deepEqual(
      [
        await api('ListSchemas', { ...SAMPLE, SchemaPattern: 'tpcds_1' }),
        await api('ListTables', { ...SAMPLE, SchemaPattern: 'tpcds\\_1', TablePattern: 'it%' }),
      ],
      [{ Schemas: ['tpcds91', 'tpcds_1'] }, { Tables: [{ name: 'item', schema: 'tpcds_1', type: 'TABLE' }] }],
    );
  });

  it('tell tables from views', async () => {
    const { Tables } = await api('ListTables', { ...CLUSTER, SchemaPattern: 'finance_schema' });
    assert.deepEqual(
      (Tables as { name: string; type: string }[]).map(({ name, type }) => `${type} ${name}`),
      ['TABLE accounts', 'TABLE budgets', 'TABLE ledger', 'VIEW balances'],
    );
  });

  it('read another database than the connected one', async () => {
    const { Schemas } = await api('ListSchemas', { ...SAMPLE, ConnectedDatabase: 'dev', SchemaPattern: 'tpcds%' });
    assert.deepEqual(Schemas, ['tpcds91', 'tpcds_1']);
  });

  it('come in pages of MaxResults', async () => {
    const input = { ...CLUSTER, MaxResults: 4 };
    const first = await api('ListSchemas', input);
    const second = await api('ListSchemas', { ...input, NextToken: first['NextToken'] ?? null });
    assert.deepEqual(
      [(first['Schemas'] as string[]).length, second],
      [4, { Schemas: ['reporting_schema', 'sales_schema'] }],
    );
    assert.equal(
      await refusalOf(api('ListTables', { ...CLUSTER, NextToken: first['NextToken'] ?? null })),
      'ValidationException 400: Invalid nextToken',
    );
  });

  it('describe the columns of one table', async () => {
    const { TableName, ColumnList } = await api('DescribeTable', { ...SAMPLE, Schema: 'tpcds_1', Table: 'item' });
    const [first, ...others] = ColumnList as JsonObject[];
    assert.deepEqual(
      [TableName, first, others.map(({ name, typeName, precision, scale }) => [name, typeName, precision, scale])],
      [
        'item',
        {
          isCaseSensitive: false,
          isCurrency: false,
          isSigned: true,
          length: 10,
          name: 'i_item_sk',
          nullable: 0,
          precision: 10,
          scale: 0,
          schemaName: 'tpcds_1',
          tableName: 'item',
          typeName: 'int4',
        },
        [
          ['i_item_id', 'varchar', 16, 0],
          ['i_current_price', 'numeric', 7, 2],
        ],
      ],
    );
  });

  it('fail as a connection does when there is no such database', async () => {
    assert.equal(
      await refusalOf(api('ListSchemas', { ...CLUSTER, Database: 'nowhere' })),
      'DatabaseConnectionException 500: FATAL: database "nowhere" does not exist',
    );
  });
});
