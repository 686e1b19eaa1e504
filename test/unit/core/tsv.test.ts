import assert from 'node:assert/strict';
import { clipboardTextOf, tsvOf } from '../../../src/core/tsv';

describe('TSV', () => {
  const cases: [string, string | null, string][] = [
    ['leaves plain text alone', "it's 1.50", "it's 1.50"],
    ['quotes a tab', 'a\tb', '"a\tb"'],
    ['quotes a line break', 'a\r\nb', '"a\r\nb"'],
    ['doubles quotes', 'say "x"', '"say ""x"""'],
    ['makes NULL nothing', null, ''],
    ['keeps the empty string apart from NULL', '', '""'],
  ];
  for (const [name, cell, expected] of cases) it(name, () => assert.equal(tsvOf([[cell]]), expected));

  it('has a line for each row', () => {
    assert.equal(
      tsvOf([
        ['1', null],
        ['2', 'b'],
      ]),
      '1\t\n2\tb',
    );
  });
});

describe('text for the clipboard', () => {
  it('is the bare cell where there is one', () => {
    assert.deepEqual(
      [clipboardTextOf([['a\t"b"']]), clipboardTextOf([['']]), clipboardTextOf([[null]])],
      ['a\t"b"', '', ''],
    );
  });

  it('is TSV with names where they are wanted', () => {
    assert.equal(clipboardTextOf([['1', 'x']], ['id', 'the\tname']), 'id\t"the\tname"\n1\tx');
  });
});
