import { Failure } from '../../core/failure';
import type { Cell, Column } from '../../core/result';
import { kindOf, type ColumnKind } from './columnKind';
import type { Comparison, Condition } from './condition';
import { canonicalKey, compareKeys, compareTexts, isValue, sortKeyOf } from './sortKey';
import { containsTest, edgeTest, patternTest, type Mask } from './textTest';

/** What conditions are about. */
export interface MaskContext {
  columns: readonly Column[];
  /** Time that a regular expression has for a block. */
  patternMs: number;
}

/** @throws Failure rows.badPattern, rows.noValue; the mask itself rows.slowPattern */
export function maskOf(condition: Condition, context: MaskContext): Mask {
  switch (condition.is) {
    case 'not':
      return inverted(maskOf(condition.of, context));
    case 'all':
    case 'any':
      return combined(
        condition.is === 'all',
        condition.of.map((each) => maskOf(each, context)),
      );
    case 'matches': {
      const test = patternTest(condition.pattern, condition.matchCase ?? false, context.patternMs);
      return (block) => test(block, condition.column);
    }
    case 'contains': {
      const test = containsTest(condition.text, condition.matchCase ?? false);
      return (block) => test(block, condition.column);
    }
    case 'startsWith':
    case 'endsWith': {
      const test = edgeTest(condition.is, condition.text, condition.matchCase ?? false);
      return (block) => test(block, condition.column);
    }
    case 'null':
    case 'empty':
    case 'in':
    case 'between':
    case 'equal':
    case 'less':
    case 'lessOrEqual':
    case 'greater':
    case 'greaterOrEqual':
      return cellMask(condition.column, cellTest(condition, context.columns[condition.column]));
  }
}

type OfCell = Extract<Condition, { is: 'null' | 'empty' | 'between' | 'in' | Comparison }>;

const fulfilled: Readonly<Record<Comparison, (order: number) => boolean>> = {
  equal: (order) => order === 0,
  less: (order) => order < 0,
  lessOrEqual: (order) => order <= 0,
  greater: (order) => order > 0,
  greaterOrEqual: (order) => order >= 0,
};

function cellTest(condition: OfCell, column: Column | undefined): (cell: Cell) => boolean {
  const of = column ?? { name: String(condition.column), type: '' };
  switch (condition.is) {
    case 'null':
      return (cell) => cell === null;
    case 'empty':
      return (cell) => cell === '';
    case 'in':
      return oneOf(condition.values, kindOf(of));
    case 'between': {
      const [from, to] = [orderTo(condition.from, of), orderTo(condition.to, of)];
      return (cell) => cell !== null && from(cell) >= 0 && to(cell) <= 0;
    }
    case 'equal':
    case 'less':
    case 'lessOrEqual':
    case 'greater':
    case 'greaterOrEqual': {
      const order = orderTo(condition.value, of);
      const test = fulfilled[condition.is];
      return (cell) => cell !== null && test(order(cell));
    }
  }
}

/** How a cell stands to a value: below 0 before it. @throws Failure rows.noValue */
function orderTo(value: string, column: Column): (cell: string) => number {
  const kind = kindOf(column);
  if (kind === 'text') return (cell) => compareTexts(cell, value);
  const key = sortKeyOf(kind, value.trim());
  if (!isValue(kind, key)) {
    throw new Failure('rows.noValue', { text: value, column: column.name, type: column.type });
  }
  return (cell) => compareKeys(sortKeyOf(kind, cell), key);
}

function oneOf(values: readonly Cell[], kind: ColumnKind): (cell: Cell) => boolean {
  const texts = new Set(values);
  if (kind === 'text') return (cell) => texts.has(cell);
  const canonical = (text: string): string => canonicalKey(sortKeyOf(kind, text));
  const keys = new Set(values.flatMap((value) => (value === null ? [] : [canonical(value)])));
  return (cell) => texts.has(cell) || (cell !== null && keys.has(canonical(cell)));
}

function cellMask(column: number, test: (cell: Cell) => boolean): Mask {
  return (block) => {
    const mask = new Uint8Array(block.rows);
    const cells = block.cells(column);
    for (let row = 0; row < cells.length; row++) if (test(cells[row] ?? null)) mask[row] = 1;
    return mask;
  };
}

function inverted(mask: Mask): Mask {
  return (block) => mask(block).map((wanted) => 1 - wanted);
}

function combined(isAll: boolean, masks: readonly Mask[]): Mask {
  return (block) => {
    const together = new Uint8Array(block.rows).fill(isAll ? 1 : 0);
    for (const mask of masks) {
      const own = mask(block);
      for (let row = 0; row < own.length; row++) {
        together[row] = isAll ? (together[row] ?? 0) & (own[row] ?? 0) : (together[row] ?? 0) | (own[row] ?? 0);
      }
    }
    return together;
  };
}
