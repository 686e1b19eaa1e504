import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { nameAround, quoteNames, readName } from '../../../src/sql/names';
import { objectsOf } from '../../../src/sql/statementObjects';

/** `relation finance.ledger SELECT`, one for each use. */
const usesOf = (statement: string): string[] =>
  objectsOf(statement).map(({ kind, name, needs }) => [kind, name.join('.') || '-', needs.join('+')].join(' '));

const cases: readonly (readonly [statement: string, uses: readonly string[]])[] = [
  ['SELECT * FROM finance.ledger', ['relation finance.ledger SELECT']],
  ['select 1', []],
  [
    'SELECT a.x, b.y FROM a, S.B AS b LEFT JOIN "My Schema"."T ""1""" t ON t.a = b.a, c WHERE a.x IN (SELECT y FROM d)',
    [
      'relation a SELECT',
      'relation s.b SELECT',
      'relation My Schema.T "1" SELECT',
      'relation c SELECT',
      'relation d SELECT',
    ],
  ],
  [
    'SELECT x FROM (SELECT y, z FROM (a JOIN b USING (id)), c) q, d',
    ['a', 'b', 'c', 'd'].map((t) => `relation ${t} SELECT`),
  ],
  [
    "WITH w AS (SELECT * FROM a), v (x, y) AS (SELECT 1, 2 FROM w) SELECT extract(year FROM day) FROM w, v, b WHERE 'FROM z' <> ''",
    ['relation a SELECT', 'relation b SELECT', 'routine extract EXECUTE'],
  ],
  ['SELECT a IS DISTINCT FROM b FROM t -- FROM u', ['relation t SELECT']],
  ['SELECT s.f(x) FROM s.g(1) t, u', ['relation u SELECT', 'routine s.f EXECUTE', 'routine s.g EXECUTE']],
  ['EXPLAIN SELECT * FROM a', ['relation a SELECT']],
  ['INSERT INTO s.t (a, b) SELECT a, b FROM u', ['relation s.t INSERT', 'relation u SELECT']],
  ["INSERT INTO t VALUES (1, 'x')", ['relation t INSERT']],
  ['UPDATE t SET a = 1', ['relation t UPDATE']],
  ['UPDATE t SET a = u.a FROM u WHERE u.id = t.id', ['relation t UPDATE+SELECT', 'relation u SELECT']],
  ['DELETE FROM t', ['relation t DELETE']],
  ['DELETE t WHERE id = 1', ['relation t DELETE+SELECT']],
  [
    'DELETE FROM t USING u, v WHERE u.id = t.id',
    ['relation t DELETE+SELECT', 'relation u SELECT', 'relation v SELECT'],
  ],
  [
    'MERGE INTO t USING u ON t.id = u.id WHEN MATCHED THEN UPDATE SET a = 1 WHEN NOT MATCHED THEN INSERT VALUES (1)',
    ['relation t SELECT+INSERT+UPDATE', 'relation u SELECT'],
  ],
  ["COPY s.t FROM 's3://bucket/key' IAM_ROLE default", ['relation s.t INSERT']],
  ["UNLOAD ('SELECT * FROM s.t WHERE a = ''x''') TO 's3://bucket/key'", ['relation s.t SELECT']],
  ['UNLOAD ($$SELECT * FROM s.t$$) TO $$s3://bucket/key$$', ['relation s.t SELECT']],
  ['TRUNCATE TABLE t', ['relation t TRUNCATE']],
  ['DROP TABLE IF EXISTS s.t, u', ['relation s.t DROP', 'relation u DROP']],
  ['DROP VIEW v', ['relation v OWNER']],
  ['DROP SCHEMA s CASCADE', ['schema s OWNER']],
  ['ALTER TABLE s.t ADD COLUMN a int', ['relation s.t ALTER']],
  ['CALL s.p(1, 2)', ['routine s.p EXECUTE']],
  ['CREATE TABLE s.t (a int REFERENCES u (id))', ['schema s CREATE', 'relation u REFERENCES']],
  ['CREATE TABLE t AS SELECT * FROM u', ['schema - CREATE', 'relation u SELECT']],
  ['CREATE TEMP TABLE t AS SELECT * FROM u', ['database - TEMP', 'relation u SELECT']],
  ['CREATE TABLE #t (a int)', ['database - TEMP']],
  ['CREATE OR REPLACE VIEW s.v AS SELECT * FROM u WITH NO SCHEMA BINDING', ['schema s CREATE', 'relation u SELECT']],
  ['CREATE MATERIALIZED VIEW s.v AS SELECT * FROM u', ['schema s CREATE', 'relation u SELECT']],
  [
    'CREATE FUNCTION s.f(int) RETURNS int STABLE AS $$ SELECT $1 $$ LANGUAGE sql',
    ['schema s CREATE', 'language sql USAGE'],
  ],
  ['CREATE SCHEMA s', ['database - CREATE']],
  ['REFRESH MATERIALIZED VIEW s.v', ['relation s.v OWNER']],
  ['SELECT * FROM "unclosed', []],
];

describe('the objects of a statement', () => {
  for (const [statement, uses] of cases) {
    it(`are read from: ${statement}`, () => {
      assert.deepEqual(usesOf(statement), uses);
    });
  }
});

describe('the name at a place of a statement', () => {
  const statement = 'SELECT a FROM s."My T" /* x.y */, b WHERE \'in.text\' = c';
  const places: readonly (readonly [before: string, parts: readonly string[] | undefined])[] = [
    ['SELECT a', ['a']],
    ['SELECT a FROM s', ['s', 'My T']],
    ['SELECT a FROM s."My', ['s', 'My T']],
    ['SELECT a FROM s."My T"', ['s', 'My T']],
    ['SELECT a FROM s."My T" /* x', undefined],
    ['SELECT a FROM s."My T" /* x.y */, b', ['b']],
    ['SELECT a FROM s."My T" /* x.y */, b WHERE \'in.te', undefined],
  ];
  for (const [before, parts] of places) {
    it(`is found behind: ${before}`, () => {
      assert.deepEqual(nameAround(statement, before.length), parts);
    });
  }
});

describe('names', () => {
  const names: readonly (readonly [written: string, parts: readonly string[] | undefined, quoted?: string])[] = [
    ['Sales.Orders', ['sales', 'orders'], 'sales.orders'],
    ['"Region Targets"', ['Region Targets'], '"Region Targets"'],
    [' s . "select" ', ['s', 'select'], 's."select"'],
    ['"a""; DROP TABLE b; --"', ['a"; DROP TABLE b; --'], '"a""; DROP TABLE b; --"'],
    ['größe', ['größe'], '"größe"'],
    ['a b', undefined],
    ['a.', undefined],
    ["'a'", undefined],
    ['', undefined],
  ];
  for (const [written, parts, quoted] of names) {
    it(`are read, and written as they have to be: ${written}`, () => {
      assert.deepEqual([readName(written), parts && quoteNames(...parts)], [parts, quoted]);
    });
  }
});
