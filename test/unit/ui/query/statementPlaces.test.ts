import assert from 'node:assert/strict';
import { afterChange } from '../../../../src/ui/query/places';
import { StatementPlaces } from '../../../../src/ui/query/statementPlaces';

describe('the places of statements', () => {
  it('are after any edits what each of them is by itself', () => {
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    const spans = Array.from({ length: 40 }, (_, index) => ({ start: index * 10, end: index * 10 + 8 }));
    const places = new StatementPlaces(spans);
    let expected: ({ start: number; end: number } | undefined)[] = spans;
    for (let round = 0; round < 60; round++) {
      const start = random(420);
      const change = { start, end: start + random(4), text: ['', ' ', ';', 'ab', '\n\n'][random(5)] ?? '' };
      const before = expected;
      expected = before.map((span) => span && afterChange(span, change));
      const touched = places.edited([
        { rangeOffset: change.start, rangeLength: change.end - change.start, text: change.text },
      ]);
      assert.deepEqual(
        { places: spans.map((_, index) => places.of(index)), touched },
        {
          places: expected,
          touched: before.flatMap((span, index) =>
            span !== undefined && expected[index] === undefined ? [index] : [],
          ),
        },
      );
    }
  });
});
