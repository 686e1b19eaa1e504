import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { StatementRule } from '../../../src/core/profile';
import { judgeStatements } from '../../../src/run/safety';
import { splitStatements } from '../../../src/sql/splitter';

/** `run`, `refused 1 certain`, `ask 0 truncate`, ... */
function verdict(rule: StatementRule, sql: string): string {
  const judged = judgeStatements(rule, splitStatements(sql), 'Analytics');
  switch (judged.kind) {
    case 'run':
      return 'run';
    case 'refused':
      return `refused ${judged.index} ${judged.failure.facts.certain ? 'certain' : 'maybe'}`;
    case 'ask':
      return `ask ${judged.risky.map(({ index, risk, object }) => [index, risk, object ?? ''].join(' ').trim()).join(', ')}`;
  }
}

describe('the guard of a connection', () => {
  const cases: readonly [rule: StatementRule, sql: string, expected: string][] = [
    ['run', 'drop table t; truncate u', 'run'],
    ['readOnly', 'select 1; begin; set search_path to a; explain select 2; commit', 'run'],
    ['readOnly', 'select 1; delete from t where a = 1', 'refused 1 certain'],
    ['readOnly', 'call do_it()', 'refused 0 maybe'],
    ['readOnly', 'select 1 into t', 'refused 0 certain'],
    ['readOnly', 'set default_transaction_read_only to off', 'refused 0 certain'],
    ['readOnly', 'begin read write', 'refused 0 certain'],
    ['readOnly', "unload ('select 1') to 's3://b/p' iam_role default", 'refused 0 certain'],
    ['ask', 'select 1; insert into t values (1); delete from t where a = 1', 'run'],
    ['ask', 'delete from sales.t', 'ask 0 deleteWithoutWhere sales.t'],
    ['ask', "update t set a = (select 1 where 'x' = 'x'); truncate u", 'ask 0 updateWithoutWhere t, 1 truncate u'],
    ['ask', 'create temp table t as select 1; create table u (a int)', 'ask 1 ddl u'],
    ['ask', 'grant select on t to role sales', 'ask 0 grants t'],
    ['ask', 'drop schema s cascade', 'ask 0 drop s'],
  ];
  for (const [rule, sql, expected] of cases) {
    it(`says of “${sql}” where the rule is ${rule}: ${expected}`, () => assert.equal(verdict(rule, sql), expected));
  }
});
