import assert from 'node:assert/strict';
import type { JsonObject } from '../../../sandbox/wire/service';
import { BIG_ROWS, CLUSTER, ask, refusalOf, textOf } from './support/redshiftPart';

const api = (action: string, input: JsonObject): Promise<JsonObject> => ask('redshift-data', action, input);
const start = async (Sql: string, ResultFormat = 'CSV'): Promise<string> =>
  textOf(await api('ExecuteStatement', { ...CLUSTER, Sql, ResultFormat, WaitTimeSeconds: 30 }), 'Id');
const piecesOf = (answer: JsonObject): string[] =>
  (answer['Records'] as { CSVRecords: string }[]).map(({ CSVRecords }) => CSVRecords);

describe('results as CSV', function () {
  this.timeout(60_000);

  it('begin with the headers, and quote what has to be', async () => {
    const Id = await start(
      `SELECT 'a,b' AS "x,y", 'say "hi"' AS said, E'two\\nlines' AS lines, NULL AS nothing, '' AS empty, true AS yes,
              9223372036854775807 AS big, 1.10::numeric(5,2) AS exact`,
    );
    const { Records, TotalNumRows, ResultFormat, ColumnMetadata, NextToken } = await api('GetStatementResultV2', {
      Id,
    });
    assert.deepEqual(
      [Records, TotalNumRows, ResultFormat, (ColumnMetadata as JsonObject[]).length, NextToken],
      [
        [
          {
            CSVRecords:
              '"x,y",said,lines,nothing,empty,yes,big,exact\r\n' +
              '"a,b","say ""hi""","two\nlines",,,true,9223372036854775807,1.10\r\n',
          },
        ],
        1,
        'CSV',
        8,
        undefined,
      ],
    );
  });

  it('have headers also without rows', async () => {
    const Id = await start('SELECT 1 AS a, 2 AS b WHERE false');
    const { Records, TotalNumRows } = await api('GetStatementResultV2', { Id });
    assert.deepEqual([Records, TotalNumRows], [[{ CSVRecords: 'a,b\r\n' }], 0]);
  });

  it('come in pieces of about a megabyte, several in an answer, each row once', async () => {
    const Id = await start('SELECT * FROM sales_schema.web_events ORDER BY event_id');
    const answer = await api('GetStatementResultV2', { Id });
    const lines = piecesOf(answer).join('').split('\r\n');
    assert.deepEqual(
      [
        lines.slice(1, -1).map((line) => line.split(',')[0]),
        piecesOf(answer).length > 1,
        piecesOf(answer).every((piece) => piece.endsWith('\r\n') && piece.length <= 1_000_000),
        answer['NextToken'],
      ],
      [Array.from({ length: BIG_ROWS }, (_, index) => String(index + 1)), true, true, undefined],
    );
  });

  it('go on in further answers', async () => {
    const Id = await start("SELECT n, repeat('x', 60000) FROM generate_series(1, 300) AS n ORDER BY n");
    const first = await api('GetStatementResultV2', { Id });
    const second = await api('GetStatementResultV2', { Id, NextToken: first['NextToken'] ?? null });
    const numbers = [...piecesOf(first), ...piecesOf(second)]
      .join('')
      .split('\r\n')
      .slice(1, -1)
      .map((line) => Number(line.split(',')[0]));
    assert.deepEqual(
      [piecesOf(first).length, piecesOf(second).length > 0, second['NextToken'], numbers],
      [15, true, undefined, Array.from({ length: 300 }, (_, index) => index + 1)],
    );
  });

  it('are read by GetStatementResultV2 alone, and that reads nothing else', async () => {
    const [csv, json] = [await start('SELECT 1'), await start('SELECT 1', 'JSON')];
    assert.deepEqual(
      [
        await refusalOf(api('GetStatementResult', { Id: csv })),
        await refusalOf(api('GetStatementResultV2', { Id: json })),
        (await api('DescribeStatement', { Id: csv }))['ResultFormat'],
      ],
      [
        'ValidationException 400: The result of the query has the format CSV: GetStatementResultV2 reads it',
        'ValidationException 400: The result of the query has the format JSON: GetStatementResult reads it',
        'CSV',
      ],
    );
  });

  it('are those of a batch as well', async () => {
    const batch = { ...CLUSTER, Sqls: ['SELECT 1 AS a', 'SELECT 2 AS b'], ResultFormat: 'CSV', WaitTimeSeconds: 30 };
    const Id = textOf(await api('BatchExecuteStatement', batch), 'Id');
    assert.deepEqual(piecesOf(await api('GetStatementResultV2', { Id: `${Id}:2` })), ['b\r\n2\r\n']);
  });
});
