import { el, setAttribute } from '../dom';
import type { ResultsTexts, ResultView } from '../protocol';
import { typeText } from './cellText';
import { icon } from './icons';
import { rowNumberColumn } from './slick';

/** Puts the type below the name of a column, and how the rows that are shown are sorted by it. */
export function decorateHeader(
  node: HTMLElement,
  index: number,
  result: ResultView,
  texts: ResultsTexts,
  onFilter: (column: number) => void,
): void {
  const column = result.columns[index];
  if (column === undefined) return;
  const type = typeText(column);
  node.append(el('span', { class: 'column-type' }, type));
  node.title = `${column.name}\n${type}\n${texts.sortTip}`;
  const sort = result.arrangement?.shown.sort ?? [];
  const place = sort.findIndex((by) => by.column === index);
  const by = sort[place];
  const words = [column.name, type];
  if (by !== undefined) {
    words.push(by.descending ? texts.sortedDescending : texts.sortedAscending);
    // Where several columns decide, the number says which one first.
    const number = sort.length > 1 ? String(place + 1) : '';
    node.append(el('span', { class: 'sort' }, icon(by.descending ? 'descending' : 'ascending'), number));
    node.classList.add('is-sorted');
  }
  const isFiltered = result.arrangement?.shown.filters.some((filter) => filter.column === index) === true;
  node.classList.toggle('is-filtered', isFiltered);
  node.append(filterButton(texts.filterTip, isFiltered, () => onFilter(index)));
  setAttribute(node, 'aria-label', words.join(', '));
  // The attribute is for the one column that decides first.
  setAttribute(node, 'aria-sort', place !== 0 ? undefined : by?.descending === true ? 'descending' : 'ascending');
}

/** The column that a click on its header sorts by: not that of row numbers, and not by the handle at its edge. */
export function headerColumn(target: EventTarget | null | undefined, id: number | string): number | undefined {
  const isHandle = target instanceof Element && target.classList.contains('slick-resizable-handle');
  return isHandle || id === rowNumberColumn ? undefined : Number(id);
}

/** For the pointer alone: the grid is one stop for the keyboard, and has a key for it. */
function filterButton(tip: string, isFiltered: boolean, onClick: () => void): HTMLElement {
  const made = el('span', { class: `filter-button${isFiltered ? ' on' : ''}`, title: tip, 'aria-hidden': 'true' });
  made.append(icon('filter'));
  made.addEventListener('click', (event) => {
    event.stopPropagation();
    onClick();
  });
  return made;
}
