/** Lines of a document from 0, the last one included. */
export interface Lines {
  first: number;
  last: number;
}

/** Lines widened by a margin on both sides, within the document, in order; those that touch are one. */
export function mergedLines(all: readonly Lines[], margin: number, lineCount: number): Lines[] {
  const merged: Lines[] = [];
  for (const { first, last } of [...all].sort((one, other) => one.first - other.first)) {
    const wide = { first: Math.max(0, first - margin), last: Math.min(lineCount - 1, last + margin) };
    const before = merged.at(-1);
    if (before === undefined || wide.first > before.last + 1) merged.push(wide);
    else before.last = Math.max(before.last, wide.last);
  }
  return merged;
}

/** Whether lines are all among others. */
export function isWithin({ first, last }: Lines, others: readonly Lines[]): boolean {
  return others.some((other) => other.first <= first && last <= other.last);
}
