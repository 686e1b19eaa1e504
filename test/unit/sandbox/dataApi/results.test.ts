import assert from 'node:assert/strict';
import type { JsonObject } from '../../../sandbox/wire/service';
import { BIG_ROWS, CLUSTER, ask, rawOf, refusalOf, rowsOf, run } from './support/redshiftPart';

const result = (input: JsonObject): Promise<string> => rawOf('redshift-data', 'GetStatementResult', input);
const column = (sql: string): Promise<string[]> => rowsOf(sql);

describe('results of the Data API', function () {
  this.timeout(60_000);

  it('keep every digit of every type', async () => {
    const rows = await column(
      `SELECT int8_value, numeric_value, float4_value, float8_value, bool_value, varbyte_value FROM type_samples ORDER BY id`,
    );
    assert.deepEqual(rows, [
      '[{"longValue":9223372036854775807},{"stringValue":"9.9999999999999999999999999999999999999"},{"doubleValue":3.4028235e+38},{"doubleValue":1.7976931348623157e+308},{"booleanValue":true},{"blobValue":"AP8Q/g=="}]',
      '[{"longValue":-9223372036854775808},{"stringValue":"-9.9999999999999999999999999999999999999"},{"doubleValue":-1e-37},{"doubleValue":-2.2250738585072014e-308},{"booleanValue":false},{"blobValue":""}]',
      '[{"isNull":true},{"isNull":true},{"isNull":true},{"isNull":true},{"isNull":true},{"isNull":true}]',
      '[{"longValue":9007199254740993},{"stringValue":"0.0000000000000000000000000000000000000"},{"doubleValue":"NaN"},{"doubleValue":"NaN"},{"booleanValue":true},{"blobValue":"e30="}]',
      '[{"longValue":-9007199254740993},{"stringValue":"0.1000000000000000055511151231257827021"},{"doubleValue":"Infinity"},{"doubleValue":"-Infinity"},{"booleanValue":false},{"isNull":true}]',
      '[{"longValue":6},{"stringValue":"1.0000000000000000000000000000000000000"},{"doubleValue":0.1},{"doubleValue":0.1},{"booleanValue":true},{"isNull":true}]',
    ]);
  });

  it('keep texts, and times as AWS writes them', async () => {
    const rows = await column(
      `SELECT long_value, varchar_value, timestamp_value, timestamptz_value FROM type_samples WHERE id IN (4, 5, 6) ORDER BY id`,
    );
    const texts = '"quotes", \'apostrophes\', \\backslash, NULL, \u200Bzero width, 日本語, 🦆, e\u0301';
    assert.deepEqual(
      rows.map((row) => JSON.parse(row) as JsonObject[]),
      [
        ['', '', '2024-02-29 12:00:00.0', '2024-02-29 10:00:00+00'],
        ['NaN', 'Infinity', '1999-12-31 23:59:59.5', '2000-01-01 07:59:59.5+00'],
        [texts, 'line one\nline two\r\nthree\ttab', '2024-07-01 01:02:03.004', '2024-07-01 01:02:03.004+00'],
      ].map((values) => values.map((stringValue) => ({ stringValue }))),
    );
  });

  it('describe their columns', async () => {
    const { Id } = await run(
      'SELECT order_id, total AS sum, note, ordered_at, 1 AS one FROM sales_schema.orders LIMIT 0',
    );
    const { Records, ColumnMetadata, TotalNumRows } = await ask('redshift-data', 'GetStatementResult', {
      Id: Id ?? null,
    });
    const orders = { isCurrency: false, length: 0, schemaName: 'sales_schema', tableName: 'orders' };
    const number = { isCaseSensitive: false, isSigned: true };
    const named = (name: string): JsonObject => ({ name, label: name });
    assert.deepEqual(
      { Records, ColumnMetadata, TotalNumRows },
      {
        Records: [],
        ColumnMetadata: [
          { ...orders, ...number, ...named('order_id'), nullable: 0, precision: 19, scale: 0, typeName: 'int8' },
          { ...orders, ...number, ...named('sum'), nullable: 0, precision: 14, scale: 2, typeName: 'numeric' },
          {
            ...orders,
            ...named('note'),
            isCaseSensitive: true,
            isSigned: false,
            nullable: 1,
            precision: 400,
            scale: 0,
            typeName: 'varchar',
          },
          {
            ...orders,
            ...named('ordered_at'),
            isCaseSensitive: false,
            isSigned: false,
            nullable: 0,
            precision: 29,
            scale: 6,
            typeName: 'timestamp',
          },
          {
            ...orders,
            ...number,
            ...named('one'),
            schemaName: '',
            tableName: '',
            nullable: 2,
            precision: 10,
            scale: 0,
            typeName: 'int4',
          },
        ],
        TotalNumRows: 0,
      },
    );
  });

  it('come in pages of about a megabyte, each row once and in order', async () => {
    const { Id } = await run('SELECT * FROM sales_schema.web_events ORDER BY event_id');
    const ids: string[] = [];
    const sizes: number[] = [];
    let token: string | undefined;
    do {
      const page = await result({ Id: Id ?? null, ...(token === undefined ? {} : { NextToken: token }) });
      ids.push(...Array.from(page.matchAll(/\[\{"longValue":(\d+)\}/g), ([, id]) => id ?? ''));
      const parsed = JSON.parse(page) as { NextToken?: string; TotalNumRows: number; ColumnMetadata: unknown[] };
      assert.deepEqual([parsed.TotalNumRows, parsed.ColumnMetadata.length], [BIG_ROWS, 7]);
      sizes.push(page.length);
      token = parsed.NextToken;
    } while (token !== undefined);
    assert.deepEqual(
      [ids, sizes.slice(0, -1).every((size) => size > 900_000 && size < 1_100_000), sizes.length > 2],
      [Array.from({ length: BIG_ROWS }, (_, index) => String(index + 1)), true, true],
    );
  });

  it('refuse tokens of other statements', async () => {
    const [first, second] = [await run('SELECT 1'), await run('SELECT 2')];
    const foreign = Buffer.from(JSON.stringify([0, first['Id']])).toString('base64url');
    const refusals = await Promise.all(
      [foreign, 'x', '!'].map((NextToken) => refusalOf(result({ Id: second['Id'] ?? null, NextToken }))),
    );
    assert.deepEqual(new Set(refusals), new Set(['ValidationException 400: Invalid nextToken']));
  });

  for (const sql of ['SELECT * FROM nowhere', 'SET search_path = public'])
    it(`are none of ${sql}`, async () => {
      const { Id } = await run(sql);
      assert.equal(
        await refusalOf(result({ Id: Id ?? null })),
        'ValidationException 400: Query does not have result. Please check query status with DescribeStatement.',
      );
    });

  it('have no rows of more than 64 KB', async () => {
    const { Status, Error: error } = await run("SELECT repeat('x', 65537)");
    assert.deepEqual([Status, error], ['FAILED', 'ERROR: Packet for query is too large (65547 > 65536)']);
  });

  const ids: [id: string, refusal: string][] = [
    ['70662acc-f334-46f8-b953-3a9546796d7c', 'ResourceNotFoundException 400: Query does not exist.'],
    ['70662acc-f334-46f8-b953-3a9546796d7c:2', 'ResourceNotFoundException 400: Query does not exist.'],
    [
      'InvalidStatementId',
      'ValidationException 400: id must satisfy regex pattern: ^[a-z0-9]{8}(-[a-z0-9]{4}){3}-[a-z0-9]{12}(:\\d+)?$',
    ],
  ];
  for (const [id, refusal] of ids)
    it(`are not found under ${id}`, async () => assert.equal(await refusalOf(result({ Id: id })), refusal));

  it('are those of the database that was asked', async () => {
    assert.deepEqual(await rowsOf('SELECT current_database()', { ...CLUSTER, Database: 'sample_data_dev' }), [
      '[{"stringValue":"sample_data_dev"}]',
    ]);
  });
});
