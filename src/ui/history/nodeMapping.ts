import type { ListedStatement } from '../../redshift/redshift';
import type { LedgerRun, LedgerStatement } from '../../run/ledgerRuns';
import type { DayNode, HistoryNode, ListedNode, RoleNode, RunNode, StatementNode } from './nodes';
import { filterRuns } from './runFilter';

/** What of the history is shown. */
export interface Shown {
  /** Words that are looked for; empty: all. */
  filter: string;
  /** So many runs at most. */
  most: number;
  /** ms since 1970. */
  now: number;
}

/**
 * The runs of all accounts, the newest first, in groups of the days on which they began; then a node for those that are not shown
 * yet. Nothing where nothing ran.
 */
export function historyNodes(runs: readonly LedgerRun[], { filter, most, now }: Shown): HistoryNode[] {
  const found = filterRuns([...runs].sort(byNewest), filter);
  if (found.length === 0)
    return runs.length === 0 ? [] : [{ kind: 'empty', id: '!empty', accountId: '', of: 'filter' }];
  const nodes = found.slice(0, most).map(({ run, statements }) => runNode(run, statements));
  const left = found.length - nodes.length;
  const more: HistoryNode[] = left > 0 ? [{ kind: 'more', id: '!more', accountId: '', left }] : [];
  return [...dayNodes(nodes, now), ...more];
}

/** Statements that the service lists for the role of an account, without those that are in its history here. */
export function roleNode(
  accountId: string,
  role: string,
  listed: readonly ListedStatement[],
  own: readonly LedgerRun[],
): RoleNode {
  const names = new Set(own.flatMap(({ statements }) => statements.map(({ statementName }) => statementName)));
  const id = roleNodeId(accountId);
  const children = listed
    .filter(({ name }) => !names.has(name))
    .map((statement): ListedNode => ({ kind: 'listed', id: `${id}/${statement.id}`, accountId, statement }));
  if (children.length > 0) return { kind: 'role', id, accountId, role, children };
  return { kind: 'role', id, accountId, role, children: [{ kind: 'empty', id: `${id}/!`, accountId, of: 'role' }] };
}

/** The same where it could not be listed. */
export function failedRoleNode(accountId: string, role: string, error: unknown): RoleNode {
  const id = roleNodeId(accountId);
  return { kind: 'role', id, accountId, role, children: [{ kind: 'failed', id: `${id}/!`, accountId, error }] };
}

export function statementNode(run: LedgerRun, statement: LedgerStatement): StatementNode {
  const id = `${run.runId}/${statement.statementName}/${statement.index}`;
  return { kind: 'statement', id, accountId: run.target.accountId, run, statement };
}

function roleNodeId(accountId: string): string {
  return `role/${accountId}`;
}

function runNode(run: LedgerRun, statements: readonly LedgerStatement[]): RunNode {
  const { runId, target } = run;
  const nodes = [...statements].sort(byPlace).map((statement) => statementNode(run, statement));
  return { kind: 'run', id: runId, accountId: target.accountId, run, statements: nodes };
}

function dayNodes(runs: readonly RunNode[], now: number): DayNode[] {
  const days = new Map<number, RunNode[]>();
  for (const node of runs) {
    const day = dayOf(node.run.at);
    days.set(day, [...(days.get(day) ?? []), node]);
  }
  const today = dayOf(now);
  return [...days].map(([day, nodes]) => {
    // Days are of 23 and 25 hours, too.
    const ago = Math.round((today - day) / dayMs);
    return { kind: 'day', id: `day/${day}`, accountId: '', day, ago, runs: nodes };
  });
}

const dayMs = 24 * 3_600_000;

/** The beginning of a day, by the clock on the wall. */
function dayOf(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

function byNewest(one: LedgerRun, other: LedgerRun): number {
  return other.at - one.at;
}

function byPlace(one: LedgerStatement, other: LedgerStatement): number {
  return one.index - other.index || one.at - other.at;
}
