import { Diagnostic, DiagnosticSeverity, l10n, languages, type Disposable, type Range } from 'vscode';
import type { Failure } from '../../core/failure';
import { authenticationProvider } from '../contributions';
import { fileKey, rangeOf, type RunDocument } from './sqlDocument';
import { errorSpan, type Span } from './places';
import type { StatementPlaces } from './statementPlaces';

/** An error of a statement as the file shows it. */
export interface StatementError {
  message: string;
  hint?: string | undefined;
  /** 1-based character in the statement. */
  position?: number | undefined;
}

interface Shown {
  places: StatementPlaces;
  errors: Map<number, { diagnostic: Diagnostic; within: Span; statement: string; message: string }>;
}

/** Errors of the last run as diagnostics of their files: gone with an edit of their statement, the next run, or the file. */
export class StatementErrors implements Disposable {
  readonly #collection = languages.createDiagnosticCollection('redshift');
  readonly #files = new Map<string, Shown>();

  /** A run of the file begins: what the last one left is over. */
  begin(document: RunDocument, places: StatementPlaces): void {
    this.#files.set(fileKey(document), { places, errors: new Map() });
    this.#collection.delete(document.uri);
  }

  add(document: RunDocument, index: number, statement: string, error: StatementError): void {
    const shown = this.#files.get(fileKey(document));
    const place = shown?.places.of(index);
    if (shown === undefined || place === undefined) return;
    const within = errorSpan(statement, error.position);
    const text = error.hint === undefined ? error.message : `${error.message}\n${l10n.t('Hint: {0}', error.hint)}`;
    const diagnostic = new Diagnostic(rangeOf(document, inside(place, within)), text, DiagnosticSeverity.Error);
    diagnostic.source = authenticationProvider.label;
    shown.errors.set(index, { diagnostic, within, statement, message: error.message });
    this.#show(document, shown);
  }

  /** The document was edited; its places are up to date. `touched`: statements that changed. */
  edited(document: RunDocument, touched: readonly number[]): void {
    const shown = this.#files.get(fileKey(document));
    if (shown === undefined || shown.errors.size === 0) return;
    for (const index of touched) shown.errors.delete(index);
    for (const [index, { diagnostic, within }] of shown.errors) {
      const place = shown.places.of(index);
      if (place !== undefined) diagnostic.range = rangeOf(document, inside(place, within));
    }
    this.#show(document, shown);
  }

  /** What is shown at a place: the server's words, and the text of the statement. */
  at(
    document: Pick<RunDocument, 'uri'>,
    range: Range,
  ): { diagnostic: Diagnostic; statement: string; message: string }[] {
    const errors = this.#files.get(fileKey(document))?.errors.values() ?? [];
    return [...errors].filter(({ diagnostic }) => diagnostic.range.intersection(range) !== undefined);
  }

  forget(document: RunDocument): void {
    this.#files.delete(fileKey(document));
    this.#collection.delete(document.uri);
  }

  dispose(): void {
    this.#collection.dispose();
  }

  #show(document: RunDocument, { errors }: Shown): void {
    this.#collection.set(
      document.uri,
      [...errors.values()].map(({ diagnostic }) => diagnostic),
    );
  }
}

function inside(place: Span, within: Span): Span {
  return { start: place.start + within.start, end: place.start + within.end };
}

/** Failures for which the statement's text is to blame: they are marked there. */
export function isInText({ code }: Failure): boolean {
  return (
    code === 'statement.readOnly' ||
    code === 'statement.unterminated' ||
    code === 'statement.tooLong' ||
    code === 'statement.invalid'
  );
}
