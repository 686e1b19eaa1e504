import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ListedStatement } from '../../../../src/redshift/redshift';
import { failedRoleNode, historyNodes, roleNode } from '../../../../src/ui/history/nodeMapping';
import type { HistoryNode } from '../../../../src/ui/history/nodes';
import { findStatements } from '../../../../src/ui/history/runFilter';
import { aRun, aStatement } from '../support/runs';

const noon = new Date(2026, 2, 30, 12).getTime();
const at = (day: number, hour: number): number => new Date(2026, 2, day, hour).getTime();

/** A node and what is below it, in short. */
function short(node: HistoryNode): unknown {
  switch (node.kind) {
    case 'day':
      return [node.ago, node.runs.map(short)];
    case 'run':
      return [node.run.name, node.statements.map(short)];
    case 'statement':
      return node.statement.text;
    case 'more':
      return `${node.left} more`;
    case 'role':
      return [node.role, node.children.map(short)];
    case 'listed':
      return node.statement.text;
    case 'failed':
      return String(node.error);
    case 'empty':
      return `none of ${node.of}`;
  }
}

describe('the nodes of the history', () => {
  const runs = [
    aRun({
      name: 'old.sql',
      at: at(28, 23),
      statements: [aStatement({ text: 'select old', error: 'Permission denied' })],
    }),
    aRun({ name: 'late.sql', at: at(29, 23), statements: [aStatement({ text: 'select 1' })] }),
    aRun({
      name: 'new.sql',
      at: at(30, 1),
      statements: [
        aStatement({ index: 1, text: 'SELECT\n  second' }),
        aStatement({ index: 0, text: 'select first', status: 'failed' }),
      ],
    }),
  ];
  const nodes = (filter: string, most = 100): unknown[] => historyNodes(runs, { filter, most, now: noon }).map(short);

  it('are runs below the days on which they began, the newest first', () => {
    assert.deepEqual(nodes(''), [
      [0, [['new.sql', ['select first', 'SELECT\n  second']]]],
      [1, [['late.sql', ['select 1']]]],
      [2, [['old.sql', ['select old']]]],
    ]);
  });

  it('are so many runs at most, and then how many there are more', () => {
    assert.deepEqual(nodes('', 1), [[0, [['new.sql', ['select first', 'SELECT\n  second']]]], '2 more']);
  });

  const filters: [what: string, filter: string, shown: unknown[]][] = [
    ['a statement’s text', 'SECOND', [[0, [['new.sql', ['SELECT\n  second']]]]]],
    ['a file, with all of its statements', 'New.', [[0, [['new.sql', ['select first', 'SELECT\n  second']]]]]],
    ['an error', 'permission', [[2, [['old.sql', ['select old']]]]]],
    ['a target', 'cluster-1/dev', nodes('')],
    ['words of the file and of a statement', 'new first', [[0, [['new.sql', ['select first']]]]]],
    ['nothing', 'nowhere', ['none of filter']],
  ];
  for (const [what, filter, shown] of filters) {
    it(`are those where a filter finds ${what}`, () => {
      assert.deepEqual(nodes(filter), shown);
    });
  }

  it('are none where nothing ran', () => {
    assert.deepEqual(historyNodes([], { filter: 'x', most: 1, now: noon }), []);
  });

  it('keep statements of others apart, without those that ran from here', () => {
    const listed = (id: string, name: string): ListedStatement => {
      return { id, name, text: `text of ${id}`, status: 'FINISHED', createdAt: noon };
    };
    const own = [aRun({ statements: [aStatement({ statementName: 'mine' })] })];
    assert.deepEqual(
      [
        short(roleNode('ethan', 'analyst', [listed('1', 'mine'), listed('2', '')], own)),
        short(roleNode('ethan', 'analyst', [listed('1', 'mine')], own)),
        short(failedRoleNode('ethan', 'analyst', new Error('no'))),
      ],
      [
        ['analyst', ['text of 2']],
        ['analyst', ['none of role']],
        ['analyst', ['Error: no']],
      ],
    );
  });

  it('have ids of their own', () => {
    const all = historyNodes(runs, { filter: '', most: 2, now: noon }).flatMap((node): HistoryNode[] =>
      node.kind === 'day' ? [node, ...node.runs, ...node.runs.flatMap(({ statements }) => statements)] : [node],
    );
    assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
  });

  it('are found one by one in a search, the latest first', () => {
    const found = (text: string, most: number): string[] =>
      findStatements(runs, text, most).map(({ statement }) => statement.text);
    assert.deepEqual(
      [found('select', 3), found('late 1', 3)],
      [['select old', 'select 1', 'select first'], ['select 1']],
    );
  });
});
