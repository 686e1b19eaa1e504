import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readTargetHeader, type HeaderProblem, type TargetHeader } from '../../../src/sql/targetHeader';

const full: TargetHeader = {
  profile: 'analytics',
  account: 'ethan@example.com',
  warehouse: { name: 'redshift-cluster-1' },
  database: 'dev',
};
const dev: TargetHeader = { database: 'dev' };

const headers: readonly (readonly [what: string, text: string, header: TargetHeader | undefined])[] = [
  [
    'a header',
    '-- redshift: profile=analytics account=ethan@example.com warehouse=redshift-cluster-1 database=dev\nselect 1',
    full,
  ],
  [
    'keys in any order',
    '--redshift: database=dev warehouse=redshift-cluster-1\taccount=ethan@example.com  profile=analytics',
    full,
  ],
  ['one key alone', '-- redshift: database=dev', dev],
  ['no blank behind the word', '--redshift:database=dev', dev],
  ['a block comment', '/* redshift: database=dev */ select 1', dev],
  ['a block comment without blanks', '/*redshift:database=dev*/', dev],
  ['a line of a block comment', '/**\n * orders\n * redshift: database=dev\n */\nselect 1', dev],
  ['dashes within a block comment', '/*\n-- redshift: database=dev*/', dev],
  ['a line comment that ends like a block', '-- redshift: database=dev*/', { database: 'dev*/' }],
  [
    'a quoted value',
    '-- redshift: database="my ""db"" = 1" account="a b"',
    { database: 'my "db" = 1', account: 'a b' },
  ],
  ['a quoted end of a comment', '-- redshift: database="a */"', { database: 'a */' }],
  ['a cluster', '-- redshift: warehouse=cluster:etl', { warehouse: { name: 'etl', kind: 'cluster' } }],
  ['a workgroup', '-- redshift: warehouse="workgroup:adhoc"', { warehouse: { name: 'adhoc', kind: 'workgroup' } }],
  ['signs in values', '-- redshift: account=a=b,c;d--e', { account: 'a=b,c;d--e' }],
  ['a byte order mark and Windows line ends', '\ufeff\r\n-- orders\r\n-- redshift: database=dev\r\nselect 1', dev],
  ['old Mac line ends', '-- orders\r-- redshift: database=dev\rselect 1', dev],
  ['the twentieth line', `${'\n'.repeat(19)}-- redshift: database=dev`, dev],
  ['a line that begins at character 3,999', `/*${' '.repeat(3_994)}*/\n-- redshift: database=dev\n`, dev],
  ['no comments', 'select 1', undefined],
  ['no text', '', undefined],
  ['no header', '-- orders of the last month\nselect 1', undefined],
  ['one behind a statement', 'select 1; -- redshift: database=dev', undefined],
  ['one behind a semicolon', ';-- redshift: database=dev', undefined],
  ['one within a string', "'-- redshift: database=dev'", undefined],
  ['one on line 21', `${'\n'.repeat(20)}-- redshift: database=dev`, undefined],
  ['one behind 4,000 characters', `/*${' '.repeat(3_995)}*/\n-- redshift: database=dev`, undefined],
  ['prose', '-- Redshift: how orders are loaded', undefined],
  ['other words before', '-- for redshift: database=dev', undefined],
];

const refusals: readonly (readonly [
  what: string,
  text: string,
  problems: readonly (readonly [number, number, HeaderProblem['problem']])[],
])[] = [
  ['nothing named', '-- redshift:', [[1, 4, 'empty']]],
  ['nothing but blanks', '\n  /* redshift: \t */', [[2, 6, 'empty']]],
  ['a key that is none', '-- redshift: database=dev cluster=a', [[1, 27, 'unknownKey']]],
  [
    'a key of an object',
    '-- redshift: constructor=a __proto__=b',
    [
      [1, 14, 'unknownKey'],
      [1, 28, 'unknownKey'],
    ],
  ],
  ['a key in capitals', '-- redshift: Database=dev', [[1, 14, 'unknownKey']]],
  ['a key twice', '-- redshift: database=dev account=a database=dev', [[1, 37, 'duplicateKey']]],
  [
    'words that are no pairs',
    '-- redshift: use dev =x',
    [
      [1, 14, 'notAPair'],
      [1, 18, 'notAPair'],
      [1, 22, 'notAPair'],
    ],
  ],
  ['a value that goes on behind its quotes', '-- redshift: database="a"b', [[1, 14, 'openQuote']]],
  ['a quote within a value', '-- redshift: database=a"b"', [[1, 14, 'notAPair']]],
  ['a quote that stays open', '-- redshift: account=a database="de\n', [[1, 24, 'openQuote']]],
  [
    'keys without value',
    '-- redshift: database= account="" profile=" "',
    [
      [1, 14, 'noValue'],
      [1, 24, 'noValue'],
      [1, 35, 'noValue'],
    ],
  ],
  ['a prefix without warehouse', '-- redshift: warehouse=cluster:', [[1, 14, 'noValue']]],
  ['a control character', '-- redshift: database=d\u0007ev', [[1, 24, 'controlCharacter']]],
  ['a character that turns the direction', '-- redshift: database=d\u202eev', [[1, 24, 'controlCharacter']]],
  ['a character of no width', '-- redshift: database=d\u200bev', [[1, 24, 'controlCharacter']]],
  ['a long line', `-- redshift: database=${'d'.repeat(979)}`, [[1, 4, 'lineTooLong']]],
  ['a second header', '-- redshift: database=dev\n/* redshift: database=prod */', [[2, 4, 'secondHeader']]],
  ['a second header in the same comment', '/* redshift: database=dev\n   redshift: x */', [[2, 4, 'secondHeader']]],
];

describe('readTargetHeader', () => {
  for (const [what, text, header] of headers)
    it(`reads ${what}`, () => {
      assert.deepEqual(readTargetHeader(text), header === undefined ? { problems: [] } : { header, problems: [] });
    });
  for (const [what, text, problems] of refusals)
    it(`refuses ${what}`, () => {
      assert.deepEqual(readTargetHeader(text), {
        problems: problems.map(([line, column, problem]) => ({ line, column, problem })),
      });
    });

  it('takes a line of 1,000 characters', () => {
    const database = 'd'.repeat(978);
    assert.deepEqual(readTargetHeader(`-- redshift: database=${database}`), { header: { database }, problems: [] });
  });
});
