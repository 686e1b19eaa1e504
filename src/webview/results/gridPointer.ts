import type { Place } from './gridKeys';

/** `keep` selects anew only where the place is outside of what is selected. */
export type PointerSelect = 'new' | 'extend' | 'keep';

export interface PointerActions {
  /** Column -1 stands for the row's number. */
  select(place: Place, how: PointerSelect): void;
  /** Draws the selection on by rows and columns while the pointer is held at the edge or outside. */
  drawBy(rows: number, columns: number): void;
}

const scrollEveryMs = 50;

/** Selects by pointer: a click takes a cell or, on its number, a row; Shift and dragging draw the selection out. */
export function followPointer(grid: HTMLElement, actions: PointerActions): void {
  grid.addEventListener('pointerdown', (event) => {
    const place = placeOf(event.target);
    if (place === undefined) return;
    // The other buttons open the context menu, which is for the selection as it stands.
    if (event.button !== 0) {
      actions.select(place, 'keep');
      return;
    }
    actions.select(place, event.shiftKey ? 'extend' : 'new');
    drag(grid, actions, place.column < 0);
  });
}

function drag(grid: HTMLElement, actions: PointerActions, rows: boolean): void {
  const ended = new AbortController();
  let last: PointerEvent | undefined;
  const draw = (): void => {
    const under = last && document.elementFromPoint(last.clientX, last.clientY);
    const place = placeOf(under ?? null);
    if (place !== undefined && (rows || place.column >= 0)) actions.select(place, 'extend');
  };
  const timer = window.setInterval(() => {
    const box = grid.getBoundingClientRect();
    if (last === undefined) return;
    const down = last.clientY > box.bottom - 4 ? 1 : last.clientY < box.top + 4 ? -1 : 0;
    const right = last.clientX > box.right - 4 ? 1 : last.clientX < box.left + 4 ? -1 : 0;
    if (down !== 0 || right !== 0) actions.drawBy(down, right);
  }, scrollEveryMs);
  const end = (): void => {
    window.clearInterval(timer);
    ended.abort();
  };
  const options = { signal: ended.signal };
  window.addEventListener('pointerup', end, options);
  window.addEventListener('pointercancel', end, options);
  window.addEventListener(
    'pointermove',
    (event) => {
      last = event;
      if (event.buttons === 0) end();
      else draw();
    },
    options,
  );
}

/** The cell that an element belongs to. */
function placeOf(target: EventTarget | null): Place | undefined {
  const cell = target instanceof Element ? target.closest('.slick-cell') : null;
  const row = cell?.closest<HTMLElement>('.slick-row')?.dataset['row'];
  return cell === null || row === undefined
    ? undefined
    : { row: Number(row), column: Number(cell.getAttribute('aria-colindex')) - 2 };
}
