import assert from 'node:assert/strict';
import { loadModule, scanSync } from 'libpg-query';
import { before, describe, it } from 'mocha';
import { splitStatements, type Statement } from '../../../src/sql/splitter';
import { randomNumbers } from './randomNumbers';

/**
 * The splitter against PostgreSQL's own scanner (libpg-query) on generated text.
 *
 * Differences that are meant, and therefore not compared:
 * - text that the scanner refuses for another reason than its sudden end (`1a`, `E'\u12'`): the splitter splits it anyway,
 *   because the server should say what is wrong with it;
 * - a string that goes on behind a comment (`E'a' -- b`, line break, `'c'`): PostgreSQL's grammar and its server join the
 *   two, libpg-query's copy of the scanner, which hands comments out as tokens, does not;
 * - `backslashEscapes` is off in the first comparison, as the scanner has standard_conforming_strings on; the second one
 *   gives the scanner E'' for every string that we read with escapes.
 */
const continuedBehindComment = /'\s*(?:--.*[\r\n]\s*)+'/;

const pieces = [
  ...['select', 'a', 'e', 'E', 'b', 'X', 'n', 'größe', 'a$b', '_x', '1', '2.5', '.5', '1e5', '$1', '🦆'],
  ...[' ', ' ', '\n', '\r\n', '\t', ';', ';', ',', '(', ')', '::', ':p', ':=', '.', '[', ']'],
  ...['+', '-', '*', '/', '--', '/*', '*/', '<>', '@', '#', '%', '^', '|', '~'],
  ...["'", "''", '"', '""', '\\', '$', '$$', '$t$', '$ü$'],
  ...[
    "'a;b'",
    "E'\\';'",
    "e'it''s\\\\'",
    "B'01'",
    "x'1F'",
    '"a;b"',
    '$$a;b$$',
    '$t$;$$;$t$',
    '/* ; /* */ ; */',
    '-- ; x\n',
  ],
  ...["'a'\n'b;'", "E'a'\n '\\';'", "date '2024-01-01'"],
];

type Oracle = { statements: [number, number][] } | { refused: 'unterminated' | 'other' };

/** Statements by the scanner's tokens, as pairs of UTF-16 offsets. */
function oracle(text: string): Oracle {
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

function agrees(text: string, got: readonly Statement[], expected: Oracle): boolean {
  const last = got.at(-1);
  if ('refused' in expected)
    // A comment left open behind the last semicolon belongs to no statement.
    return last?.unterminated !== undefined || text.slice(last?.end ?? 0).includes('/*');
  const ranges = got.map(({ start, end }) => [start, end]);
  return last?.unterminated === undefined && JSON.stringify(ranges) === JSON.stringify(expected.statements);
}

describe('splitStatements beside PostgreSQL’s scanner', () => {
  before(() => loadModule());

  it('agrees on 20,000 generated texts', () => {
    const random = randomNumbers(20261124);
    const seen = { compared: 0, unterminated: 0, other: 0, continued: 0 };
    for (let round = 0; round < 20_000; round++) {
      let text = '';
      for (let count = 1 + random(14); count > 0; count--) text += pieces[random(pieces.length)] ?? '';
      const expected = oracle(text);
      if ('refused' in expected && expected.refused === 'other') {
        seen.other++;
        continue;
      }
      const got = splitStatements(text, { backslashEscapes: false });
      if (agrees(text, got, expected)) seen['refused' in expected ? 'unterminated' : 'compared']++;
      else if (continuedBehindComment.test(text)) seen.continued++;
      else assert.fail(`${JSON.stringify(text)}: ${JSON.stringify(got)}, but ${JSON.stringify(expected)}`);
    }
    assert.ok(seen.compared > 5_000 && seen.unterminated > 1_000 && seen.continued < 50, JSON.stringify(seen));
  });

  it("agrees on backslashes where E'' is written for the scanner", () => {
    const random = randomNumbers(7);
    const inside = ['a', ';', "''", "\\'", '\\\\', '\\n', '"', '--', '/*', '$$', '\n', 'ü'];
    const outside = ['select ', ' ', ', ', '; ', ';\n', "/* ' */", "-- '\n", '"\'"', "$$'$$", '1 '];
    for (let round = 0; round < 5_000; round++) {
      let ours = '';
      let theirs = '';
      /** Where an E stands in their text that ours has not. */
      const inserted: number[] = [];
      for (let count = 1 + random(8); count > 0; count--) {
        const plain = outside[random(outside.length)] ?? '';
        ours += plain;
        theirs += plain;
        if (random(2) === 0) continue;
        let string = '';
        for (let parts = random(6); parts > 0; parts--) string += inside[random(inside.length)] ?? '';
        // The comma keeps two strings from being one.
        ours += `'${string}',`;
        inserted.push(theirs.length);
        theirs += `E'${string}',`;
      }
      const back = (offset: number): number => offset - inserted.filter((at) => at < offset).length;
      const expected = oracle(theirs);
      assert.ok('statements' in expected, JSON.stringify(theirs));
      assert.deepEqual(
        splitStatements(ours).map(({ start, end }) => [start, end]),
        expected.statements.map(([start, end]) => [back(start), back(end)]),
        JSON.stringify(ours),
      );
    }
  });
});
