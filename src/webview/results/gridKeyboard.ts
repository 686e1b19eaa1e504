import type { Key } from './gridKeys';

export interface KeyboardActions {
  /** Moves the active cell, or draws the selection; false when the key does not move. */
  move(key: Key, extend: boolean): boolean;
  selectAll(): void;
  selectRow(): void;
  /** Back to one cell; false when nothing was selected. */
  collapse(): boolean;
  /** Sorts by the column of the active cell; `further` beside those that are sorted by already. */
  sort(further: boolean): void;
  /** Opens the filter of the column of the active cell. */
  filter(): void;
  /** Opens the active cell as a whole. */
  open(): void;
}

/**
 * The grid's keys. The grid's element itself holds the focus, because cells come and go while scrolling; so SlickGrid's
 * own keys, which listen further inside, never see them (they keep Tab to themselves and know neither Cmd nor our selection).
 */
export function followKeys(grid: HTMLElement, actions: KeyboardActions): void {
  grid.addEventListener('focusin', (event) => {
    if (event.target !== grid) grid.focus({ preventScroll: true });
  });
  grid.addEventListener('keydown', (event) => {
    // Keys that are not ours go on to the editor, which has its shortcuts there (F1, Ctrl+P).
    if (!handled(event, actions)) return;
    event.preventDefault();
    event.stopPropagation();
  });
}

function handled(event: KeyboardEvent, actions: KeyboardActions): boolean {
  const ctrl = event.ctrlKey || event.metaKey;
  if (event.altKey || event.key === 'Tab') return false;
  if (ctrl && !event.shiftKey && event.key.toLowerCase() === 'a') {
    actions.selectAll();
    return true;
  }
  if (event.shiftKey && !ctrl && event.key === ' ') {
    actions.selectRow();
    return true;
  }
  if (!ctrl && event.key.toLowerCase() === 's') {
    actions.sort(event.shiftKey);
    return true;
  }
  if (!ctrl && !event.shiftKey && event.key.toLowerCase() === 'f') {
    actions.filter();
    return true;
  }
  if (!ctrl && event.key === 'Enter') {
    actions.open();
    return true;
  }
  if (event.key === 'Escape') return actions.collapse();
  return actions.move({ key: event.key, ctrl }, event.shiftKey);
}
