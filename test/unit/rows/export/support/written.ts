import type { Column, Row } from '../../../../../src/core/result';
import { exportBytes } from '../../../../../src/rows/export/exportBytes';
import type { ExportOptions, FileFormat } from '../../../../../src/rows/export/formats';

export const usual: ExportOptions = { headers: true, defuse: true };

/** Rows in slices of a few. */
export async function* slicesOf(rows: readonly Row[], size = 2): AsyncGenerator<readonly Row[]> {
  for (let at = 0; at < rows.length; at += size) yield await Promise.resolve(rows.slice(at, at + size));
}

/** A file as it is written. */
export async function fileOf(
  format: FileFormat,
  columns: readonly Column[],
  rows: readonly Row[],
  options = usual,
): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  const exported = { columns, slices: slicesOf(rows), rowCount: rows.length };
  for await (const piece of exportBytes(format, exported, options)) pieces.push(piece);
  return Buffer.concat(pieces);
}
