import type { CopyFormat } from '../protocol';
import type { Host } from './host';
import type { ResultGrid } from './resultGrid';

/**
 * Copying from the grid. The browser's own event puts the text there where all rows are on the page; the host copies what
 * is not, and what its menus ask for (a page may write to the clipboard only while a key or click of the person is handled).
 */
export function followClipboard(host: Host, gridInFront: () => ResultGrid | undefined): void {
  const copyByHost = (grid: ResultGrid, withHeaders: boolean, format?: CopyFormat): void => {
    const range = grid.selected;
    if (range === undefined) return;
    host.send({ type: 'copy', resultId: grid.result.id, range, withHeaders, ...(format && { format }) });
  };
  const gridOf = (): ResultGrid | undefined => {
    const grid = gridInFront();
    return grid?.element.contains(document.activeElement) === true ? grid : undefined;
  };
  document.addEventListener('copy', (event) => {
    const grid = gridOf();
    if (grid?.selected === undefined) return;
    event.preventDefault();
    const text = grid.clipboardText(false);
    if (text === undefined) copyByHost(grid, false);
    else event.clipboardData?.setData('text/plain', text);
  });
  // Without it, a copy command finds no selected text and does nothing.
  document.addEventListener('beforecopy', (event) => {
    if (gridOf()?.selected !== undefined) event.preventDefault();
  });
  host.onMessage((message) => {
    const grid = gridInFront();
    if (message.type === 'copySelection' && grid !== undefined) copyByHost(grid, message.withHeaders, message.format);
  });
}
