import type { LedgerRun, LedgerStatement } from '../../run/ledgerRuns';
import type { ListedStatement } from '../../redshift/redshift';
import type { NodeBase } from '../treeNode';

/** Runs that began on one day. */
export interface DayNode extends NodeBase {
  kind: 'day';
  /** The day's beginning here; ms since 1970. */
  day: number;
  /** How many days ago that is. */
  ago: number;
  runs: readonly RunNode[];
}

export interface RunNode extends NodeBase {
  kind: 'run';
  run: LedgerRun;
  /** Those that are shown: all, or those that a filter leaves. */
  statements: readonly StatementNode[];
}

export interface StatementNode extends NodeBase {
  kind: 'statement';
  run: LedgerRun;
  statement: LedgerStatement;
}

/** Runs that are not shown yet. */
export interface MoreNode extends NodeBase {
  kind: 'more';
  left: number;
}

/** What ran elsewhere under an AWS role: other people's statements among them. */
export interface RoleNode extends NodeBase {
  kind: 'role';
  /** Name of the role. */
  role: string;
  children: readonly (ListedNode | FailedNode | EmptyNode)[];
}

/** A statement as the service lists it: maybe another person's. */
export interface ListedNode extends NodeBase {
  kind: 'listed';
  statement: ListedStatement;
}

export interface FailedNode extends NodeBase {
  kind: 'failed';
  error: unknown;
}

/** Nothing matches the filter, or nothing ran elsewhere. */
export interface EmptyNode extends NodeBase {
  kind: 'empty';
  of: 'filter' | 'role';
}

export type HistoryNode = DayNode | RunNode | StatementNode | MoreNode | RoleNode | ListedNode | FailedNode | EmptyNode;
