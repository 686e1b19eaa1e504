import assert from 'node:assert/strict';
import { countStatements, sqlTokens } from '../../../sandbox/warehouse/sqlTokens';

const words = (sql: string): string[] =>
  sqlTokens(sql)
    .filter(({ kind }) => kind !== 'space')
    .map(({ kind, text }) => `${kind} ${text}`);

describe('sqlTokens of the sandbox', () => {
  const cases: [sql: string, tokens: string[]][] = [
    ['a::int = :p', ['word a', 'other ::', 'word int', 'other =', 'parameter :p']],
    ["':p' -- :p\n:p", ["text ':p'", 'comment -- :p', 'parameter :p']],
    ["'it\\'s' 'it''s' :p", ["text 'it\\'s'", "text 'it''s'", 'parameter :p']],
    ['"a;b" ;', ['quotedName "a;b"', 'semicolon ;']],
    ['/* a /* b */ ; */ x', ['comment /* a /* b */ ; */', 'word x']],
    ['$$ ; $$ $tag$ $$ ; $tag$', ['text $$ ; $$', 'text $tag$ $$ ; $tag$']],
    ['select 1.5e3,$1', ['word select', 'number 1.5e3', 'other ,', 'other $', 'number 1']],
    ["'open ; ", ["text 'open ; "]],
    ['é🦆', ['word é', 'other 🦆']],
  ];
  for (const [sql, tokens] of cases) it(`reads ${sql}`, () => assert.deepEqual(words(sql), tokens));

  it('keeps every character', () => {
    const sql = 'SELECT \'x\' /* y */ FROM "t" -- z\n WHERE a = :b; $$';
    assert.equal(
      sqlTokens(sql)
        .map(({ text }) => text)
        .join(''),
      sql,
    );
  });

  const counts: [sql: string, statements: number][] = [
    ['', 0],
    [' ; -- nothing\n ;', 0],
    ['select 1', 1],
    ['select 1;', 1],
    ["select ';' ; -- ;\n", 1],
    ['select 1; select 2', 2],
    ['begin; select 1; end;', 3],
  ];
  for (const [sql, statements] of counts)
    it(`counts ${statements} in ${JSON.stringify(sql)}`, () =>
      assert.equal(countStatements(sqlTokens(sql)), statements));
});
