import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isDeepStrictEqual } from 'node:util';
import { splitStatements, statementAt } from '../../../src/sql/splitter';
import { StatementIndex, type TextChange } from '../../../src/sql/statementIndex';
import { randomNumbers } from './randomNumbers';

/** What opens and closes things, and what lies between. */
const pieces = [
  ...["'", "''", '"', '$$', '$t$', '$', '/*', '*/', '--', '\\', "E'", "x'", "'\n'", '-', '/', '*'],
  ...[';', ';', ';', ';\n', ';\r\n', ';;', '\n', '\r\n', '\r', ' ', '\ufeff'],
  ...['select 1', 'a', '1', 'größe', '🦆', "'a;b'", '$$a;b$$', '/* ; */', '-- ; it\'s "x"\n', '"a;b"', "'it\\'s;'"],
];

type Random = (below: number) => number;

function randomText(random: Random, most: number): string {
  let text = '';
  for (let count = random(most + 1); count > 0; count--) text += pieces[random(pieces.length)] ?? '';
  return text;
}

function randomChange(random: Random, text: string): TextChange {
  const start = random(text.length + 1);
  const length = random(3) === 0 ? 0 : Math.min(random(random(5) === 0 ? 40 : 4), text.length - start);
  return { start, length, text: random(3) === 0 ? '' : randomText(random, random(8) === 0 ? 12 : 2) };
}

function applied(text: string, changes: readonly TextChange[]): string {
  return changes.reduce(
    (old, { start, length, text: own }) => old.slice(0, start) + own + old.slice(start + length),
    text,
  );
}

/** The same statements as a split of the whole; for places around the one that changed, the same answers too. */
function assertSame(index: StatementIndex, text: string, place: number, random: Random, story: unknown): void {
  const expected = splitStatements(text);
  const [offset, end] = [random(text.length + 1), place + random(10)];
  const got = [index.length, index.statements, index.at(place), index.at(offset), index.between(place, end)];
  const touched = expected.filter((statement) => statement.end >= place && statement.start <= end);
  const wanted = [
    text.length,
    expected,
    statementAt(text, place, expected),
    statementAt(text, offset, expected),
    touched,
  ];
  // Comparing takes most of the time; what to say of a difference is needed once.
  if (!isDeepStrictEqual(got, wanted))
    assert.deepEqual(got, wanted, JSON.stringify({ text, place, offset, end, story }));
}

describe('StatementIndex', () => {
  it('has the statements of its text', () => {
    const text = '\ufeff select 1; -- one\r\n;\nselect 2 ;;\n/* end */';
    assert.deepEqual(new StatementIndex(text).statements, splitStatements(text));
    assert.deepEqual(new StatementIndex('').statements, []);
  });

  it('follows a quote that is opened and closed again', () => {
    const text = 'select 1; select 2; select 3';
    const index = new StatementIndex(text);
    index.edit([{ start: 7, length: 0, text: "'" }]);
    assert.deepEqual(
      index.statements.map((statement) => [statement.text, statement.unterminated]),
      [["select '1; select 2; select 3", 'string']],
    );
    index.edit([{ start: 9, length: 0, text: "'" }]);
    assert.deepEqual(
      index.statements.map((statement) => statement.text),
      ["select '1'", 'select 2', 'select 3'],
    );
  });

  it('takes the changes of one event one after the other', () => {
    const index = new StatementIndex('select 1; select 2; select 3');
    index.edit([
      { start: 20, length: 8, text: 'three' },
      { start: 8, length: 1, text: '' },
      { start: 0, length: 0, text: 'zero; ' },
    ]);
    assert.deepEqual(
      index.statements.map((statement) => statement.text),
      ['zero', 'select 1 select 2', 'three'],
    );
  });

  it('knows a byte order mark that comes to the start, or leaves it', () => {
    const index = new StatementIndex('a;\ufeffb; c');
    index.edit([{ start: 0, length: 2, text: '' }]);
    assert.deepEqual(index.statements, splitStatements('\ufeffb; c'));
    index.edit([{ start: 0, length: 0, text: ';' }]);
    assert.deepEqual(index.statements, splitStatements(';\ufeffb; c'));
  });

  it('refuses places that are not there, and stays as it was', () => {
    const index = new StatementIndex('select 1;');
    for (const change of [
      { start: 10, length: 0, text: 'x' },
      { start: 8, length: 2, text: '' },
      { start: -1, length: 1, text: '' },
      { start: Number.NaN, length: 0, text: '' },
    ])
      assert.throws(() => index.edit([change]), RangeError);
    assert.deepEqual(index.statements, splitStatements('select 1;'));
  });

  it('equals a split of the whole after each of 20,000 random edits', () => {
    const random = randomNumbers(4);
    for (let document = 0; document < 400; document++) {
      let text = randomText(random, 60);
      const index = new StatementIndex(text);
      for (let edit = 0; edit < 50; edit++) {
        const change = randomChange(random, text);
        const before = text;
        text = applied(text, [change]);
        index.edit([change]);
        assertSame(index, text, change.start, random, { before, change });
      }
    }
  });

  it('equals it after events of several changes, and after events that nobody looked between', () => {
    const random = randomNumbers(44);
    for (let document = 0; document < 300; document++) {
      let text = randomText(random, 40);
      const index = new StatementIndex(text);
      for (let event = 0; event < 10; event++) {
        const before = text;
        const changes: TextChange[] = [];
        for (let count = 1 + random(4); count > 0; count--) {
          const change = randomChange(random, text);
          text = applied(text, [change]);
          changes.push(change);
        }
        index.edit(changes);
        if (random(3) === 0) assertSame(index, text, random(text.length + 1), random, { before, changes });
      }
    }
  });
});
