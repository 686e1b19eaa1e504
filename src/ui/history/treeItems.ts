import { l10n, ThemeColor, ThemeIcon, TreeItemCollapsibleState as Collapsible, type TreeItem } from 'vscode';
import { Failure } from '../../core/failure';
import type { LedgerRun, LedgerStatement } from '../../run/ledgerRuns';
import { commands, treeItems } from '../contributions';
import type { Messages } from '../messages';
import { itemOfLook, type NodeLook } from '../treeNode';
import { targetWords } from '../query/targetWords';
import {
  errorWords,
  firstLine,
  runNumbers,
  statementFacts,
  statementNumbers,
  timeWords,
  tooltipText,
} from './historyWords';
import type { DayNode, FailedNode, HistoryNode, ListedNode, RoleNode, RunNode, StatementNode } from './nodes';
import { listedStatus, runStatus, statementStatus } from './statusWords';

/** A node as the editor draws it. @param opensRuns whether runs are open at first, as what was looked for is in them */
export function historyItemOf(node: HistoryNode, messages: Messages, opensRuns: boolean): TreeItem {
  const look = lookOf(node, messages);
  if (!opensRuns) return itemOfLook(node.id, look);
  const opens = node.kind !== 'role' && look.state !== undefined;
  // The editor keeps what a person opened by the id: with a filter, that is another matter.
  return itemOfLook(`found/${node.id}`, opens ? { ...look, state: Collapsible.Expanded } : look);
}

function lookOf(node: HistoryNode, messages: Messages): NodeLook {
  switch (node.kind) {
    case 'day':
      return dayLook(node);
    case 'run':
      return runLook(node);
    case 'statement':
      return statementLook(node);
    case 'role':
      return roleLook(node);
    case 'listed':
      return listedLook(node);
    case 'failed':
      return failedLook(node, messages);
    case 'more': {
      const label = l10n.t('Show More ({0} older runs)', node.left);
      const command = { command: commands.showMoreHistory, title: l10n.t('Show More') };
      return { ...leaf(label, 'ellipsis', treeItems.more), command };
    }
    case 'empty':
      return leaf(
        node.of === 'filter'
          ? l10n.t('Nothing that ran matches the filter')
          : l10n.t('Nothing ran elsewhere in the last 24 hours'),
        'info',
        treeItems.empty,
      );
  }
}

function leaf(label: string, icon: string, contextValue: string): NodeLook {
  return { label, spoken: label, icon: new ThemeIcon(icon), contextValue };
}

function dayLook({ day, ago, runs }: DayNode): NodeLook {
  const date = new Date(day).toLocaleDateString([], {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  const label = ago === 0 ? l10n.t('Today') : ago === 1 ? l10n.t('Yesterday') : date;
  const count = runs.length === 1 ? l10n.t('1 run') : l10n.t('{0} runs', runs.length);
  return {
    label,
    description: count,
    tooltip: [date, count],
    spoken: `${label}, ${count}`,
    icon: new ThemeIcon('calendar'),
    contextValue: treeItems.day,
    state: ago === 0 ? Collapsible.Expanded : Collapsible.Collapsed,
  };
}

function runLook({ run }: RunNode): NodeLook {
  const { icon, words } = runStatus(run);
  const numbers = runNumbers(run);
  const time = timeWords(run.at);
  return {
    label: run.name,
    description: `${time} · ${numbers}`,
    tooltip: [
      run.name,
      l10n.t('Target: {0}', targetWords(run.user, run.target)),
      l10n.t('Begun: {0}', new Date(run.at).toLocaleString()),
      l10n.t('Status: {0}', words),
      numbers,
      ...notSent(run),
    ],
    spoken: l10n.t('Run of {0} at {1}, {2}, {3}', run.name, time, words, numbers),
    icon,
    contextValue: treeItems.run,
    state: Collapsible.Collapsed,
  };
}

function notSent({ count, statements }: LedgerRun): string[] {
  const left = count - statements.length;
  return left > 0 ? [l10n.t('Statements that were not sent: {0}', left)] : [];
}

function statementLook({ run, statement }: StatementNode): NodeLook {
  const { icon, words } = statementStatus(statement);
  const label = firstLine(statement.text);
  const numbers = statementNumbers(statement);
  const error = errorWords(statement.error);
  return {
    label,
    description: error === undefined ? numbers : `${numbers} · ${firstLine(error)}`,
    tooltip: [tooltipText(statement.text), ...statementFacts(run, statement, error)],
    spoken: [l10n.t('Statement {0}, {1}', label, words), numbers, ...(error === undefined ? [] : [error])].join(', '),
    icon,
    contextValue: hasResult(statement) ? treeItems.statementWithResult : treeItems.statement,
  };
}

/** Whether there is a result that the server may still have. */
export function hasResult({ status, id, hasResult: has }: LedgerStatement): boolean {
  return status === 'finished' && id !== undefined && has === true;
}

function roleLook({ role }: RoleNode): NodeLook {
  const label = l10n.t('Under AWS Role {0}', role);
  const whose = l10n.t('also other people’s');
  return {
    label,
    description: whose,
    tooltip: [
      l10n.t(
        'Statements of the last 24 hours of everybody who shares the AWS role {0}, as Amazon Redshift lists them.',
        role,
      ),
      l10n.t('They are not kept here: Refresh takes them away.'),
    ],
    spoken: `${label}, ${whose}`,
    icon: new ThemeIcon('organization', new ThemeColor('list.warningForeground')),
    contextValue: treeItems.roleHistory,
    state: Collapsible.Expanded,
  };
}

function listedLook({ statement: { text, status, createdAt } }: ListedNode): NodeLook {
  const { icon, words } = listedStatus(status);
  const label = firstLine(text);
  const time = timeWords(createdAt);
  return {
    label,
    description: `${time} · ${words}`,
    tooltip: [
      tooltipText(text),
      l10n.t('Begun: {0}', new Date(createdAt).toLocaleString()),
      l10n.t('Status: {0}', words),
      l10n.t('Run under the AWS role, maybe by another person'),
    ],
    spoken: l10n.t('Statement under the AWS role at {0}: {1}, {2}', time, label, words),
    icon,
    contextValue: treeItems.listedStatement,
  };
}

function failedLook({ error }: FailedNode, messages: Messages): NodeLook {
  const text = messages.textOf(error, l10n.t('loading the history'));
  const happened = text?.happened ?? l10n.t('Stopped');
  const click = l10n.t('Click to try again.');
  const isRefused = Failure.has(error, 'aws.accessDenied');
  return {
    label: happened,
    tooltip: [happened, ...(text === undefined ? [] : [text.toDo]), ...(isRefused ? [] : [click])],
    spoken: [l10n.t('Error: {0}', happened), text?.toDo].join(' '),
    icon: isRefused ? new ThemeIcon('lock') : new ThemeIcon('error', new ThemeColor('list.errorForeground')),
    contextValue: treeItems.failed,
    // What one may not do is not to be tried again.
    ...(isRefused ? {} : { command: { command: commands.refreshHistory, title: l10n.t('Retry') } }),
  };
}
