import assert from 'node:assert/strict';
import { statementKind } from '../../../src/sql/statementKind';
import { readStatement } from '../../../src/sql/statementTokens';
import { canUnload, unloadQuery } from '../../../src/sql/unload';

describe('a query for UNLOAD', () => {
  const cases: [string, string, string][] = [
    ['keeps its own quotes between dollar signs', "select 'it''s'", "($$\nselect 'it''s'\n$$)"],
    ['lets no comment reach what is behind it', 'select 1 -- all', '($$\nselect 1 -- all\n$$)'],
    ['lets no dollar sign reach the quotes', '$1', '($$\n$1\n$$)'],
    ['loses its semicolon and blanks', '  select 1;\n', '($$\nselect 1\n$$)'],
    ['with dollar quotes of its own is a string', "select $$a'\\$$", "('\nselect $$a''\\\\$$\n')"],
  ];
  for (const [name, query, expected] of cases) {
    it(name, () => {
      assert.equal(unloadQuery(query), expected);
    });
  }

  it('is one statement with what is around it', () => {
    const statements = cases.map(([, query]) => `UNLOAD ${unloadQuery(query)} TO 's3://b/' IAM_ROLE 'r'`);
    assert.deepEqual(
      statements.map((statement) => [statementKind(statement).kind, readStatement(statement)?.at(-1)?.text]),
      statements.map(() => ['writes', "'r'"]),
    );
  });

  it('is a SELECT, and nothing else', () => {
    const texts = [
      'select 1',
      '-- x\n(SELECT 1)',
      'with a as (select 1) select 1',
      'insert into t values (1)',
      'show x',
      '',
    ];
    assert.deepEqual(texts.map(canUnload), [true, true, true, false, false, false]);
  });
});
