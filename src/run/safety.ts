import { Failure } from '../core/failure';
import type { StatementRule } from '../core/profile';
import { statementKind } from '../sql/statementKind';
import type { StatementRisk } from '../sql/statementReading';
import type { RunStatement } from './runEvents';

/** A statement that deserves a question before it is run. */
export interface RiskyStatement {
  /** Place in the run, from 0. */
  index: number;
  text: string;
  risk: StatementRisk;
  /** What it does it to, as written. */
  object?: string;
}

/** What a profile's rule says about statements. */
export type SafetyVerdict =
  | { kind: 'run' }
  /** To be asked for; none of it was sent. */
  | { kind: 'ask'; risky: RiskyStatement[] }
  /** Refused: this statement (from 0), and the whole run with it. */
  | { kind: 'refused'; index: number; failure: Failure<'statement.readOnly'> };

/**
 * Judges all statements of a run before the first is sent. A guard against accidents: what cannot be told counts as writing, and what
 * a function or a procedure does is not seen.
 */
export function judgeStatements(
  rule: StatementRule,
  statements: readonly Pick<RunStatement, 'text'>[],
  profile: string,
): SafetyVerdict {
  if (rule === 'run') return { kind: 'run' };
  const kinds = statements.map(({ text }) => statementKind(text));
  if (rule === 'readOnly') {
    const index = kinds.findIndex(({ kind }) => kind !== 'reads' && kind !== 'controls');
    const kind = kinds[index]?.kind;
    if (kind === undefined) return { kind: 'run' };
    const failure = new Failure('statement.readOnly', { profile, certain: kind !== 'unknown' });
    return { kind: 'refused', index, failure };
  }
  const risky = kinds.flatMap(({ risk, object }, index): RiskyStatement[] =>
    risk === undefined
      ? []
      : [{ index, text: statements[index]?.text ?? '', risk, ...(object === undefined ? {} : { object }) }],
  );
  return risky.length === 0 ? { kind: 'run' } : { kind: 'ask', risky };
}
