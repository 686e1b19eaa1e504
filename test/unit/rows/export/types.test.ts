import assert from 'node:assert/strict';
import type { Cell, Column, Row } from '../../../../src/core/result';
import { clipboardTextOf } from '../../../../src/core/tsv';
import { readExactBody } from '../../../../src/redshift/exactJson';
import { copiedText } from '../../../../src/rows/export/textWriter';
import { RowSpace } from '../../../../src/rows/rowSpace';
import { fileOf } from './support/written';
import { sheetsOf, type WorkbookCell } from './support/workbooks';

/** A value of a type: how the server's answer has it, and what becomes of it; without more, all show the cell itself. */
interface TypeCase {
  type: string;
  server: string;
  cell: Cell;
  /** In CSV, TSV. */
  csv?: string;
  tsv?: string;
  json: string;
  sql: string;
  markdown?: string;
  excel?: WorkbookCell;
}

const digits38 = '1.2345678901234567890123456789012345678';
const text = (value: string): string => JSON.stringify({ stringValue: value });
/** A value that is the same text everywhere. */
const plain = (type: string, value: string): TypeCase => ({
  type,
  server: text(value),
  cell: value,
  json: JSON.stringify(value),
  sql: `'${value}'`,
  excel: { t: value },
});
/** A number that is the same literal everywhere. */
const number = (type: string, server: string, value: string, excel: WorkbookCell): TypeCase => ({
  type,
  server,
  cell: value,
  json: value,
  sql: value,
  excel,
});

const cases: readonly TypeCase[] = [
  number('int8', '{"longValue":9223372036854775807}', '9223372036854775807', { t: '9223372036854775807' }),
  number('int8', '{"longValue":-9223372036854775807}', '-9223372036854775807', { t: '-9223372036854775807' }),
  number('int8', '{"longValue":-9223372036854775808}', '-9223372036854775808', { t: '-9223372036854775808' }),
  number('int8', '{"longValue":123456789012345}', '123456789012345', { n: '123456789012345' }),
  number('int2', '{"longValue":-7}', '-7', { n: '-7' }),
  number('numeric', text(digits38), digits38, { t: digits38 }),
  number('numeric', text(`-${digits38}`), `-${digits38}`, { t: `-${digits38}` }),
  number('numeric', text('0.000000000000001'), '0.000000000000001', { n: '1e-15' }),
  number('numeric', text('12.3400'), '12.3400', { n: '12.34' }),
  number('float4', '{"doubleValue":0.1}', '0.1', { n: '0.1' }),
  number('float4', '{"doubleValue":3.4028235E38}', '3.4028235E38', { n: '3.4028235e+38' }),
  number('float8', '{"doubleValue":0.30000000000000004}', '0.30000000000000004', { n: '0.30000000000000004' }),
  number('float8', '{"doubleValue":1.7976931348623157E308}', '1.7976931348623157E308', {
    t: '1.7976931348623157E308',
  }),
  number('float8', '{"doubleValue":5e-324}', '5e-324', { t: '5e-324' }),
  number('float8', '{"doubleValue":-0.0}', '-0.0', { t: '-0.0' }),
  { ...plain('float8', 'NaN'), server: '{"doubleValue":"NaN"}' },
  { ...plain('float4', 'Infinity'), server: '{"doubleValue":"Infinity"}' },
  { ...plain('float8', '-Infinity'), server: '{"doubleValue":"-Infinity"}' },
  { type: 'bool', server: '{"booleanValue":true}', cell: 'true', json: 'true', sql: 'TRUE', excel: { b: '1' } },
  { type: 'bool', server: '{"booleanValue":false}', cell: 'false', json: 'false', sql: 'FALSE', excel: { b: '0' } },
  plain('date', '2024-02-29'),
  plain('timestamp', '2024-02-29 23:59:59.999999'),
  plain('timestamptz', '2024-02-29 23:59:59.999999+05:30'),
  plain('time', '23:59:59.999999'),
  {
    type: 'super',
    server: text('{"big":9223372036854775807,"a":[1.10,null,"x|y"]}'),
    cell: '{"big":9223372036854775807,"a":[1.10,null,"x|y"]}',
    csv: '"{""big"":9223372036854775807,""a"":[1.10,null,""x|y""]}"',
    json: '{"big":9223372036854775807,"a":[1.10,null,"x|y"]}',
    sql: `JSON_PARSE('{"big":9223372036854775807,"a":[1.10,null,"x|y"]}')`,
    markdown: '{"big":9223372036854775807,"a":\\[1.10,null,"x\\|y"\\]}',
    excel: { t: '{"big":9223372036854775807,"a":[1.10,null,"x|y"]}' },
  },
  { ...plain('super', 'no JSON'), sql: "JSON_PARSE('no JSON')" },
  { ...plain('varbyte', '00ff10fe'), server: '{"blobValue":"AP8Q/g=="}', sql: "FROM_HEX('00ff10fe')" },
  {
    ...plain('geometry', '0101000020E6100000000000000000F03F0000000000000040'),
    sql: "ST_GeomFromEWKB('0101000020E6100000000000000000F03F0000000000000040')",
  },
  { ...plain('varchar', ''), csv: '""' },
  { type: 'varchar', server: '{"isNull":true}', cell: null, csv: '', json: 'null', sql: 'NULL', markdown: '*NULL*' },
  { type: 'int8', server: '{"isNull":true}', cell: null, csv: '', json: 'null', sql: 'NULL', markdown: '*NULL*' },
  plain('varchar', 'NULL'),
  plain('varchar', '0012'),
  plain('varchar', 'Köln 大阪 🦆 e\u0301'),
  {
    ...plain('varchar', 'two\nlines\r\nand\rmore'),
    csv: '"two\nlines\r\nand\rmore"',
    markdown: 'two<br>lines<br>and<br>more',
  },
  { ...plain('varchar', 'a, "b"'), csv: '"a, ""b"""', tsv: '"a, ""b"""' },
  { ...plain('varchar', 'tab\there'), tsv: '"tab\there"' },
  {
    ...plain('varchar', "it's \\ <b>&amp;</b>"),
    sql: "'it''s ' || CHR(92) || ' <b>&amp;</b>'",
    markdown: "it's \\\\ \\<b\\>\\&amp;\\</b\\>",
  },
  { ...plain('varchar', '_x0041_ _x005F_'), markdown: '\\_x0041\\_ \\_x005F\\_' },
  { ...plain('varchar', '=1+1'), csv: "'=1+1", tsv: "'=1+1", excel: { t: "'=1+1" } },
  plain('varchar', '-5'),
];

/** From the server's answer into the store and out again. */
async function stored(server: string): Promise<Row[]> {
  const space = new RowSpace();
  const store = space.open('ethan');
  store.append(readExactBody(`{"Records":[[${server}]]}`).records);
  store.pack();
  const rows = await store.slice(0, 1);
  space.dispose();
  return rows;
}

describe('a value of each type, from the server to every export', () => {
  for (const { type, server, cell, json, sql, excel, ...shown } of cases) {
    it(`is ${type} ${server}`, async () => {
      const columns: Column[] = [{ name: 'c', type }];
      const rows = await stored(server);
      const csv = shown.csv ?? cell ?? '';
      const tsv = shown.tsv ?? csv;
      const file = async (format: 'csv' | 'tsv' | 'json' | 'jsonLines' | 'markdown' | 'insert'): Promise<string> =>
        (await fileOf(format, columns, rows)).toString('utf8');
      const mark = ['int2', 'int8', 'numeric', 'float4', 'float8'].includes(type) ? '--:' : '---';
      assert.deepEqual(
        {
          rows,
          csv: await file('csv'),
          tsv: await file('tsv'),
          json: await file('json'),
          jsonLines: await file('jsonLines'),
          markdown: await file('markdown'),
          insert: await file('insert'),
          inList: copiedText('inList', columns, rows, true),
          copied: clipboardTextOf(rows),
          excel: sheetsOf(await fileOf('excel', columns, rows)),
        },
        {
          rows: [[cell]],
          csv: `c\r\n${csv}\r\n`,
          tsv: `c\n${tsv}\n`,
          json: `[\n{"c":${json}}\n]\n`,
          jsonLines: `{"c":${json}}\n`,
          markdown: `| c |\n| ${mark} |\n| ${shown.markdown ?? cell} |\n`,
          insert: `INSERT INTO "table_name" ("c") VALUES\n  (${sql});\n`,
          inList: `(${sql})`,
          copied: cell ?? '',
          excel: [{ A1: { t: 'c' }, ...(excel && { A2: excel }) }],
        },
      );
      // JSON readers that keep digits get them; others round, and nothing breaks.
      assert.doesNotThrow(() => void JSON.parse(`[${json}]`));
    });
  }
});
