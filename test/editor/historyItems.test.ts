import assert from 'node:assert/strict';
import { ThemeIcon, type TreeItem } from 'vscode';
import { systemClock } from '../../src/core/clock';
import { Failure } from '../../src/core/failure';
import type { Disposable } from '../../src/core/ports';
import { commands } from '../../src/ui/contributions';
import { HistoryTree } from '../../src/ui/history/historyTree';
import { historyNodes, statementNode } from '../../src/ui/history/nodeMapping';
import { historyItemOf } from '../../src/ui/history/treeItems';
import type { HistoryNode } from '../../src/ui/history/nodes';
import { Messages } from '../../src/ui/messages';
import { sessionNodes, unlistedNodes } from '../../src/ui/sessions/nodeMapping';
import { sessionItemOf } from '../../src/ui/sessions/treeItems';
import { keptLog } from '../unit/ui/support/fakes';
import { aRun, aStatement } from '../unit/ui/support/runs';
import { aSession } from '../unit/ui/support/sessions';

const messages = new Messages(keptLog());
const noon = new Date(2026, 2, 30, 12).getTime();

/** What a person sees and can do at a node. */
function shown(item: TreeItem): Record<string, unknown> {
  assert.ok(item.iconPath instanceof ThemeIcon);
  return {
    label: item.label,
    description: item.description,
    icon: [item.iconPath.id, item.iconPath.color?.id],
    context: item.contextValue,
    click: item.command?.command,
  };
}

const itemOf = (node: HistoryNode): TreeItem => historyItemOf(node, messages, false);
const tooltipOf = ({ tooltip }: TreeItem): string => {
  assert.ok(typeof tooltip === 'string');
  return tooltip;
};

describe('a node of the history', () => {
  it('is a run with how many, how much and how long', () => {
    const statements = [
      aStatement({ hasResult: true, rows: 12, elapsedMs: 1000 }),
      aStatement({ index: 1, affectedRows: 3, elapsedMs: 200 }),
      aStatement({ index: 2, status: 'failed', error: 'no', elapsedMs: 0 }),
    ];
    const [day] = historyNodes([aRun({ at: noon, status: 'failed', statements })], { filter: '', most: 1, now: noon });
    assert.ok(day?.kind === 'day' && day.runs[0]);
    const { description, ...rest } = shown(itemOf(day.runs[0]));
    assert.match(String(description), /^\d+:00.* · 3 statements · 12 rows · 1\.2 s$/);
    assert.deepEqual(
      [rest, shown(itemOf(day))],
      [
        { label: 'demo.sql', icon: ['error', 'testing.iconFailed'], context: 'redshiftRun', click: undefined },
        {
          label: 'Today',
          description: '1 run',
          icon: ['calendar', undefined],
          context: 'redshiftDay',
          click: undefined,
        },
      ],
    );
  });

  const statements: [what: string, of: Parameters<typeof aStatement>[0], seen: unknown[]][] = [
    [
      'finished with a result',
      { id: 'i', hasResult: true, rows: 1, durationMs: 65_400, elapsedMs: 70_000, text: 'select 1\n  from t' },
      ['select 1 …', '1 row · 1 min 5 s', 'pass', 'redshiftStatement.withResult'],
    ],
    [
      'finished without',
      { affectedRows: 2, elapsedMs: 5 },
      ['select 1', '2 rows affected · 5 ms', 'pass', 'redshiftStatement'],
    ],
    [
      'failed',
      { status: 'failed', error: 'no\nmore', elapsedMs: 5 },
      ['select 1', 'failed · 5 ms · no …', 'error', 'redshiftStatement'],
    ],
    ['stopped', { status: 'aborted' }, ['select 1', 'cancelled', 'circle-slash', 'redshiftStatement']],
    ['never heard of again', { status: 'unknown' }, ['select 1', 'end not known', 'question', 'redshiftStatement']],
    ['running', { status: 'pending' }, ['select 1', 'running', 'sync', 'redshiftStatement']],
  ];
  for (const [what, of, seen] of statements) {
    it(`is a statement that is ${what}`, () => {
      const { label, description, icon, context } = shown(itemOf(statementNode(aRun(), aStatement(of))));
      assert.deepEqual([label, description, (icon as string[])[0], context], seen);
    });
  }

  it('tells all about a statement in plain text, of long ones the beginning', () => {
    const text = `select '[click](command:x)'\n${'x'.repeat(5000)}`;
    const statement = aStatement({
      text,
      at: noon,
      status: 'failed',
      error: 'no',
      durationMs: 60,
      elapsedMs: 80,
      line: 7,
    });
    assert.deepEqual(tooltipOf(itemOf(statementNode(aRun(), statement))).split('\n'), [
      "select '[click](command:x)'",
      'x'.repeat(1972),
      '…',
      'demo.sql, line 7',
      'Target: ethan@example.com · redshift-cluster-1/dev',
      `Begun: ${new Date(noon).toLocaleString()}`,
      'Status: failed',
      'On the server: 60 ms',
      'Waited: 80 ms',
      'Error: no',
    ]);
  });

  it('tells of a statement that is not of the file where it came from', () => {
    const { line: _, ...statement } = aStatement({ text: 'COMMIT' });
    assert.equal(tooltipOf(itemOf(statementNode(aRun(), statement))).split('\n')[1], 'demo.sql, from the session menu');
  });

  it('is the way to older runs, a hundred more with each click', async () => {
    const runs = Array.from({ length: 250 }, () => aRun({ at: noon, statements: [aStatement()] }));
    const none = (): Disposable => ({ dispose: () => undefined });
    const tree = new HistoryTree({
      accounts: { sessions: () => Promise.resolve([aSession('ethan')]), onDidChange: none },
      ledger: { runs: () => Promise.resolve(runs), onDidChange: none },
      messages,
      clock: { ...systemClock, now: () => noon },
    });
    const shownNow = async (): Promise<unknown[]> =>
      (await tree.getChildren()).map((node) =>
        node.kind === 'day'
          ? node.runs.length
          : [tree.getTreeItem(node).label, tree.getTreeItem(node).command?.command],
      );
    const seen: unknown[] = [];
    try {
      for (let clicks = 0; clicks < 3; clicks++) {
        seen.push(await shownNow());
        tree.showMore();
      }
      tree.filter = 'select';
      seen.push(await shownNow());
    } finally {
      tree.dispose();
    }
    const more = (left: number): unknown[] => [`Show More (${left} older runs)`, commands.showMoreHistory];
    assert.deepEqual(seen, [[100, more(150)], [200, more(50)], [250], [100, more(150)]]);
  });

  it('is what ran elsewhere and may not be seen, and nothing to click', () => {
    const error = new Failure('aws.accessDenied', { service: 's', action: 'ListStatements', message: 'no' });
    const { icon, click } = shown(itemOf({ kind: 'failed', id: 'f', accountId: 'ethan', error }));
    assert.deepEqual([icon, click], [['lock', undefined], undefined]);
  });
});

describe('a node of the sessions', () => {
  const target = {
    accountId: 'ethan',
    warehouse: { kind: 'cluster', name: 'c', database: 'dev' },
    database: 'dev',
  } as const;
  const file = {
    id: 's1',
    target,
    name: 'a.sql',
    state: { session: 'idle', transaction: 'open', queued: 0 },
    close: () => Promise.resolve(),
  } as const;

  it('is a session with its state, and the file that uses it', () => {
    const listed = [
      { id: 's1', status: 'available', createdAt: noon, database: 'dev', warehouse: { kind: 'cluster', name: 'c' } },
      { id: 's2', status: 'busy', createdAt: noon, database: 'dev', warehouse: { kind: 'workgroup', name: 'w' } },
    ] as const;
    const items = sessionNodes('ethan', listed, [file]).map((node) => sessionItemOf(node, messages));
    assert.deepEqual(items.map(shown), [
      {
        label: 'c/dev',
        description: 'a.sql · in a transaction',
        icon: ['plug', 'testing.iconPassed'],
        context: 'redshiftSession',
        click: undefined,
      },
      {
        label: 'w/dev',
        description: 'busy',
        icon: ['sync', 'testing.iconQueued'],
        context: 'redshiftSession',
        click: undefined,
      },
    ]);
    assert.match(items.map(tooltipOf).join('\n'), /Used by a\.sql.*Not used by a file of this window so far/s);
  });

  it('says why sessions are missing', () => {
    const error = new Failure('aws.accessDenied', { service: 's', action: 'ListSessions', message: 'no' });
    const [item] = unlistedNodes('ethan', error, [file]).map((node) => sessionItemOf(node, messages));
    assert.ok(item);
    assert.deepEqual(shown(item), {
      label: 'Sessions may not be listed: only those of files in this window are shown',
      description: undefined,
      icon: ['lock', undefined],
      context: 'redshiftFailed',
      click: 'redshiftFederation.refreshSessions',
    });
  });
});
