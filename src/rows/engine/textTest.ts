import type { Search } from './condition';
import { GuardedPattern } from './guardedPattern';
import type { ScannedBlock } from './scannedBlock';

/** For each row of a block 1 where it is wanted. */
export type Mask = (block: ScannedBlock) => Uint8Array;

/** The rows of a block where something is found in the text of a column. */
export type TextTest = (block: ScannedBlock, column: number) => Uint8Array;

/**
 * What a search looks for, as a test of a column.
 * @param patternMs time that a regular expression has for a block
 * @throws Failure rows.badPattern; the test itself rows.slowPattern
 */
export function searchTest(search: Search, patternMs: number): TextTest {
  const matchCase = search.matchCase ?? false;
  if ('pattern' in search) return patternTest(search.pattern, matchCase, patternMs);
  const { text, wholeWord = false } = search;
  return wholeWord ? wordTest(text, matchCase) : containsTest(text, matchCase);
}

export function patternTest(source: string, matchCase: boolean, patternMs: number): TextTest {
  const pattern = new GuardedPattern(source, matchCase, patternMs);
  return (block, column) => pattern.test(block.cells(column));
}

/** Without regard to case, letters are compared in lower case. */
export function containsTest(text: string, matchCase: boolean): TextTest {
  if (matchCase) return testOf(text, true, (cell) => cell.includes(text));
  const lower = text.toLowerCase();
  return testOf(lower, false, (cell) => cell.toLowerCase().includes(lower));
}

export function edgeTest(edge: 'startsWith' | 'endsWith', text: string, matchCase: boolean): TextTest {
  if (matchCase) return testOf(text, true, (cell) => cell[edge](text));
  const lower = text.toLowerCase();
  return testOf(lower, false, (cell) => cell.toLowerCase()[edge](lower));
}

function wordTest(text: string, matchCase: boolean): TextTest {
  const literal = text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  // Nothing in it repeats: it needs no guard.
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_])${literal}(?![\\p{L}\\p{N}_])`, matchCase ? 'u' : 'iu');
  return testOf(matchCase ? text : text.toLowerCase(), matchCase, (cell) => pattern.test(cell));
}

/** @param needle in each text that the test accepts; in lower case, where case does not matter */
function testOf(needle: string, matchCase: boolean, accepts: (cell: string) => boolean): TextTest {
  return (block, column) => {
    const found = new Uint8Array(block.rows);
    if (!block.mayContain(column, needle, matchCase)) return found;
    const cells = block.cells(column);
    for (let row = 0; row < cells.length; row++) {
      const cell = cells[row] ?? null;
      if (cell !== null && accepts(cell)) found[row] = 1;
    }
    return found;
  };
}
