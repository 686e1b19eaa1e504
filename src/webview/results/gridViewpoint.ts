import type { CellRange } from '../protocol';
import { widthsOf } from './gridColumns';
import type { Viewpoint } from './host';
import type { Grid } from './slick';

/** Where a grid is looked at. */
export function viewpointOf(
  grid: Grid,
  element: HTMLElement,
  isFitted: boolean,
  selection: CellRange | undefined,
): Viewpoint {
  return {
    top: grid.getViewport().top,
    left: scrollerOf(element)?.scrollLeft ?? 0,
    ...(isFitted ? { widths: widthsOf(grid) } : {}),
    ...(selection === undefined ? {} : { selection }),
  };
}

/** Scrolls a grid to where it was looked at. */
export function scrollTo(grid: Grid, element: HTMLElement, { top, left }: Viewpoint): void {
  if (top > 0) grid.scrollRowToTop(top);
  const scroller = scrollerOf(element);
  if (scroller !== null) scroller.scrollLeft = left;
}

function scrollerOf(element: HTMLElement): HTMLElement | null {
  return element.querySelector<HTMLElement>('.slick-viewport-right.slick-viewport-top');
}
