import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readExactBody } from '../../../src/redshift/exactJson';

const cells: readonly (readonly [json: string, cell: string | null])[] = [
  ['{"longValue":9223372036854775807}', '9223372036854775807'],
  ['{"longValue":-9223372036854775808}', '-9223372036854775808'],
  ['{"longValue":0}', '0'],
  ['{"doubleValue":1.7976931348623157E308}', '1.7976931348623157E308'],
  ['{"doubleValue":-0.10}', '-0.10'],
  ['{"doubleValue":1e+2}', '1e+2'],
  ['{"doubleValue":"NaN"}', 'NaN'],
  ['{"doubleValue":"-Infinity"}', '-Infinity'],
  ['{"booleanValue":true}', 'true'],
  ['{"booleanValue":false}', 'false'],
  ['{"isNull":true}', null],
  ['{"stringValue":""}', ''],
  ['{"stringValue":"null"}', 'null'],
  ['{"stringValue":"12.3400"}', '12.3400'],
  ['{"stringValue":"a \\"b\\" \\\\"}', 'a "b" \\'],
  ['{"stringValue":"\\u00e9\\n\\ud83e\\udd86"}', 'é\n🦆'],
  ['{"stringValue":"Köln 大阪 🦆"}', 'Köln 大阪 🦆'],
  ['{"stringValue":"{\\"longValue\\":1}],["}', '{"longValue":1}],['],
  ['{"blobValue":"AP8Q/g=="}', '00ff10fe'],
  ['{"blobValue":""}', ''],
  [' { "longValue" : 1 } ', '1'],
  ['{"geometryValue":{"a":[1.0,"]"]}}', '{"a":[1.0,"]"]}'],
];

describe('readExactBody', () => {
  for (const [json, cell] of cells) {
    it(`reads ${json}`, () => {
      assert.deepEqual(readExactBody(`{"Records":[[${json}]]}`), { records: [[cell]], members: {} });
    });
  }

  it('reads members in any order and blanks anywhere', () => {
    const text = `\n{ "TotalNumRows" : 2 , "Records" : [ [ {"longValue":1} , {"isNull":true} ] ,\r\n [ {"longValue":2},{"stringValue":"x"} ] ] ,
      "ColumnMetadata":[{"name":"a","precision":10},{"name":"b]"}],"NextToken":"t\\"n", "Other": null, "More": -1.5e3 }\n`;
    assert.deepEqual(readExactBody(text), {
      records: [
        ['1', null],
        ['2', 'x'],
      ],
      members: {
        TotalNumRows: 2,
        ColumnMetadata: [{ name: 'a', precision: 10 }, { name: 'b]' }],
        NextToken: 't"n',
        Other: null,
        More: -1500,
      },
    });
  });

  it('reads results without rows, and rows without columns', () => {
    assert.deepEqual(
      ['{}', '{"Records":[]}', '{"Records":[[],[ ]]}'].map((text) => readExactBody(text).records),
      [[], [], [[], []]],
    );
  });

  it('refuses every beginning of a body', () => {
    const body = '{"Records":[[{"longValue":12},{"stringValue":"a\\"b"}],[{"isNull":true}]],"TotalNumRows":2}';
    for (let length = 0; length < body.length; length++) {
      assert.throws(() => readExactBody(body.slice(0, length)), SyntaxError, body.slice(0, length));
    }
  });

  for (const text of [
    'null',
    '[]',
    '{"Records":[[1]]}',
    '{"Records":[[{"longValue":1}]]} x',
    '{"Records":[[{"longValue":1,"isNull":false}]]}',
    '{"Records":[[{"isNull":false}]]}',
    '{"Records":[[{"longValue":x}]]}',
    '{"Records":[[{"longValue":1} {"longValue":2}]]}',
    '{"Records":[[{"stringValue":"\\x"}]]}',
    '<html>Proxy</html>',
  ]) {
    it(`refuses ${text}`, () => {
      assert.throws(() => readExactBody(text), SyntaxError);
    });
  }

  it('says nothing of the rows when it refuses them', () => {
    assert.throws(
      () => readExactBody('{"Records":[[{"stringValue":"private"'),
      (error: Error) => !error.message.includes('private'),
    );
  });
});
