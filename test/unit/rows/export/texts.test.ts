import assert from 'node:assert/strict';
import type { Column, Row } from '../../../../src/core/result';
import { formatOf, type FileFormat } from '../../../../src/rows/export/formats';
import { copiedText } from '../../../../src/rows/export/textWriter';
import { defused, uniqueNames } from '../../../../src/rows/export/values';
import { fileOf, usual } from './support/written';

const named = (...names: string[]): Column[] => names.map((name) => ({ name, type: 'varchar' }));
const text = async (format: FileFormat, columns: readonly Column[], rows: readonly Row[], options = usual) =>
  (await fileOf(format, columns, rows, options)).toString('utf8');

describe('texts that spreadsheets take for formulas', () => {
  it('get an apostrophe, and numbers stay', () => {
    const formulas = ['=1', '+a', '-cmd', '@x', '\tx', '\r=', '=', '-', '-1+2', '+1e', '＝1', '-infinit'];
    const others = ['-1', '+1.5', '-.5', '-1e-7', '1=1', '', ' =1', '-Infinity', 'a', "'=1", '-12.'];
    assert.deepEqual([...formulas, ...others].map(defused), [...formulas.map((one) => `'${one}`), ...others]);
  });

  it('get it in names and cells of CSV and TSV, unless one does not want it', async () => {
    const columns = named('=cmd');
    const rows = [['@"a"'], ['-5']];
    const off = { ...usual, defuse: false };
    assert.deepEqual(
      [
        await text('csv', columns, rows),
        await text('tsv', columns, rows),
        await text('csv', columns, rows, off),
        await text('json', columns, rows),
        copiedText('csv', columns, rows, false),
      ],
      [
        `'=cmd\r\n"'@""a"""\r\n-5\r\n`,
        `'=cmd\n"'@""a"""\n-5\n`,
        `=cmd\r\n"@""a"""\r\n-5\r\n`,
        `[\n{"=cmd":"@\\"a\\""},\n{"=cmd":"-5"}\n]\n`,
        `"@""a"""\r\n-5`,
      ],
    );
  });
});

describe('names of columns', () => {
  it('are made unique without taking another one’s name', () => {
    assert.deepEqual(uniqueNames(named('a', 'a', 'a_2', 'a', '', '', 'column_5', '__proto__')), [
      'a',
      'a_3',
      'a_2',
      'a_4',
      'column_5',
      'column_6',
      'column_5_2',
      '__proto__',
    ]);
  });

  it('are texts, whatever they hold', async () => {
    const columns = named('a"b', "x'); DROP TABLE t; --", '<img src=x onerror=alert(1)>|`[a](b)`', '__proto__');
    const rows = [['1', '2', '3', '4']];
    assert.deepEqual(
      [
        await text('csv', columns, rows),
        JSON.parse(await text('json', columns, rows)),
        await text('insert', columns, rows),
        (await text('markdown', columns, rows)).split('\n')[0],
      ],
      [
        `"a""b",x'); DROP TABLE t; --,<img src=x onerror=alert(1)>|\`[a](b)\`,__proto__\r\n1,2,3,4\r\n`,
        JSON.parse(
          `[{"a\\"b":"1","x'); DROP TABLE t; --":"2","<img src=x onerror=alert(1)>|\`[a](b)\`":"3","__proto__":"4"}]`,
        ),
        `INSERT INTO "table_name" ("a""b", "x'); DROP TABLE t; --", "<img src=x onerror=alert(1)>|\`[a](b)\`", "__proto__") VALUES\n  ('1', '2', '3', '4');\n`,
        '| a"b | x\'); DROP TABLE t; -- | \\<img src=x onerror=alert(1)\\>\\|\\`\\[a\\](b)\\` | \\_\\_proto\\_\\_ |',
      ],
    );
  });
});

describe('the formats', () => {
  it('are sound without rows', async () => {
    const columns = named('a', 'b');
    const formats = ['csv', 'tsv', 'json', 'jsonLines', 'markdown', 'insert'] as const;
    assert.deepEqual(await Promise.all(formats.map((format) => text(format, columns, []))), [
      'a,b\r\n',
      'a\tb\n',
      '[]\n',
      '',
      '| a | b |\n| --- | --- |\n',
      '',
    ]);
    assert.deepEqual(
      [copiedText('inList', columns, [], true), copiedText('inList', named('a'), [[null]], true)],
      ['((NULL, NULL))', '(NULL)'],
    );
  });

  it('go on from slice to slice', async () => {
    const columns: Column[] = [{ name: 'n', type: 'int8' }];
    const rows = ['1', '2', '3', null, '5'].map((cell) => [cell]);
    assert.deepEqual(
      [await text('json', columns, rows), await text('jsonLines', columns, rows), await text('insert', columns, rows)],
      [
        '[\n{"n":1},\n{"n":2},\n{"n":3},\n{"n":null},\n{"n":5}\n]\n',
        '{"n":1}\n{"n":2}\n{"n":3}\n{"n":null}\n{"n":5}\n',
        'INSERT INTO "table_name" ("n") VALUES\n  (1),\n  (2),\n  (3),\n  (NULL),\n  (5);\n',
      ],
    );
  });

  it('write INSERT statements that are short enough to be sent', async () => {
    const columns = named('a');
    const rows = Array.from({ length: 2_500 }, (_, i) => [i < 2_000 ? String(i) : 'x'.repeat(1_000)]);
    const statements = (await text('insert', columns, rows)).split(';\n').slice(0, -1);
    assert.deepEqual(
      [
        statements.slice(0, 2).map((statement) => statement.split('\n').length - 1),
        statements.reduce((sum, statement) => sum + statement.split('\n').length - 1, 0),
        statements.every((statement) => statement.length < 70_000 && statement.startsWith('INSERT INTO ')),
      ],
      [[1_000, 1_000], 2_500, true],
    );
  });

  it('list what IN takes once, row by row for several columns, and without NULL', () => {
    const columns: Column[] = [
      { name: 'n', type: 'int4' },
      { name: 't', type: 'varchar' },
    ];
    const rows = [
      ['1', 'a'],
      ['1', 'a'],
      [null, 'b'],
      ['2', "it's"],
    ];
    assert.deepEqual(
      [
        copiedText('inList', columns, rows, false),
        copiedText(
          'inList',
          columns.slice(0, 1),
          rows.map((row) => row.slice(0, 1)),
          false,
        ),
      ],
      ["((1, 'a'), (2, 'it''s'))", '(1, 2)'],
    );
  });

  it('are told by the name of a file', () => {
    const names = ['a.csv', 'A.XLSX', 'a.b.jsonl', 'a.ndjson', 'a.json', 'a.tsv', 'a.md', 'a.sql', 'a.txt', 'csv'];
    assert.deepEqual(names.map(formatOf), [
      'csv',
      'excel',
      'jsonLines',
      'jsonLines',
      'json',
      'tsv',
      'markdown',
      'insert',
      undefined,
      undefined,
    ]);
  });
});
