import { Range, type TextDocument } from 'vscode';
import { languages } from '../contributions';
import type { Span } from './places';
import { splitStatements, type Statement } from '../../sql/splitter';

/** What is needed of the document of a run; it may be gone when the run is picked up again. */
export type RunDocument = Pick<TextDocument, 'uri' | 'getText' | 'positionAt'>;

/** Whether statements of a document can be run; the same as the `when` clauses of the manifest. */
export function isSql(document: TextDocument): boolean {
  return document.languageId === languages.sql || document.uri.path.toLowerCase().endsWith('.sql');
}

/** How a document goes by in stores: its address, which a rename changes. */
export function fileKey(document: Pick<TextDocument, 'uri'>): string {
  return document.uri.toString();
}

/** The last part of a document's path. */
export function fileName(document: Pick<TextDocument, 'uri'>): string {
  return document.uri.path.split('/').at(-1) ?? '';
}

/** The statements of what is selected, in order; places are those in the document. */
export function statementsIn(document: TextDocument, ranges: readonly Range[]): Statement[] {
  return ranges
    .filter((range) => !range.isEmpty)
    .sort((one, other) => one.start.compareTo(other.start))
    .flatMap((range) => {
      const base = document.offsetAt(range.start);
      return splitStatements(document.getText(range)).map((statement) => movedBy(statement, base));
    });
}

function movedBy(statement: Statement, base: number): Statement {
  const { semicolon } = statement;
  return {
    ...statement,
    start: statement.start + base,
    end: statement.end + base,
    ...(semicolon === undefined ? {} : { semicolon: semicolon + base }),
  };
}

/** A span of offsets as the editor's range. */
export function rangeOf(document: Pick<TextDocument, 'positionAt'>, { start, end }: Span): Range {
  return new Range(document.positionAt(start), document.positionAt(end));
}
