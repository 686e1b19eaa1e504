import { env, l10n } from 'vscode';
import type { StatementView } from '../../webview/protocol';
import type { Mark, MarkState } from './markedLines';

/** Tells a state without colour. */
const signs: Readonly<Record<MarkState, string>> = {
  running: '⟳',
  finished: '✓',
  failed: '✗',
  unknown: '?',
  cancelled: '⊘',
  notRun: '–',
};

/** A mark as it stands behind its statement: `✓ 12 rows · 40 ms · 14:03`. */
export function markText(mark: Mark): string {
  const { view, endedAt } = mark;
  const parts = [outcome(view)];
  if (view.durationMs !== undefined) parts.push(duration(view.durationMs));
  if (endedAt !== undefined) parts.push(timeOfDay(endedAt));
  return `${signs[mark.state]} ${parts.filter((part) => part !== '').join(' · ')}`;
}

/** The same in full, for the hover and for screen readers. Errors are the server's words: text, never markdown. */
export function markLines({ view, endedAt, state }: Mark): string[] {
  const lines = [`${signs[state]} ${stateWords(state)}`];
  const what = outcome(view);
  if (state === 'finished' && what !== '') lines.push(what);
  if (view.durationMs !== undefined) lines.push(l10n.t('Duration: {0}', duration(view.durationMs)));
  if (endedAt !== undefined) lines.push(l10n.t('Ended: {0}', new Date(endedAt).toLocaleString(env.language)));
  if (view.error !== undefined) lines.push(view.error.message);
  return lines;
}

function outcome(view: StatementView): string {
  switch (view.state) {
    case 'finished': {
      const { rows, affectedRows } = view;
      if (rows !== undefined) return rows === 1 ? l10n.t('1 row') : l10n.t('{0} rows', number(rows));
      if (affectedRows === undefined) return '';
      return affectedRows === 1 ? l10n.t('1 row affected') : l10n.t('{0} rows affected', number(affectedRows));
    }
    case 'running':
      return l10n.t('running…');
    case 'failed':
      return l10n.t('failed');
    case 'unknown':
      return l10n.t('end not known');
    case 'cancelled':
      return l10n.t('cancelled');
    case 'notRun':
      return l10n.t('not run');
    case 'waiting':
      return '';
  }
}

function stateWords(state: MarkState): string {
  return {
    running: l10n.t('The statement is running'),
    finished: l10n.t('The statement finished'),
    failed: l10n.t('The statement failed'),
    unknown: l10n.t('Whether the statement ran is not known'),
    cancelled: l10n.t('The statement was cancelled'),
    notRun: l10n.t('The statement was not run'),
  }[state];
}

/** `40 ms`, `1.24 s`, `2 min 5 s`. */
function duration(ms: number): string {
  if (ms < 1_000) return l10n.t('{0} ms', number(Math.round(ms)));
  if (ms < 60_000) return l10n.t('{0} s', (ms / 1_000).toLocaleString(env.language, { maximumFractionDigits: 2 }));
  const seconds = Math.floor(ms / 1_000);
  return l10n.t('{0} min {1} s', number(Math.floor(seconds / 60)), seconds % 60);
}

function number(value: number): string {
  return value.toLocaleString(env.language);
}

/** `14:03`, in every language: there is little room. */
export function timeOfDay(at: number): string {
  return new Date(at).toLocaleTimeString(env.language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}
