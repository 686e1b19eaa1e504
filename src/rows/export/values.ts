import type { Column } from '../../core/result';
import { kindOf } from '../engine/columnKind';

/** A number as JSON and SQL write it alike. */
const numberLiteral = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Whether a text is a number that can be written as it is, to the last digit. NaN and the infinities are not. */
export function isNumberLiteral(text: string): boolean {
  return numberLiteral.test(text);
}

/** Whether the values of a column are numbers. */
export function isNumeric(column: Column): boolean {
  const kind = kindOf(column);
  return kind === 'exact' || kind === 'float';
}

/** Beginnings by which spreadsheets know formulas; those of full width count in some languages. */
export const formulaStart = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
const harmless = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|infinity)$/i;

/**
 * A text that no spreadsheet takes for a formula: one that begins as such gets an apostrophe in front. Numbers, negative ones too,
 * stay as they are.
 */
export function defused(text: string): string {
  return formulaStart.test(text) && !harmless.test(text) ? `'${text}` : text;
}

/**
 * Names of columns for formats in which no two may be the same: the second `a` is `a_2`, or the next number that is free, and a
 * column without a name is `column_` and its place from 1.
 */
export function uniqueNames(columns: readonly Column[]): string[] {
  const names = columns.map(({ name }, place) => (name === '' ? `column_${place + 1}` : name));
  const taken = new Set(names);
  const seen = new Set<string>();
  const next = new Map<string, number>();
  return names.map((name) => {
    if (!seen.has(name)) {
      seen.add(name);
      return name;
    }
    let number = next.get(name) ?? 2;
    while (taken.has(`${name}_${number}`)) number++;
    next.set(name, number + 1);
    const free = `${name}_${number}`;
    taken.add(free);
    return free;
  });
}
