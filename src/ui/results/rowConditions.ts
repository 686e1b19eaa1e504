import type { Condition } from '../../rows/engine/condition';
import type { FilterView } from '../../webview/protocol';

/** What rows have to fulfil for all filters; undefined where there are none. */
export function conditionOf(filters: readonly FilterView[]): Condition | undefined {
  return filters.length === 0 ? undefined : { is: 'all', of: filters.map(oneCondition) };
}

function oneCondition(filter: FilterView): Condition {
  const { column } = filter;
  switch (filter.by) {
    case 'values':
      return { is: 'in', column, values: filter.values };
    case 'null':
    case 'empty':
      return { is: filter.by, column };
    case 'notNull':
      return { is: 'not', of: { is: 'null', column } };
    case 'between':
      return { is: 'between', column, from: filter.from, to: filter.to };
    case 'notEqual':
      return butNull(column, { is: 'equal', column, value: filter.value });
    case 'containsNot':
      return butNull(column, { is: 'contains', column, text: filter.value });
    case 'contains':
    case 'startsWith':
    case 'endsWith':
      return { is: filter.by, column, text: filter.value };
    case 'equal':
    case 'less':
    case 'lessOrEqual':
    case 'greater':
    case 'greaterOrEqual':
      return { is: filter.by, column, value: filter.value };
  }
}

/** The opposite as SQL has it: NULL is neither. */
function butNull(column: number, condition: Condition): Condition {
  return { is: 'not', of: { is: 'any', of: [condition, { is: 'null', column }] } };
}
