import assert from 'node:assert/strict';
import { placesAfterReload } from '../../../../src/ui/query/placesAfterReload';
import { plannedIn } from '../../../../src/ui/query/plannedStatements';

const nowhere = { start: 0, end: 0 };

describe('the place of a statement of before', () => {
  const cases: [what: string, of: { text: string; line?: number; offset: number }, place: typeof nowhere][] = [
    ['is where it stood', { text: 'COMMIT', line: 1, offset: 10 }, { start: 10, end: 16 }],
    ['is the one place with its text', { text: 'SELECT 1', line: 9, offset: 90 }, { start: 0, end: 8 }],
    ['is nowhere when its text is there twice', { text: 'COMMIT', line: 9, offset: 90 }, nowhere],
    ['is nowhere when it was not of the file', { text: 'SELECT 1', offset: 0 }, nowhere],
  ];
  for (const [what, of, place] of cases) {
    it(what, () => {
      const [found] = placesAfterReload([of], 'SELECT 1; COMMIT; COMMIT');
      assert.deepEqual(found, { text: of.text, ...place });
    });
  }
});

it('a statement that is about to run has a line where it stands in the file', () => {
  const document = { positionAt: (offset: number) => ({ line: offset / 10 }) as never };
  assert.deepEqual(
    plannedIn(document, [
      { text: 'SELECT 1', start: 20, end: 28 },
      { text: 'COMMIT', ...nowhere },
    ]),
    [{ text: 'SELECT 1', line: 3 }, { text: 'COMMIT' }],
  );
});
