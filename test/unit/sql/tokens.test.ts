import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { splitStatements } from '../../../src/sql/splitter';
import { tokensOf } from '../../../src/sql/tokens';
import { randomNumbers } from './randomNumbers';

const pieces = [
  ...["'", "''", '"', '$$', '$t$', '$', '/*', '*/', '--', '\\', "E'", "x'", "n'", "'\n'", '-', '/', '*', '$1', '1e5'],
  ...[
    ';',
    ';',
    ';\n',
    '\r\n',
    '\r',
    ' ',
    'select',
    'größe',
    '🦆',
    "'a;b'",
    '$$a;b$$',
    '/* ; */',
    "-- ; it's\n",
    '"a;b"',
  ],
];

describe('tokensOf', () => {
  it('gives the tokens of a statement', () => {
    const text = "\ufeffselect e'\\'', \"A\".b::int -- x\n/* y */ + 1.5e3 $1 $$z$$ 'a'\n'b' 'open";
    assert.deepEqual(
      Array.from(tokensOf(text), ({ kind, start, end, open }) => [
        kind,
        text.slice(start, end),
        ...(open ? ['open'] : []),
      ]),
      [
        ['word', 'select'],
        ['string', "e'\\''"],
        ['other', ','],
        ['quotedName', '"A"'],
        ['other', '.'],
        ['word', 'b'],
        ['other', ':'],
        ['other', ':'],
        ['word', 'int'],
        ['comment', '-- x'],
        ['comment', '/* y */'],
        ['other', '+'],
        ['number', '1.5e3'],
        ['dollar', '$1'],
        ['dollar', '$$z$$'],
        ['string', "'a'\n'b'"],
        ['string', "'open", 'open'],
      ],
    );
  });

  it('has the semicolons that splitStatements has, on 10,000 generated texts', () => {
    const random = randomNumbers(12);
    for (let round = 0; round < 10_000; round++) {
      let text = '';
      for (let count = 1 + random(20); count > 0; count--) text += pieces[random(pieces.length)] ?? '';
      const statements: [start: number, end: number][] = [];
      let ended = true;
      for (const { kind, start, end } of tokensOf(text)) {
        if (kind === 'comment') continue;
        const separates = text.slice(start, end) === ';';
        const last = statements.at(-1);
        if (!separates && (ended || last === undefined)) statements.push([start, end]);
        else if (!separates && last !== undefined) last[1] = end;
        ended = separates;
      }
      const split = splitStatements(text).map(({ start, end }) => [start, end]);
      assert.deepEqual(statements, split, JSON.stringify(text));
    }
  });
});
