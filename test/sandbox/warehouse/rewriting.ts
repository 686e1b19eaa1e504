/** Puts `text` where `start` to `end` (UTF-16 offsets of the original) was. */
export interface Edit {
  start: number;
  end: number;
  text: string;
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

  /** From PostgreSQL's position (1-based, counts code points) in `text` to the one in `original`. */
  originalPosition(position: number): number {
    const changed = Array.from(this.text)
      .slice(0, position - 1)
      .join('').length;
    let shift = 0;
    let offset = changed;
    for (const edit of this.edits) {
      const start = edit.start + shift;
      if (changed < start) break;
      if (changed < start + edit.text.length) return codePoints(this.original.slice(0, edit.start)) + 1;
      shift += edit.text.length - (edit.end - edit.start);
      offset = changed - shift;
    }
    return codePoints(this.original.slice(0, offset)) + 1;
  }
}

function codePoints(text: string): number {
  return Array.from(text).length;
}
