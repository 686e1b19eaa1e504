import type { Arrangement, FilterView, ResultView, SortView } from '../protocol';

/** Rows of a result that its grid shows. */
export function shownRows({ arrangement, totalRows }: ResultView): number {
  return arrangement !== undefined && isArranged(arrangement.shown) ? arrangement.rows : totalRows;
}

export function isArranged({ sort, filters }: Arrangement): boolean {
  return sort.length > 0 || filters.length > 0;
}

/** What is wanted of a result; also while it is being made. */
export function wantedOf({ arrangement }: ResultView): Arrangement {
  return { sort: arrangement?.sort ?? [], filters: arrangement?.filters ?? [] };
}

/**
 * The order after the next turn of a column: ascending, descending, not at all.
 * @param further keeps the other columns; else it becomes the only one
 */
export function turned(sort: readonly SortView[], column: number, further: boolean): SortView[] {
  const at = sort.find((by) => by.column === column);
  const next: SortView | undefined =
    at === undefined ? { column, descending: false } : at.descending ? undefined : { column, descending: true };
  if (!further) return next === undefined ? [] : [next];
  if (at === undefined) return next === undefined ? [...sort] : [...sort, next];
  return sort.flatMap((by) => (by !== at ? [by] : next === undefined ? [] : [next]));
}

/** Filters after those of one column were set anew; none take them away. */
export function filtered(filters: readonly FilterView[], column: number, own: readonly FilterView[]): FilterView[] {
  return [...filters.filter((filter) => filter.column !== column), ...own];
}
