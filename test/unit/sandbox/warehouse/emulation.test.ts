import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { EMULATION, emulate } from '../../../sandbox/warehouse/emulation';
import { Rewriting } from '../../../sandbox/warehouse/rewriting';
import { sqlTokens } from '../../../sandbox/warehouse/sqlTokens';

/** As it goes to PostgreSQL, blanks closed up. */
const emulated = (sql: string): string => new Rewriting(sql, emulate(sqlTokens(sql))).text.replace(/\s+/g, ' ').trim();

describe('what the sandbox emulates of Redshift', () => {
  const cases: [redshift: string, postgres: string][] = [
    ['create table t (a int distkey, b int sortkey encode az64)', 'create table t (a int , b int )'],
    [
      'CREATE TEMP TABLE t (a int) DISTSTYLE KEY DISTKEY (a) COMPOUND SORTKEY (a, b) BACKUP NO',
      'CREATE TEMP TABLE t (a int)',
    ],
    ['create table t (a int) diststyle all sortkey auto', 'create table t (a int)'],
    ['create table t as select 1 as encode_me', 'create table t as select 1 as encode_me'],
    ['create table t (a varchar(max), b varbyte(10))', 'create table t (a varchar(65535), b bytea)'],
    ['grant usage on schema "role" to role "role"', 'grant usage on schema "role" to "role"'],
    ['grant role sales to role boss', 'grant sales to boss'],
    [
      'ALTER DEFAULT PRIVILEGES IN SCHEMA s REVOKE SELECT ON TABLES FROM ROLE "sales"',
      'ALTER DEFAULT PRIVILEGES IN SCHEMA s REVOKE SELECT ON TABLES FROM "sales"',
    ],
    ['create role sales', 'create role sales'],
    ['select max(max) from t', 'select max(max) from t'],
    ["select 'distkey varbyte(5)', distkey from t", "select 'distkey varbyte(5)', distkey from t"],
  ];
  for (const [redshift, postgres] of cases) it(`takes ${redshift}`, () => assert.equal(emulated(redshift), postgres));

  it('keeps the length of what it leaves out, so that positions stay', () => {
    const sql = 'create table t (a int distkey sortkey encode lzo, b intt)';
    assert.equal(new Rewriting(sql, emulate(sqlTokens(sql))).text.indexOf('intt'), sql.indexOf('intt'));
  });

  it('is listed in the README with the pages of AWS', () => {
    const folder = path.join(__dirname, '..', '..', '..', 'sandbox', 'warehouse');
    const readme = readFileSync(path.join(folder, 'README.md'), 'utf8');
    assert.deepEqual(
      EMULATION.filter(({ name, page }) => !readme.includes(name) || !readme.includes(page)),
      [],
    );
  });
});
