import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { sessionEffect, type SessionEffect } from '../../../src/sql/sessionEffect';

const cases: readonly (readonly [statement: string, effect: SessionEffect])[] = [
  ['BEGIN', 'begins'],
  ['begin transaction isolation level serializable', 'begins'],
  ['/* now */ Begin', 'begins'],
  ['START TRANSACTION', 'begins'],
  ['COMMIT', 'ends'],
  ['end', 'ends'],
  ['END WORK', 'ends'],
  ['ROLLBACK', 'ends'],
  ['abort transaction', 'ends'],
  ['ROLLBACK TO SAVEPOINT a', 'nothing'],
  ['rollback work to a', 'nothing'],
  ['COMMIT AND CHAIN', 'nothing'],
  ['SELECT 1', 'nothing'],
  ['(SELECT 1)', 'nothing'],
  ['with a as (select 1) select * from a', 'nothing'],
  ['INSERT INTO t VALUES (1)', 'nothing'],
  ['merge into t using s on true when matched then update set a = 1', 'nothing'],
  ['UPDATE t SET a = 1', 'nothing'],
  ['create table t (a int)', 'nothing'],
  ['drop table t', 'nothing'],
  ["copy t from 's3://b/k' iam_role default", 'nothing'],
  ['SET search_path TO staging', 'leaves'],
  ['reset all', 'leaves'],
  ['create temp table t (a int)', 'leaves'],
  ['CREATE TEMPORARY TABLE t AS SELECT 1', 'leaves'],
  ['create table #t (a int)', 'leaves'],
  ['select 1 into temp t', 'leaves'],
  ["select set_config('a.b', 'c', false)", 'leaves'],
  ["insert into t select set_config('a.b', 'c', false)", 'leaves'],
  ['prepare p as select 1', 'leaves'],
  ['declare c cursor for select 1', 'leaves'],
  ['call p(1)', 'leaves'],
  ['use other_database', 'leaves'],
  ['', 'leaves'],
  ['123', 'leaves'],
];

describe('sessionEffect', () => {
  for (const [statement, effect] of cases) {
    it(`${JSON.stringify(statement)}: ${effect}`, () => {
      assert.equal(sessionEffect(statement), effect);
    });
  }
});
