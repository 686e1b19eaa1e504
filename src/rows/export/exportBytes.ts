import type { Column, Row } from '../../core/result';
import type { ExportOptions, FileFormat } from './formats';
import { textWriter } from './textWriter';

/** What is written: columns, their rows some at a time, and about how many there are. */
export interface Exported {
  columns: readonly Column[];
  slices: AsyncIterable<readonly Row[]>;
  rowCount: number;
}

/**
 * A file's bytes, piece by piece; texts in UTF-8, in which halves of surrogate pairs become U+FFFD.
 * @param onRows is told how many rows are written
 * @throws what the rows throw; Failure rows.tooLongForExcel
 */
export async function* exportBytes(
  format: FileFormat,
  { columns, slices, rowCount }: Exported,
  options: ExportOptions,
  onRows: (count: number) => void = () => undefined,
): AsyncGenerator<Uint8Array> {
  const counted = counting(slices, onRows);
  if (format === 'excel') {
    // Loaded at first use: it is more than all the rest.
    const { excelBytes } = await import('./excel');
    yield* excelBytes(columns, counted, options, rowCount);
    return;
  }
  const writer = textWriter(format, columns, options);
  yield Buffer.from(writer.head);
  for await (const slice of counted) yield Buffer.from(writer.rows(slice));
  yield Buffer.from(writer.tail());
}

async function* counting(
  slices: AsyncIterable<readonly Row[]>,
  onRows: (count: number) => void,
): AsyncGenerator<readonly Row[]> {
  let count = 0;
  for await (const slice of slices) {
    yield slice;
    count += slice.length;
    onRows(count);
  }
}
