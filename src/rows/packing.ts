import type { Row } from '../core/result';

/**
 * Rows in bytes, column by column, so that one column is read without the others. All numbers in the order of this computer: the
 * bytes never leave it.
 *
 *     rows (u32), columns (u32), the offset of each column (u32 each)
 *     column: bytes of a length (1, 2 or 4) and of a character (1 or 2), as two u8, and two unused
 *             lengths: 0 is NULL, else the characters and 1; filled up to 4 bytes
 *             the texts, one behind the other: Latin-1, or UTF-16, which keeps lone surrogates too; filled up to 4 bytes
 */
export const headWords = 2;

/** Of a column, before its lengths. */
export const columnHeadBytes = 4;

interface Draft {
  text: string;
  lengths: Uint8Array | Uint16Array | Uint32Array;
  /** Bytes of a character. */
  unit: 1 | 2;
}

/** Packs rows into memory that a worker can share. */
export function packRows(rows: readonly Row[]): Uint8Array {
  const columns = rows.reduce((most, { length }) => Math.max(most, length), 0);
  const lengths = new Uint32Array(rows.length);
  const drafts: Draft[] = [];
  for (let column = 0; column < columns; column++) drafts.push(draftOf(rows, column, lengths));
  const front = 4 * (headWords + columns);
  const size = drafts.reduce((sum, draft) => sum + bytesOf(draft), front);
  const bytes = new Uint8Array(new SharedArrayBuffer(size));
  const head = new Uint32Array(bytes.buffer, 0, headWords + columns);
  head[0] = rows.length;
  head[1] = columns;
  let at = front;
  for (const [column, draft] of drafts.entries()) {
    head[headWords + column] = at;
    write(bytes, at, draft);
    at += bytesOf(draft);
  }
  return bytes;
}

/** @param scratch a place for each row */
function draftOf(rows: readonly Row[], column: number, scratch: Uint32Array): Draft {
  let text = '';
  let longest = 0;
  for (let row = 0; row < rows.length; row++) {
    const cell = rows[row]?.[column] ?? null;
    if (cell === null) scratch[row] = 0;
    else {
      // One long text, which the engine puts together in the end: twice as fast as a look at each character.
      text += cell;
      const length = cell.length + 1;
      scratch[row] = length;
      if (length > longest) longest = length;
    }
  }
  const lengths =
    longest < 0x100 ? new Uint8Array(scratch) : longest < 0x10000 ? new Uint16Array(scratch) : scratch.slice();
  return { text, lengths, unit: isLatin1(text) ? 1 : 2 };
}

function write(bytes: Uint8Array, at: number, { text, lengths, unit }: Draft): void {
  bytes[at] = lengths.BYTES_PER_ELEMENT;
  bytes[at + 1] = unit;
  const start = at + columnHeadBytes;
  bytes.set(new Uint8Array(lengths.buffer, lengths.byteOffset, lengths.byteLength), start);
  const texts = Buffer.from(bytes.buffer, start + filled(lengths.byteLength), text.length * unit);
  texts.write(text, unit === 1 ? 'latin1' : 'utf16le');
}

function bytesOf({ text, lengths, unit }: Draft): number {
  return columnHeadBytes + filled(lengths.byteLength) + filled(text.length * unit);
}

/** The next multiple of 4: numbers are read where they stand. */
export function filled(bytes: number): number {
  return (bytes + 3) & ~3;
}

function isLatin1(text: string): boolean {
  return !/[\u0100-\uffff]/.test(text);
}
