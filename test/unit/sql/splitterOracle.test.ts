import assert from 'node:assert/strict';
import { loadModule, scanSync } from 'libpg-query';
import { before, describe, it } from 'mocha';
import { isDeepStrictEqual } from 'node:util';
import { splitStatements, type Unterminated } from '../../../src/sql/splitter';
import { randomNumbers } from './randomNumbers';

/**
 * The splitter against PostgreSQL's own scanner (libpg-query) on generated text.
 *
 * Differences that are meant, and therefore not compared:
 * - text that the scanner refuses for another reason than its sudden end (`1a`, `E'\u12'`): the splitter splits it anyway,
 *   because the server should say what is wrong with it;
 * - a string that goes on behind a comment (`E'a' -- b`, line break, `'c'`): PostgreSQL's grammar and its server join the
 *   two, libpg-query's copy of the scanner, which hands comments out as tokens, does not;
 * - a comment left open behind the last semicolon, which ours does not tell, as it belongs to no statement;
 * - `backslashEscapes` is off in the first comparison, as the scanner has standard_conforming_strings on; the second one
 *   gives the scanner E'' for every string that we read with escapes.
 */
const continuedBehindComment = /'\s*(?:--.*[\r\n]\s*)+'/;

const words = ['select', 'a', 'e', 'E', 'b', 'X', 'n', 'größe', 'a$b', '_x', '1', '2.5', '.5', '1e5', '$1', '🦆'];

/** What may hide a semicolon, whole. */
const wholes = [
  ...[
    "'a;b'",
    "E'\\';'",
    "e'it''s\\\\'",
    "B'01'",
    "x'1F'",
    "x'\\'",
    '"a;b"',
    '$$a;b$$',
    '$t$;$$;$t$',
    '/* ; /* */ ; */',
    '-- ; x\n',
  ],
  ...["'a'\n'b;'", "E'a'\n '\\';'", "date '2024-01-01'"],
];

const pieces = [
  ...words,
  ...[' ', ' ', '\n', '\r\n', '\t', ';', ';', ',', '(', ')', '::', ':p', ':=', '.', '[', ']'],
  ...['+', '-', '*', '/', '--', '/*', '*/', '<>', '@', '#', '%', '^', '|', '~'],
  ...["'", "''", '"', '""', '\\', '$', '$$', '$t$', '$ü$'],
  ...wholes,
];

type Random = (below: number) => number;

function randomText(random: Random, from: readonly string[], most: number): string {
  let text = '';
  for (let count = 1 + random(most); count > 0; count--) text += from[random(from.length)] ?? '';
  return text;
}

interface Answer {
  /** As pairs of UTF-16 offsets. */
  statements: [number, number][];
  /** What the text ended in the middle of. */
  unterminated?: Unterminated;
}

interface Refusal {
  refused: 'unterminated' | 'other';
}

/** What may close what is open in the text, whatever its last characters are. */
function closers(text: string): [kind: Unterminated, ending: string][] {
  const delimiters = new Set(
    Array.from(text.matchAll(/(?=(\$[\w\u0080-\uffff]*\$))/g), ([, delimiter = '']) => delimiter),
  );
  return [
    ['string', " '"],
    ['quotedName', ' "'],
    ...Array.from(delimiters, (delimiter): [Unterminated, string] => ['dollarQuote', ` ${delimiter}`]),
    ...Array.from({ length: 15 }, (_, depth): [Unterminated, string] => ['comment', ' */'.repeat(depth + 1)]),
  ];
}

/** By the scanner; where the text is unterminated, what closes it tells what it was, for the scanner's message is cut. */
function oracle(text: string): Answer | Refusal {
  const plain = scanned(text);
  if ('statements' in plain || plain.refused === 'other') return plain;
  for (const [unterminated, ending] of closers(text)) {
    const closed = scanned(text + ending);
    if ('statements' in closed)
      return { statements: closed.statements.map(([start, end]) => [start, Math.min(end, text.length)]), unterminated };
    if (closed.refused === 'other') return closed;
  }
  return plain;
}

function scanned(text: string): Answer | Refusal {
  let tokens;
  try {
    tokens = scanSync(text).tokens;
  } catch (error) {
    // The package shows the first letters of the scanner's message, "unterminated ...", within its own.
    return { refused: String(error).includes('unterminat') ? 'unterminated' : 'other' };
  }
  const utf16 = utf16Offsets(text);
  const statements: [number, number][] = [];
  let open: [number, number] | undefined;
  for (const { start, end, tokenName } of tokens) {
    if (tokenName === 'C_COMMENT' || tokenName === 'SQL_COMMENT') continue;
    if (tokenName === 'ASCII_59') open = undefined;
    else if (open === undefined) statements.push((open = [utf16(start), utf16(end)]));
    else open[1] = utf16(end);
  }
  return { statements };
}

function utf16Offsets(text: string): (byte: number) => number {
  const bytes = Buffer.from(text);
  return (byte) => bytes.toString('utf8', 0, byte).length;
}

/** Ours in the same form; an open comment behind the last semicolon belongs to no statement, so that ours need not say it. */
function ours(text: string, expected: Answer): Answer {
  const got = splitStatements(text, { backslashEscapes: false });
  const last = got.at(-1);
  const inNone = last === undefined || last.semicolon !== undefined;
  const unterminated = last?.unterminated ?? (inNone && expected.unterminated === 'comment' ? 'comment' : undefined);
  const statements = got.map(({ start, end }): [number, number] => [start, end]);
  return unterminated === undefined ? { statements } : { statements, unterminated };
}

describe('splitStatements beside PostgreSQL’s scanner', () => {
  before(() => loadModule());

  it('agrees on 20,000 generated texts', () => {
    const random = randomNumbers(20261124);
    const seen = { whole: 0, string: 0, quotedName: 0, dollarQuote: 0, comment: 0, other: 0, continued: 0 };
    for (let round = 0; round < 20_000; round++) {
      const text = randomText(random, pieces, 14);
      const expected = oracle(text);
      if ('refused' in expected) {
        assert.equal(expected.refused, 'other', `What is open in ${JSON.stringify(text)}?`);
        seen.other++;
        continue;
      }
      const got = ours(text, expected);
      if (isDeepStrictEqual(got, expected)) seen[expected.unterminated ?? 'whole']++;
      else if (continuedBehindComment.test(text)) seen.continued++;
      else assert.deepEqual(got, expected, JSON.stringify(text));
    }
    const { whole, string, quotedName, dollarQuote, comment, continued } = seen;
    const least = Math.min(string, quotedName, dollarQuote, comment);
    assert.ok(whole > 5_000 && least > 300 && continued < 50, JSON.stringify(seen));
  });

  it('agrees on 1,000 generated scripts of up to 120 pieces that are whole', () => {
    const random = randomNumbers(31);
    // A blank before each keeps two from being one.
    const spaced = [...words, ...wholes, ';', ';', ';\n', '\r\n', '(', ')', '+', '::', '-', '/'].map(
      (piece) => ` ${piece}`,
    );
    let compared = 0;
    for (let round = 0; round < 1_000; round++) {
      const text = randomText(random, spaced, 120);
      if (continuedBehindComment.test(text)) continue;
      const expected = oracle(text);
      assert.ok('statements' in expected, JSON.stringify(text));
      assert.deepEqual(ours(text, expected), expected, JSON.stringify(text));
      compared++;
    }
    assert.ok(compared > 500, String(compared));
  });

  it("agrees on backslashes where E'' is written for the scanner", () => {
    const random = randomNumbers(7);
    const inside = ['a', ';', "''", "\\'", '\\\\', '\\n', '"', '--', '/*', '$$', '\n', 'ü'];
    const outside = ['select ', ' ', ', ', '; ', ';\n', "/* ' */", "-- '\n", '"\'"', "$$'$$", '1 '];
    for (let round = 0; round < 5_000; round++) {
      let own = '';
      let theirs = '';
      /** Where an E stands in their text that ours has not. */
      const inserted: number[] = [];
      for (let count = 1 + random(8); count > 0; count--) {
        const plain = outside[random(outside.length)] ?? '';
        own += plain;
        theirs += plain;
        if (random(2) === 0) continue;
        let string = '';
        for (let parts = random(6); parts > 0; parts--) string += inside[random(inside.length)] ?? '';
        // The comma keeps two strings from being one.
        own += `'${string}',`;
        inserted.push(theirs.length);
        theirs += `E'${string}',`;
      }
      const back = (offset: number): number => offset - inserted.filter((at) => at < offset).length;
      const expected = oracle(theirs);
      assert.ok('statements' in expected, JSON.stringify(theirs));
      assert.deepEqual(
        splitStatements(own).map(({ start, end }) => [start, end]),
        expected.statements.map(([start, end]) => [back(start), back(end)]),
        JSON.stringify(own),
      );
    }
  });
});
