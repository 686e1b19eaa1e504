import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { bindStatements, parameterNames } from '../../../src/run/boundStatements';
import { splitStatements } from '../../../src/sql/splitter';

describe('parameters of statements', () => {
  const statements = splitStatements("select :a, ':no'; select :b::int, :a; select 1");

  it('are named once, in order of their first use', () => {
    assert.deepEqual(parameterNames(statements), ['a', 'b']);
  });

  it('are none of a statement that will be refused', () => {
    assert.deepEqual(parameterNames(splitStatements("select :a, 'open")), []);
  });

  it('are bound where they are used, and what stands in the file stays as it is', () => {
    const bound = bindStatements(
      statements,
      new Map([
        ['a', { kind: 'null' as const }],
        ['b', { kind: 'asIs' as const, value: "7'; drop table t; --" }],
      ]),
    );
    assert.deepEqual(
      bound.map(({ text, bound: one }) => [text, one?.text, one?.parameters]),
      [
        ["select :a, ':no'", "select NULL, ':no'", []],
        ['select :b::int, :a', 'select :b::int, NULL', [{ name: 'b', value: "7'; drop table t; --" }]],
        ['select 1', undefined, undefined],
      ],
    );
  });
});
