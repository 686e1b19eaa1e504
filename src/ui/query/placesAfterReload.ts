import type { LedgerStatement } from '../../run/ledgerRuns';
import type { Statement } from '../../sql/splitter';

/**
 * Where statements of a window of before stand in the file as it is now: where they stood, else at the one place with their text,
 * else nowhere (an empty span at the start, which no edit or error finds); and nowhere, too, where they never stood in it.
 */
export function placesAfterReload(
  statements: readonly Pick<LedgerStatement, 'text' | 'line' | 'offset'>[],
  content: string,
): Statement[] {
  return statements.map(({ text, line, offset }) => {
    const start = line === undefined ? undefined : placeOf(text, offset, content);
    return start === undefined ? { text, start: 0, end: 0 } : { text, start, end: start + text.length };
  });
}

function placeOf(text: string, offset: number, content: string): number | undefined {
  return content.startsWith(text, offset) ? offset : onlyPlaceOf(text, content);
}

function onlyPlaceOf(text: string, content: string): number | undefined {
  const first = content.indexOf(text);
  return first === -1 || content.indexOf(text, first + 1) !== -1 ? undefined : first;
}
