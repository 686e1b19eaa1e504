import type { Cell } from '../../core/result';

/** A column of a result by its place, from 0. */
interface OfColumn {
  column: number;
}

/**
 * Which rows are wanted. A row fulfils a condition or it does not: `not` takes all that don't, those with NULL included, while a
 * comparison with NULL is never fulfilled. Values are compared as their column's kind says (columnKind.ts): 1.50 equals 1.5 in a
 * numeric column, and not in a text. `value`, `from`, `to` and `values` are texts as the server writes values of the column.
 */
export type Condition =
  | { is: 'all' | 'any'; of: readonly Condition[] }
  | { is: 'not'; of: Condition }
  | (OfColumn & { is: 'null' })
  /** A text without characters; not NULL. */
  | (OfColumn & { is: 'empty' })
  | (OfColumn & { is: Comparison; value: string })
  /** Both ends included. */
  | (OfColumn & { is: 'between'; from: string; to: string })
  /** One of them; null is NULL. */
  | (OfColumn & { is: 'in'; values: readonly Cell[] })
  /** By the text that is shown, whatever the kind. */
  | (OfColumn & { is: TextRelation; text: string; matchCase?: boolean })
  /** A regular expression of JavaScript, found anywhere in the text; see guardedPattern.ts for its time. */
  | (OfColumn & { is: 'matches'; pattern: string; matchCase?: boolean });

export type Comparison = 'equal' | 'less' | 'lessOrEqual' | 'greater' | 'greaterOrEqual';
export type TextRelation = 'contains' | 'startsWith' | 'endsWith';

/** What is searched for in the texts as they are shown; NULL has none. */
export type Search = {
  matchCase?: boolean;
  /** Places from 0; all where it is missing. */
  columns?: readonly number[];
} & (
  | {
      text: string;
      /** No letter, digit or underscore before and behind. */
      wholeWord?: boolean;
    }
  | { pattern: string }
);
