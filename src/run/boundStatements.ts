import { bindParameters, findParameters, type BoundStatement } from '../sql/parameters';
import type { ParameterValue } from '../sql/parameterValues';
import type { Statement } from '../sql/splitter';
import type { RunStatement } from './runEvents';

/** A statement of a file with values for its parameters: what is sent, and what stands in the file. */
export interface BoundSource extends Statement {
  /** Without parameters, there is nothing to bind. */
  bound?: BoundStatement;
}

/** Names of all parameters of some statements, in order of their first use. */
export function parameterNames(statements: readonly Pick<Statement, 'text' | 'unterminated'>[]): string[] {
  const names = statements
    // What will be refused is not worth a question.
    .filter(({ unterminated }) => unterminated === undefined)
    .flatMap(({ text }) => findParameters(text).map(({ name }) => name));
  return [...new Set(names)];
}

/** Binds the values into the statements that use them. */
export function bindStatements(
  statements: readonly Statement[],
  values: ReadonlyMap<string, ParameterValue>,
): BoundSource[] {
  if (values.size === 0) return [...statements];
  return statements.map((statement) =>
    findParameters(statement.text).some(({ name }) => values.has(name))
      ? { ...statement, bound: bindParameters(statement.text, values) }
      : statement,
  );
}

/** The statement as it is sent. */
export function sent({ text, unterminated, bound }: BoundSource): RunStatement {
  return {
    text: bound?.text ?? text,
    ...(unterminated === undefined ? {} : { unterminated }),
    ...(bound === undefined || bound.parameters.length === 0 ? {} : { parameters: bound.parameters }),
  };
}

/** A place that the server named, in the statement as it stands in the file; both from 1. */
export function positionIn(bound: BoundSource['bound'], position: number | undefined): number | undefined {
  return bound === undefined || position === undefined ? position : bound.originalOffsetOfServer(position - 1) + 1;
}
