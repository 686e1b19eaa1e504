import type { Statement } from '../../sql/splitter';
import type { PlannedStatement } from '../results/runRecord';
import type { RunDocument } from './sqlDocument';

/** Statements as they are about to run, with their lines in the document; one that stands nowhere in it (an empty span) has none. */
export function plannedIn(
  document: Pick<RunDocument, 'positionAt'>,
  statements: readonly Statement[],
): PlannedStatement[] {
  return statements.map(({ text, start, end }) => ({
    text,
    ...(start < end && { line: document.positionAt(start).line + 1 }),
  }));
}
