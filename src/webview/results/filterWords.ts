import type { Cell, Column } from '../../core/result';
import type { FilterView, ResultsTexts } from '../protocol';
import { fill } from '../words';
import { isNumeric, shownText } from './cellText';

export type FilterBy = Exclude<FilterView['by'], 'values'>;

const ordered = ['equal', 'notEqual', 'less', 'lessOrEqual', 'greater', 'greaterOrEqual', 'between'] as const;
const textual = ['contains', 'containsNot', 'equal', 'notEqual', 'startsWith', 'endsWith', 'empty'] as const;

/** The conditions that make sense for a column. */
export function conditionsFor({ type }: Pick<Column, 'type'>): readonly FilterBy[] {
  if (isNumeric({ type }) || /^(date|time|timestamp)/i.test(type)) return [...ordered, 'null', 'notNull'];
  if (/^bool/i.test(type)) return ['null', 'notNull'];
  return [...textual, 'null', 'notNull'];
}

/** How many values a condition is given. */
export function valuesOf(by: FilterBy): 0 | 1 | 2 {
  if (by === 'between') return 2;
  return by === 'null' || by === 'notNull' || by === 'empty' ? 0 : 1;
}

/** The name of a condition in a list. */
export function wordsFor(by: FilterBy, texts: ResultsTexts): string {
  const words: Readonly<Record<FilterBy, string>> = {
    equal: texts.isEqual,
    notEqual: texts.isNotEqual,
    less: texts.isLess,
    lessOrEqual: texts.isLessOrEqual,
    greater: texts.isGreater,
    greaterOrEqual: texts.isGreaterOrEqual,
    between: texts.isBetween,
    contains: texts.isContains,
    containsNot: texts.isContainsNot,
    startsWith: texts.isStartsWith,
    endsWith: texts.isEndsWith,
    empty: texts.isEmpty,
    null: texts.isNull,
    notNull: texts.isNotNull,
  };
  return words[by];
}

/** A value as lists show it. */
export function valueText(value: Cell, texts: ResultsTexts): string {
  if (value === null) return texts.nullValue;
  return value === '' ? texts.emptyText : shownText(value);
}

/** A filter on its chip. */
export function filterText(filter: FilterView, name: string, texts: ResultsTexts): string {
  if (filter.by === 'values') {
    const [first, second, ...more] = filter.values.map((value) => valueText(value, texts));
    const some = [first, second].filter((text) => text !== undefined).join(', ');
    return fill(texts.oneOf, name, more.length === 0 ? some : fill(texts.andMore, some, more.length));
  }
  if (filter.by === 'between') return fill(texts.betweenAnd, name, shownText(filter.from), shownText(filter.to));
  const words = `${name} ${wordsFor(filter.by, texts)}`;
  return 'value' in filter ? `${words} ${shownText(filter.value)}` : words;
}
