import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { bindParameters, findParameters } from '../../../src/sql/parameters';
import type { ParameterValue } from '../../../src/sql/parameterValues';

/** Text and the names found in it. */
const cases: readonly (readonly [what: string, text: string, names: readonly string[]])[] = [
  ['none', 'select 1', []],
  ['one', 'select * from t where id = :id', ['id']],
  ['several, in order, repeated', 'select :b, :a, :b', ['b', 'a', 'b']],
  ['capitals apart', 'select :Id, :id', ['Id', 'id']],
  ['digits and underscores', 'select :_, :1, :2a, :a_1', ['_', '1', '2a', 'a_1']],
  ['one at the start and one at the end', ':a + :b', ['a', 'b']],
  ['without blanks', 'in(:a,:b)and x=:c-:d/:e', ['a', 'b', 'c', 'd', 'e']],
  ['one that is cast', 'select :a::int, :b ::date', ['a', 'b']],
  ['one behind a comment', 'select /* x */:a, --\n:b', ['a', 'b']],
  ['one behind a byte order mark', '\ufeff:a', ['a']],
  ['one in square brackets', 'select a[:i]', ['i']],
  ['no casts', 'select a::int, a:: int, 1::text, x ::y, :::z', []],
  ['no assignments', 'a := 1; b :=c', []],
  ['no slices', 'select a[1:2], b[i:j], (c):d, e[1]:f', []],
  ['none behind names and strings', `select "a":b, 'a':b, a:b, größe:b, $1:b, $$a$$:b`, []],
  ['no names that go on otherwise', 'select :größe, :a$b, :ab🦆', []],
  ['no colon alone', 'select : a, :, :"a", :\'b\'', []],
  ['none in strings', `select ':a', E'\\':a', 'it''s :a', '\\' :a', B':a', 'x'\n ':a', :b`, ['b']],
  ['none in quoted names', 'select ":a", "x"" :a", :b', ['b']],
  ['none in comments', 'select -- :a\n /* :a /* :a */ :a */ :b', ['b']],
  ['none in dollar quotes', 'select $$ :a $$, $x$ :a $$ :a $x$, :b', ['b']],
  ['none in what does not end', "select :a, ':b", ['a']],
];

describe('findParameters', () => {
  for (const [what, text, names] of cases)
    it(`finds ${what}`, () => {
      const found = findParameters(text);
      assert.deepEqual(
        found.map(({ name }) => name),
        names,
      );
      for (const { name, start, end } of found) assert.equal(text.slice(start, end), `:${name}`);
    });
});

const bindings: readonly (readonly [
  what: string,
  text: string,
  values: Record<string, ParameterValue>,
  bound: string,
  parameters: Record<string, string>,
])[] = [
  ['text', 'select :a', { a: { kind: 'text', value: "x' --" } }, 'select CAST(:a AS VARCHAR(65535))', { a: "x' --" }],
  ['an integer', 'select :a', { a: { kind: 'integer', value: '1' } }, 'select CAST(:a AS BIGINT)', { a: '1' }],
  [
    'a decimal',
    'select :a',
    { a: { kind: 'decimal', value: '1.250' } },
    'select CAST(:a AS DECIMAL(38,3))',
    { a: '1.250' },
  ],
  ['a boolean', 'select :a', { a: { kind: 'boolean', value: 't' } }, 'select CAST(:a AS BOOLEAN)', { a: 't' }],
  ['a date', 'select :a', { a: { kind: 'date', value: '2024-12-31' } }, 'select CAST(:a AS DATE)', { a: '2024-12-31' }],
  [
    'a timestamp',
    'select :a',
    { a: { kind: 'timestamp', value: '2024-12-31' } },
    'select CAST(:a AS TIMESTAMP)',
    { a: '2024-12-31' },
  ],
  ['a value as it is', 'select :a', { a: { kind: 'asIs', value: 'x' } }, 'select :a', { a: 'x' }],
  ['NULL', 'select :a', { a: { kind: 'null' } }, 'select NULL', {}],
  ['NULL of a type', 'select :a', { a: { kind: 'null', type: 'date' } }, 'select CAST(NULL AS DATE)', {}],
  ['the text NULL', 'select :a', { a: { kind: 'asIs', value: 'NULL' } }, 'select :a', { a: 'NULL' }],
  ['an empty text', 'select :a', { a: { kind: 'text', value: '' } }, "select ''", {}],
  ['an empty value as it is', 'select :a', { a: { kind: 'asIs', value: '' } }, "select ''", {}],
  [
    'an empty value of a type, for the server to refuse',
    'select :a',
    { a: { kind: 'integer', value: '' } },
    "select CAST('' AS BIGINT)",
    {},
  ],
  [
    'one used three times',
    'select :a, :b, :a, :a',
    { a: { kind: 'integer', value: '1' }, b: { kind: 'null' } },
    'select CAST(:a AS BIGINT), NULL, CAST(:a AS BIGINT), CAST(:a AS BIGINT)',
    { a: '1' },
  ],
  [
    'names apart by capitals',
    'select :A, :a',
    { A: { kind: 'null' }, a: { kind: 'asIs', value: 'x' } },
    'select NULL, :a',
    { a: 'x' },
  ],
  ['no value that is not there', 'select :a, :toString', {}, 'select :a, :toString', {}],
  ['no value that is not used', "select ':a'", { a: { kind: 'text', value: 'x' } }, "select ':a'", {}],
  [
    'no value into a value',
    'select :a, :b',
    { a: { kind: 'asIs', value: ':b' }, b: { kind: 'null' } },
    'select :a, NULL',
    { a: ':b' },
  ],
];

describe('bindParameters', () => {
  for (const [what, text, values, expected, parameters] of bindings)
    it(`binds ${what}`, () => {
      const bound = bindParameters(text, new Map(Object.entries(values)));
      assert.deepEqual(
        { text: bound.text, parameters: bound.parameters },
        { text: expected, parameters: Object.entries(parameters).map(([name, value]) => ({ name, value })) },
      );
    });

  it('lets no value reach the text', () => {
    const nasty = "'); drop table t; --";
    for (const kind of ['text', 'integer', 'decimal', 'boolean', 'date', 'timestamp', 'asIs'] as const) {
      const { text } = bindParameters('select :a', new Map([['a', { kind, value: nasty }]]));
      assert.match(text, /^select (?:CAST\(:a AS [A-Z]+(?:\([\d,]+\))?\)|:a)$/);
    }
  });

  const text = 'select :a, :b, :c from t where x = :a';
  const bound = bindParameters(
    text,
    new Map<string, ParameterValue>([
      ['a', { kind: 'integer', value: '1' }],
      ['b', { kind: 'null' }],
      ['c', { kind: 'asIs', value: 'x' }],
    ]),
  );

  it('finds each place of the bound text in the original', () => {
    assert.equal(bound.text, 'select CAST(:a AS BIGINT), NULL, :c from t where x = CAST(:a AS BIGINT)');
    const places = ['select', 'CAST', 'BIGINT)', ',', 'NULL', ', :c', ':c', 'from', 't where'];
    assert.deepEqual(
      places.map((place) => bound.originalOffset(bound.text.indexOf(place))),
      ['select', ':a', ':a', ',', ':b', ', :c', ':c', 'from', 't where'].map((place) => text.indexOf(place)),
    );
    assert.equal(bound.originalOffset(bound.text.lastIndexOf('BIGINT')), text.lastIndexOf(':a'));
    assert.equal(bound.originalOffset(bound.text.length), text.length);
  });

  it('finds the places that the server names, which has $1 for a parameter', () => {
    const atServer = 'select CAST($1 AS BIGINT), NULL, $2 from t where x = CAST($3 AS BIGINT)';
    assert.deepEqual(
      ['CAST', ', NULL', '$2', 'from', '$3'].map((place) => bound.originalOffsetOfServer(atServer.indexOf(place))),
      [text.indexOf(':a'), text.indexOf(', :b'), text.indexOf(':c'), text.indexOf('from'), text.lastIndexOf(':a')],
    );
    const shown = bindParameters(
      'SELECT :colname, FROM event',
      new Map<string, ParameterValue>([['colname', { kind: 'asIs', value: 'eventname' }]]),
    );
    assert.equal(shown.originalOffsetOfServer(12 - 1), 'SELECT :colname, '.length);
  });
});
