import { l10n } from 'vscode';
import type { LedgerRun, LedgerStatement } from '../../run/ledgerRuns';
import { targetWords } from '../query/targetWords';
import { statementStatus } from './statusWords';

/** Characters of a statement that stand in one line, and in a tooltip. */
const lineLength = 120;
const tooltipLength = 2_000;

/** The first line of a statement. */
export function firstLine(text: string): string {
  const [line = ''] = text.trimStart().split(/\r?\n/, 1);
  const isWhole = line.length <= lineLength && text.trim() === line.trim();
  return isWhole ? line.trimEnd() : `${line.slice(0, lineLength).trimEnd()} …`;
}

export function durationWords(ms: number): string {
  if (ms < 1000) return l10n.t('{0} ms', Math.round(ms));
  if (ms < 60_000) return l10n.t('{0} s', (ms / 1000).toFixed(1));
  const seconds = Math.round(ms / 1000);
  return l10n.t('{0} min {1} s', Math.floor(seconds / 60), seconds % 60);
}

export function rowsWords(rows: number): string {
  return rows === 1 ? l10n.t('1 row') : l10n.t('{0} rows', rows.toLocaleString());
}

export function affectedWords(rows: number): string {
  return rows === 1 ? l10n.t('1 row affected') : l10n.t('{0} rows affected', rows.toLocaleString());
}

export function statementsWords(count: number): string {
  return count === 1 ? l10n.t('1 statement') : l10n.t('{0} statements', count);
}

export function timeWords(at: number): string {
  return new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}

/** How many, how much and how long: `3 statements · 12 rows · 1.2 s`. */
export function runNumbers({ statements }: LedgerRun): string {
  const rows = statements.reduce((sum, each) => sum + (each.rows ?? 0), 0);
  const waited = statements.reduce((sum, { elapsedMs = 0 }) => sum + elapsedMs, 0);
  const hasRows = statements.some((each) => each.hasResult === true || each.rows !== undefined);
  return [statementsWords(statements.length), ...(hasRows ? [rowsWords(rows)] : []), durationWords(waited)].join(' · ');
}

/** `12 rows · 1.2 s`; what did not finish says so. */
export function statementNumbers(statement: LedgerStatement): string {
  const { status, rows, affectedRows, durationMs, elapsedMs } = statement;
  const waited = durationMs ?? elapsedMs;
  return [
    ...(status === 'finished' ? [] : [statementStatus(statement).words]),
    ...(rows === undefined ? [] : [rowsWords(rows)]),
    ...(rows === undefined && affectedRows !== undefined ? [affectedWords(affectedRows)] : []),
    ...(waited === undefined ? [] : [durationWords(waited)]),
  ].join(' · ');
}

/** All facts about a statement but its text, one on a line. `error`: in words. */
export function statementFacts(run: LedgerRun, statement: LedgerStatement, error: string | undefined): string[] {
  const { at, rows, affectedRows, durationMs, elapsedMs, line } = statement;
  return [
    line === undefined ? l10n.t('{0}, from the session menu', run.name) : l10n.t('{0}, line {1}', run.name, line),
    l10n.t('Target: {0}', targetWords(run.user, run.target)),
    l10n.t('Begun: {0}', new Date(at).toLocaleString()),
    l10n.t('Status: {0}', statementStatus(statement).words),
    ...(rows === undefined ? [] : [rowsWords(rows)]),
    ...(rows === undefined && affectedRows !== undefined ? [affectedWords(affectedRows)] : []),
    ...(durationMs === undefined ? [] : [l10n.t('On the server: {0}', durationWords(durationMs))]),
    ...(elapsedMs === undefined ? [] : [l10n.t('Waited: {0}', durationWords(elapsedMs))]),
    ...(error === undefined ? [] : [l10n.t('Error: {0}', error)]),
  ];
}

/** The server's own words, or what the code of a failure of ours stands for: its facts are not kept. */
export function errorWords(error: string | undefined): string | undefined {
  if (error === undefined || !/^[a-z]+(?:\.[a-zA-Z]+)+$/.test(error)) return error;
  switch (error) {
    case 'statement.unknown':
      return l10n.t('The connection broke, and whether it ran could not be found out.');
    case 'statement.notFound':
      return l10n.t('Amazon Redshift has no record of it: most likely it was never started.');
    case 'session.lost':
      return l10n.t('The session of the file was over, with something in it that would have been missed.');
    case 'result.tooLarge':
      return l10n.t('The result is larger than the Data API passes on.');
    default:
      return l10n.t('It could not be run, or its end not be learnt ({0}).', error);
  }
}

/** A statement as far as a tooltip shows it. */
export function tooltipText(text: string): string {
  return text.length <= tooltipLength ? text : `${text.slice(0, tooltipLength)}\n…`;
}
