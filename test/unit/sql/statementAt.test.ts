import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { statementAt } from '../../../src/sql/splitter';

/** `|` is the cursor; the statement that is meant, or none. */
const cases: readonly (readonly [where: string, text: string, expected: string | undefined])[] = [
  ['in a statement', 'sel|ect 1; select 2', 'select 1'],
  ['before the first one', '|  \n select 1', 'select 1'],
  ['between statement and semicolon', 'select 1 | ; select 2', 'select 1'],
  ['at the semicolon', 'select 1|; select 2', 'select 1'],
  ['behind the semicolon', 'select 1;|', 'select 1'],
  ['behind the semicolon and blanks', 'select 1;  |\nselect 2', 'select 1'],
  ['behind the semicolon, another statement on the line', 'select 1; |  select 2', 'select 1'],
  ['where the next statement begins', 'select 1; |select 2', 'select 2'],
  ['where the next statement begins at once', 'select 1;|select 2', 'select 2'],
  ['behind a semicolon on its own line', 'select 1\n;|\nselect 2', 'select 1'],
  ['in the comment behind the semicolon', 'select 1; -- o|ne\nselect 2', 'select 1'],
  ['in the indentation of the next one', 'select 1;\n | select 2', 'select 2'],
  ['in the comment above the next one', 'select 1;\n-- t|wo\nselect 2', 'select 2'],
  ['in a comment within', 'select 1 -- o|ne; one\n+ 1; select 2', 'select 1 -- one; one\n+ 1'],
  ['on the empty line below', 'select 1;\n|\nselect 2', 'select 1'],
  ['on the second empty line below', 'select 1;\n\n|\nselect 2', 'select 2'],
  ['on the empty line below, Windows', 'select 1;\r\n|\r\nselect 2', 'select 1'],
  ['on empty lines at the end', 'select 1;\nselect 2;\n\n\n|', 'select 2'],
  ['in a comment at the end', 'select 1;\n-- select| 2;', undefined],
  ['in a text without statements', '-- no|thing', undefined],
  ['in an open string', "select 1; select 'a|; b", "select 'a; b"],
];

describe('statementAt', () => {
  for (const [where, marked, expected] of cases) {
    it(`finds the statement of a cursor ${where}`, () => {
      const offset = marked.indexOf('|');
      assert.equal(statementAt(marked.replace('|', ''), offset)?.text, expected);
    });
  }
});
