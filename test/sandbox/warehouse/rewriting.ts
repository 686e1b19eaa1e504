/** Puts `text` where `start` to `end` (UTF-16 offsets of the original) was. */
export interface Edit {
  start: number;
  end: number;
  text: string;
  /** The service makes this change too, so that its positions count the new text: parameters become `$1`, `$2`, ... */
  ofService?: true;
}

/** A statement that was changed on its way to PostgreSQL, and the way back for the positions in its errors. */
export class Rewriting {
  readonly text: string;
  private readonly edits: readonly Edit[];

  /** The edits must not overlap. */
  constructor(
    readonly original: string,
    edits: readonly Edit[],
  ) {
    this.edits = [...edits].sort((a, b) => a.start - b.start);
    let text = '';
    let at = 0;
    for (const edit of this.edits) {
      text += original.slice(at, edit.start) + edit.text;
      at = edit.end;
    }
    this.text = text + original.slice(at);
  }

  /**
   * From PostgreSQL's position (1-based, counts code points) in `text` to the one that the service tells: in `original`, with the
   * changes that the service makes itself. The management guide shows `SELECT :colname, FROM event` with Position 12 for FROM.
   */
  servicePosition(position: number): number {
    const changed = Array.from(this.text)
      .slice(0, position - 1)
      .join('').length;
    let seen = '';
    let at = 0;
    let shift = 0;
    for (const edit of this.edits) {
      const start = edit.start + shift;
      if (changed < start) break;
      seen += this.original.slice(at, edit.start);
      if (changed < start + edit.text.length) return codePoints(seen) + 1;
      seen += edit.ofService ? edit.text : this.original.slice(edit.start, edit.end);
      at = edit.end;
      shift += edit.text.length - (edit.end - edit.start);
    }
    return codePoints(seen + this.original.slice(at, changed - shift)) + 1;
  }
}

function codePoints(text: string): number {
  return Array.from(text).length;
}
