import type { TextDocument, TextDocumentChangeEvent } from 'vscode';
import { StatementIndex, type TextChange } from '../../sql/statementIndex';
import type { Statement } from '../../sql/splitter';
import { fileKey } from './sqlDocument';

interface Entry {
  index: StatementIndex;
  /** Of the document, with what is pending. */
  version: number;
  /** Edits that are applied when somebody asks: a key press costs nothing. */
  pending: TextChange[];
}

/** With more edits than these waiting, the document is split anew. */
const mostPending = 5_000;

/** The statements of documents, split once and kept over edits: the whole text is read when a document is first asked for. */
export class DocumentStatements {
  readonly #entries = new Map<string, Entry>();

  /** The statements of a document as it is now. */
  of(document: TextDocument): StatementIndex {
    const kept = this.#kept(document);
    if (kept !== undefined) return kept;
    const index = new StatementIndex(document.getText());
    this.#entries.set(fileKey(document), { index, version: document.version, pending: [] });
    return index;
  }

  /** Takes edits as the editor tells them. */
  edited({ document, contentChanges }: Pick<TextDocumentChangeEvent, 'document' | 'contentChanges'>): void {
    const key = fileKey(document);
    const entry = this.#entries.get(key);
    if (entry === undefined || entry.version === document.version) return;
    // Without changes, the line ends became others.
    if (contentChanges.length === 0 || entry.pending.length > mostPending) this.#entries.delete(key);
    entry.version = document.version;
    for (const { rangeOffset: start, rangeLength: length, text } of contentChanges) {
      entry.pending.push({ start, length, text });
    }
  }

  forget(document: TextDocument): void {
    this.#entries.delete(fileKey(document));
  }

  #kept(document: TextDocument): StatementIndex | undefined {
    const entry = this.#entries.get(fileKey(document));
    if (entry?.version !== document.version) return undefined;
    try {
      entry.index.edit(entry.pending.splice(0));
    } catch (error) {
      // An edit of another text than ours: it is split anew.
      if (error instanceof RangeError) return undefined;
      throw error;
    }
    return entry.index.length === lengthOf(document) ? entry.index : undefined;
  }
}

/** The statements that begin before an offset, with the one that a person means who stands there. */
export function statementsUpTo(index: StatementIndex, offset: number): Statement[] {
  const before = index.between(0, offset);
  const at = index.at(offset);
  return at === undefined || at.start <= (before.at(-1)?.start ?? -1) ? before : [...before, at];
}

/** UTF-16 units of a document, without making its text. */
function lengthOf(document: TextDocument): number {
  return document.offsetAt(document.lineAt(document.lineCount - 1).range.end);
}
