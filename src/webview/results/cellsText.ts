import type { Column, Row } from '../../core/result';
import { clipboardTextOf } from '../../core/tsv';
import type { CellRange } from '../protocol';
import type { Blocks } from './blocks';

/** Text of cells for the clipboard; undefined while not all of them are on the page. */
export function clipboardTextIn(
  blocks: Blocks,
  { top, left, bottom, right }: CellRange,
  columns: readonly Column[],
  withHeaders: boolean,
): string | undefined {
  if (!blocks.has(top, bottom)) return undefined;
  const rows: Row[] = [];
  for (let index = top; index <= bottom; index++) rows.push((blocks.row(index) ?? []).slice(left, right + 1));
  const names = columns.slice(left, right + 1).map((column) => column.name);
  return clipboardTextOf(rows, withHeaders ? names : undefined);
}
