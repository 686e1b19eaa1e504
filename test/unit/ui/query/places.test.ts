import assert from 'node:assert/strict';
import { afterChange, errorSpan, type Change } from '../../../../src/ui/query/places';

describe('the place of a server error', () => {
  const marked = (statement: string, position?: number): string => {
    const { start, end } = errorSpan(statement, position);
    return statement.slice(start, end);
  };

  const cases: [string, string, number | undefined, string][] = [
    ['is the word at its position', 'selct 1', 1, 'selct'],
    ['counts UTF-16 units', "SELECT '😀', nme FROM t", 14, 'nme'],
    ['is a whole quoted name', 'SELECT * FROM "No Such" WHERE 1=1', 15, '"No Such"'],
    ['is a single sign', 'SELECT (1 + ) 2', 13, ')'],
    ['is the first word where the server named none', 'DROP TABLE t', undefined, 'DROP'],
    ['is the first word where the position is behind the text', 'DROP TABLE t', 99, 'DROP'],
    ['is the first word where the position is its end', 'DROP TABLE t', 13, 'DROP'],
  ];
  for (const [name, statement, position, expected] of cases) {
    it(name, () => assert.equal(marked(statement, position), expected));
  }
});

describe('a statement in a text that changes', () => {
  const span = { start: 10, end: 20 };
  const cases: [string, Change, ReturnType<typeof afterChange>][] = [
    ['moves with what is typed before it', { start: 2, end: 2, text: 'abc' }, { start: 13, end: 23 }],
    ['moves with what is removed before it', { start: 2, end: 6, text: '' }, { start: 6, end: 16 }],
    ['moves with a line break typed right before it', { start: 10, end: 10, text: '\n' }, { start: 11, end: 21 }],
    ['stays when something changes behind it', { start: 21, end: 30, text: 'x' }, span],
    ['stays when a semicolon is typed at its end', { start: 20, end: 20, text: ';' }, span],
    ['stays when what follows at once is removed', { start: 20, end: 25, text: '' }, span],
    ['is gone when a word is typed at its end', { start: 20, end: 20, text: '1' }, undefined],
    ['is gone when a word is typed at its start', { start: 10, end: 10, text: 'x' }, undefined],
    ['is gone when its middle changes', { start: 12, end: 12, text: ' ' }, undefined],
    ['is gone when it is removed', { start: 5, end: 25, text: '' }, undefined],
    ['is gone when its first character is removed', { start: 9, end: 11, text: '' }, undefined],
  ];
  for (const [name, change, expected] of cases) {
    it(name, () => assert.deepEqual(afterChange(span, change), expected));
  }
});
