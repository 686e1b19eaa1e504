import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { splitStatements } from '../../../src/sql/splitter';

/** Text and the statements that it holds; those that end in the middle of something carry its name. */
const cases: readonly (readonly [name: string, text: string, statements: readonly (string | [string, string])[]])[] = [
  ['nothing', '', []],
  ['blanks and semicolons alone', ' ;\n;;\t', []],
  ['comments alone', '-- a; b\n/* c; d */', []],
  ['one without semicolon', 'select 1', ['select 1']],
  ['two on one line', 'select 1;select 2', ['select 1', 'select 2']],
  ['a byte order mark', '\ufeffselect 1;', ['select 1']],
  ['Windows line ends', 'select 1;\r\nselect\r\n2;\r\n', ['select 1', 'select\r\n2']],
  ['old Mac line ends', "select 1 -- it's\rfrom t;", ["select 1 -- it's\rfrom t"]],
  ['comments around', '/* a */ select 1 -- b\n; -- c\nselect 2 /* d */', ['select 1', 'select 2']],
  ['comments within', 'select /* ; */ 1, -- ;\n 2', ['select /* ; */ 1, -- ;\n 2']],
  ['nested comments', '/* a /* b; */ c; */ select 1;', ['select 1']],
  [
    'an operator that ends in a comment',
    'select 2 */* ; */ 3; select 4 +-- ;\n5',
    ['select 2 */* ; */ 3', 'select 4 +-- ;\n5'],
  ],
  ['doubled quotes', "select 'it''s; fine'; select 2", ["select 'it''s; fine'", 'select 2']],
  ['a backslash before a quote', "select 'it\\'s; fine'; select 2", ["select 'it\\'s; fine'", 'select 2']],
  ['a backslash before a backslash', "select '\\\\'; select 2", ["select '\\\\'", 'select 2']],
  ['an escape string', "select E'\\';' , e'\\\\'; select 2", ["select E'\\';' , e'\\\\'", 'select 2']],
  ['bit strings, in which nothing escapes', "select B'\\', x'\\'; select 2", ["select B'\\', x'\\'", 'select 2']],
  ['a word before a string', "select date'2024-01-01;'; select 2", ["select date'2024-01-01;'", 'select 2']],
  ['a string over two lines', "select 'a'\n  'b\\';'; select 2", ["select 'a'\n  'b\\';'", 'select 2']],
  ['a bit string over two lines', "select x'1' -- one\n '\\'; select 2", ["select x'1' -- one\n '\\'", 'select 2']],
  ['quoted names', 'select "a;""b" from "c;d"; select 2', ['select "a;""b" from "c;d"', 'select 2']],
  ['dollar quotes', 'select $$a;b$$, $x$c;$$;$x$; select 2', ['select $$a;b$$, $x$c;$$;$x$', 'select 2']],
  ['dollars that quote nothing', 'select $1, a$b, a$$; select $2', ['select $1, a$b, a$$', 'select $2']],
  ['a dollar quote behind a number', 'select 1$$;$$; select 2', ['select 1$$;$$', 'select 2']],
  ['parameters and casts', 'select :p::int, :"q", a::text; select 2', ['select :p::int, :"q", a::text', 'select 2']],
  ['parentheses that are not closed', 'select (1; select 2', ['select (1', 'select 2']],
  [
    'a procedure',
    "CREATE PROCEDURE p(a int) AS $body$\nDECLARE x int;\nBEGIN\n  IF a > 0 THEN x := 1; END IF;\n  EXECUTE 'select '';''';\nEND;\n$body$ LANGUAGE plpgsql;\ncall p(1);",
    [
      "CREATE PROCEDURE p(a int) AS $body$\nDECLARE x int;\nBEGIN\n  IF a > 0 THEN x := 1; END IF;\n  EXECUTE 'select '';''';\nEND;\n$body$ LANGUAGE plpgsql",
      'call p(1)',
    ],
  ],
  ['a transaction', 'BEGIN; update t set a = 1; END;', ['BEGIN', 'update t set a = 1', 'END']],
  [
    'letters of all kinds',
    "select 'größe; 大阪 🦆' as größe; select 2",
    ["select 'größe; 大阪 🦆' as größe", 'select 2'],
  ],
  ['an open string', "select 1; select 'a; b", ['select 1', ["select 'a; b", 'string']]],
  ['an open string that ends in a backslash', "select 'a\\", [["select 'a\\", 'string']]],
  ['an open name', 'select "a; b\n', [['select "a; b\n', 'quotedName']]],
  ['an open dollar quote', 'select $a$ b; $$', [['select $a$ b; $$', 'dollarQuote']]],
  ['an open comment', 'select 1; select 2 /* a /* b */', ['select 1', ['select 2', 'comment']]],
  ['an open comment behind everything', 'select 1; /* a', ['select 1']],
];

describe('splitStatements', () => {
  for (const [name, text, expected] of cases) {
    it(`splits ${name}`, () => {
      const statements = splitStatements(text);
      assert.deepEqual(
        statements.map((statement) =>
          statement.unterminated === undefined ? statement.text : [statement.text, statement.unterminated],
        ),
        expected,
      );
      for (const { start, end, text: own } of statements) assert.equal(text.slice(start, end), own);
    });
  }

  it('tells where each statement begins, ends and where its semicolon is', () => {
    assert.deepEqual(splitStatements('  select 1 /* a */ ;\nselect 2'), [
      { start: 2, end: 10, text: 'select 1', semicolon: 19 },
      { start: 21, end: 29, text: 'select 2' },
    ]);
  });

  it('takes backslashes as they are where the server does', () => {
    assert.deepEqual(
      splitStatements("select '\\'; select E'\\';'", { backslashEscapes: false }).map(({ text }) => text),
      ["select '\\'", "select E'\\';'"],
    );
  });

  it('takes no longer than the text is long, whatever the text', () => {
    const times = 200_000;
    for (const piece of ["'", '"', '$', '$a', '$$', '/*', '*/', '--', '\\', "' \n", "e'", '/', ';', '1', 'a', '\u00a0'])
      splitStatements(piece.repeat(times));
    assert.equal(splitStatements('select 1;\n'.repeat(times)).length, times);
  });
});
