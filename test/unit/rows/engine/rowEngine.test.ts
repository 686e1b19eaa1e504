import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../../../../src/core/clock';
import { Cancelled, Failure } from '../../../../src/core/failure';
import type { Cell, Row } from '../../../../src/core/result';
import type { Condition } from '../../../../src/rows/engine/condition';
import { findNext, type Spot } from '../../../../src/rows/engine/findNext';
import { RowEngine, type EngineResult, type Following } from '../../../../src/rows/engine/rowEngine';
import type { SortBy } from '../../../../src/rows/engine/columnOrder';
import type { RowSpace } from '../../../../src/rows/rowSpace';
import { bundled } from '../../../bench/support/bundled';
import { errorOf, resultOf } from '../support/engines';
import { noise, quietLog } from '../support/results';

const columns = [
  { name: 'n', type: 'int8' },
  { name: 'amount', type: 'numeric' },
  { name: 'at', type: 'timestamp' },
  { name: 'name', type: 'varchar' },
  { name: 'paid', type: 'bool' },
];
const names = ['Köln', 'köln', 'Zürich', 'a', '', null, 'line\nbreak', '大阪', '50% (sic)', '😀 smile', 'Köln-Deutz'];

/** Amounts that are the same as doubles, and so in their order to the last digit alone. */
const amountOf = (row: number): Cell =>
  row % 11 === 0
    ? null
    : row % 101 === 0
      ? 'NaN'
      : `12345678901234567890.${String(noise(row) % 1_000_000).padStart(6, '0')}`;

const rows: Row[] = Array.from({ length: 20_000 }, (_, row): Row => [
  String(9_223_372_036_854_700_000n + BigInt(noise(row, 1) % 75_808)),
  amountOf(row),
  `20${String((noise(row, 2) % 90) + 10)}-01-01 00:00:00.${row % 10}`,
  names[noise(row, 3) % names.length] ?? null,
  row % 3 === 0 ? 'true' : 'false',
]);

const following = (): Following => ({ signal: new AbortController().signal });

for (const where of ['in a thread', 'in slices on the main thread']) {
  describe(`the engine ${where}`, () => {
    let folder: string;
    let engine: RowEngine;
    let result: EngineResult & { space: RowSpace };

    before(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'engine-'));
      const workerFile = await bundled('src/rowsWorker.ts', path.join(folder, 'worker.js'));
      const parts = { clock: systemClock, log: quietLog() };
      engine = new RowEngine(where === 'in a thread' ? { ...parts, workerFile } : parts);
      result = await resultOf(folder, columns, rows);
    });
    after(async () => {
      engine.dispose();
      result.space.dispose();
      await rm(folder, { recursive: true });
    });

    const filtered = async (filter: Condition): Promise<number[]> => [
      ...(await engine.view(result, { filter }, following())).rows,
    ];
    const numbersWhere = (test: (row: Row) => boolean): number[] =>
      [...rows.keys()].filter((row) => test(rows[row] ?? []));

    describe('sorts', () => {
      const at = (row: number, column: number): Cell => rows[row]?.[column] ?? null;
      /** Scaled to a whole number; NULL and NaN behind all. */
      const amount = (cell: Cell): bigint =>
        cell === null ? 10n ** 40n : cell === 'NaN' ? 10n ** 39n : BigInt(cell.replace('.', ''));
      const compareBig = (one: bigint, other: bigint): number => (one < other ? -1 : one > other ? 1 : 0);
      const orders: Record<string, [SortBy[], (one: number, other: number) => number]> = {
        'whole numbers that are the same as doubles': [[{ column: 0 }], (one, other) => compareBig(BigInt(at(one, 0) ?? ''), BigInt(at(other, 0) ?? ''))],
        'decimals with NaN and NULL last': [[{ column: 1 }], (one, other) => compareBig(amount(at(one, 1)), amount(at(other, 1)))],
        'decimals downwards, NULL first': [[{ column: 1, descending: true }], (one, other) => compareBig(amount(at(other, 1)), amount(at(one, 1)))],
        'by several columns, NULL where it was asked for': [
          [{ column: 4, descending: true }, { column: 3, nulls: 'first' }, { column: 2 }],
          (one, other) =>
            (at(one, 4) === at(other, 4) ? 0 : at(one, 4) === 'true' ? -1 : 1) ||
            (at(one, 3) === at(other, 3) ? 0 : at(one, 3) === null ? -1 : at(other, 3) === null ? 1 : Buffer.compare(Buffer.from(at(one, 3) ?? ''), Buffer.from(at(other, 3) ?? ''))) ||
            String(at(one, 2)).localeCompare(String(at(other, 2)), 'en'),
        ],
      }; // prettier-ignore
      for (const [what, [sort, compare]] of Object.entries(orders)) {
        it(what, async () => {
          const view = await engine.view(result, { sort }, following());
          assert.deepEqual([[...view.rows], view.covered], [[...rows.keys()].sort(compare), rows.length]);
        });
      }

      it('what a filter leaves', async () => {
        const filter: Condition = { is: 'equal', column: 3, value: 'a' };
        const { rows: found } = await engine.view(result, { filter, sort: [{ column: 0 }] }, following());
        assert.deepEqual(
          [...found],
          numbersWhere((row) => row[3] === 'a').sort((one, other) => compareBig(BigInt(at(one, 0) ?? ''), BigInt(at(other, 0) ?? ''))),
        );
      }); // prettier-ignore
    });

    describe('filters', () => {
      const [, known = ''] = rows[5] ?? [];
      const conditions: Record<string, [Condition, (row: Row) => boolean]> = {
        'NULL': [{ is: 'null', column: 3 }, ([, , , name]) => name === null],
        'empty text': [{ is: 'empty', column: 3 }, ([, , , name]) => name === ''],
        'equal texts': [{ is: 'equal', column: 3, value: 'Köln' }, ([, , , name]) => name === 'Köln'],
        'equal decimals in another spelling': [{ is: 'equal', column: 1, value: `+${known}000` }, ([, amount]) => amount === known],
        'what is not': [{ is: 'not', of: { is: 'equal', column: 3, value: 'Köln' } }, ([, , , name]) => name !== 'Köln'],
        'less and greater': [{ is: 'any', of: [{ is: 'less', column: 0, value: '9223372036854700010' }, { is: 'greaterOrEqual', column: 0, value: '9223372036854775790' }] }, ([n]) => BigInt(n ?? '') < 9223372036854700010n || BigInt(n ?? '') >= 9223372036854775790n],
        'less or equal and greater, of texts': [{ is: 'all', of: [{ is: 'lessOrEqual', column: 3, value: 'köln' }, { is: 'greater', column: 3, value: 'Z' }] }, ([, , , name]) => name === 'köln' || name === 'Zürich' || name === 'a'],
        'between dates': [{ is: 'between', column: 2, from: '2020-01-01', to: '2021-01-01 00:00:00' }, ([, , at]) => /^2020|^2021-01-01 00:00:00.0/.test(at ?? '')],
        'a list with NULL': [{ is: 'in', column: 3, values: [null, 'a', '大阪'] }, ([, , , name]) => name === null || name === 'a' || name === '大阪'],
        'a list of numbers in other spellings': [{ is: 'in', column: 1, values: [`${known}0`, 'nan'] }, ([, amount]) => amount === known || amount === 'NaN'],
        'what contains a text': [{ is: 'contains', column: 3, text: 'ÖL' }, ([, , , name]) => /köln/i.test(name ?? '')],
        'with regard to case': [{ is: 'contains', column: 3, text: 'Köl', matchCase: true }, ([, , , name]) => /Köln/.test(name ?? '')],
        'what starts and ends with it': [{ is: 'all', of: [{ is: 'startsWith', column: 3, text: 'kö' }, { is: 'endsWith', column: 3, text: 'N' }] }, ([, , , name]) => /^köln$/i.test(name ?? '')],
        'a regular expression': [{ is: 'matches', column: 3, pattern: '^(?:k|z).+[hn]$' }, ([, , , name]) => /^(?:k|z).+[hn]$/i.test(name ?? '')],
        'one by whole characters': [{ is: 'matches', column: 3, pattern: '^. ' }, ([, , , name]) => name === '😀 smile'],
        'nothing at all': [{ is: 'any', of: [] }, () => false],
      }; // prettier-ignore
      for (const [what, [filter, test]] of Object.entries(conditions)) {
        it(what, async () => {
          const expected = numbersWhere(test);
          assert.deepEqual(await filtered(filter), expected);
          assert.ok(expected.length > 0 || what === 'nothing at all', 'no row fulfils it');
        });
      }

      it('not by what is no value of the column, nor by what is no expression', async () => {
        const errors = await Promise.all([
          errorOf(filtered({ is: 'less', column: 1, value: 'ten' })),
          errorOf(filtered({ is: 'between', column: 2, from: '2020-01-01', to: '' })),
          errorOf(filtered({ is: 'matches', column: 3, pattern: '(' })),
        ]);
        assert.deepEqual(
          errors.map((error) => (Failure.is(error) ? [error.code, error.facts] : error)),
          [
            ['rows.noValue', { text: 'ten', column: 'amount', type: 'numeric' }],
            ['rows.noValue', { text: '', column: 'at', type: 'timestamp' }],
            ['rows.badPattern', { problem: 'Invalid regular expression: /(/i: Unterminated group' }],
          ],
        );
      });

      it('not for ever by an expression that tries everything', async () => {
        const long = await resultOf(folder, [{ name: 'a', type: 'varchar' }], [['a'.repeat(60) + 'b']]);
        const error = await errorOf(
          engine.view(long, { filter: { is: 'matches', column: 0, pattern: '^(a+)+$' } }, following()),
        );
        long.space.dispose();
        assert.equal(Failure.has(error, 'rows.slowPattern'), true, String(error));
        // Whoever comes next is not kept waiting.
        assert.equal((await filtered({ is: 'null', column: 0 })).length, 0);
      });
    });

    describe('finds', () => {
      it('all cells with a text, in the columns and rows that are asked for', async () => {
        const all = await engine.find(result, { search: { text: 'kÖln' } }, following());
        const expected = numbersWhere(([, , , name]) => /köln/i.test(name ?? ''));
        const within = await engine.find(
          result,
          { search: { text: 'tru', columns: [4, 0] }, rows: Uint32Array.of(0, 1, 3, 19_998) },
          following(),
        );
        assert.deepEqual([all.cells, all.covered, within.cells], [expected.length, rows.length, 3]);
      });

      it('whole words, and by expressions', async () => {
        const count = async (search: Parameters<RowEngine['find']>[1]['search']): Promise<number> =>
          (await engine.find(result, { search }, following())).cells;
        const named = (...wanted: string[]): number =>
          numbersWhere(([, , , name]) => wanted.includes(name ?? '')).length;
        assert.deepEqual(
          [
            await count({ text: 'Köln', wholeWord: true, matchCase: true }),
            await count({ text: 'öln', wholeWord: true }),
            await count({ text: '(sic)', wholeWord: true }),
            await count({ pattern: '^\\d+% ' }),
          ],
          [named('Köln', 'Köln-Deutz'), 0, named('50% (sic)'), named('50% (sic)')],
        );
      });

      it('the next and the one before, in the order that is shown', async () => {
        const small = await resultOf(folder, columns.slice(0, 2), [['x', 'y'], ['a', 'x'], ['b', 'b'], ['x', 'x']]);
        const search = { text: 'x' };
        const found = await engine.find(small, { search }, following());
        const row = async (number: number): Promise<Row> => (await small.store.slice(number, 1))[0] ?? [];
        // Shown: row 3 first, and the second column before the first one.
        const walk = { found, search, view: Uint32Array.of(3, 2, 1, 0), columns: [1, 0], row };
        const trail = async (step: 1 | -1): Promise<(Spot | undefined)[]> => {
          const spots: (Spot | undefined)[] = [{ place: 0, column: 1 }];
          for (let i = 0; i < 4; i++) spots.push(await findNext(walk, spots.at(-1) ?? { place: 0, column: 0 }, step));
          return spots;
        };
        const around = [{ place: 0, column: 1 }, { place: 0, column: 0 }, { place: 2, column: 1 }, { place: 3, column: 0 }, { place: 0, column: 1 }];
        assert.deepEqual([await trail(1), await trail(-1)], [around, [...around].reverse()]);
        assert.equal(await findNext({ ...walk, search: { text: 'nowhere' } }, { place: 0, column: 0 }, 1), undefined);
        small.space.dispose();
      }); // prettier-ignore
    });

    it('lists the values of a column with their counts', async () => {
      const counts = new Map<Cell, number>();
      for (const [, , , name] of rows) counts.set(name ?? null, (counts.get(name ?? null) ?? 0) + 1);
      const { values, isCut } = await engine.distinct(result, { column: 3, limit: 100 }, following());
      const few = await engine.distinct(
        result,
        { column: 3, limit: 3, filter: { is: 'not', of: { is: 'null', column: 3 } } },
        following(),
      );
      assert.deepEqual(
        [new Map(values), values.map(([, count]) => count), isCut, few.values.length, few.isCut],
        [counts, [...counts.values()].sort((one, other) => other - one), false, 3, true],
      );
    });

    it('sums up what is selected, exactly', async () => {
      const chosen = Uint32Array.of(1, 2, 3, 11, 12);
      const numbers = [1, 2, 3, 12].map((row) => BigInt((rows[row]?.[1] ?? '').replace('.', '')));
      const total = String(numbers.reduce((sum, each) => sum + each));
      const { mean, ...summary } = await engine.summarize(result, { columns: [1], rows: chosen }, following());
      const ordered = [...numbers]
        .sort((one, other) => (one < other ? -1 : 1))
        .map((each) => String(each).replace(/(.{6})$/, '.$1'));
      assert.deepEqual(summary, {
        cells: 5,
        values: 4,
        numbers: 4,
        sum: `${total.slice(0, -6)}.${total.slice(-6)}`,
        min: ordered[0],
        max: ordered[3],
        covered: rows.length,
      });
      assert.equal(mean?.slice(0, 20), '12345678901234567890');
      const special = await engine.summarize(result, { columns: [1], rows: Uint32Array.of(1, 101) }, following());
      assert.deepEqual([special.sum, special.mean, special.max], ['NaN', 'NaN', 'NaN']);
      const dates = await engine.summarize(result, { columns: [2] }, following());
      const sorted = rows.map(([, , at]) => at ?? '').sort();
      assert.deepEqual(
        [dates.numbers, dates.sum, dates.min?.slice(0, 10), dates.max],
        [0, undefined, sorted[0]?.slice(0, 10), sorted.at(-1)],
      );
    });

    it('covers the rows that are here, and more once more are', async () => {
      const growing = await resultOf(folder, columns, rows.slice(0, 10));
      const before = await engine.view(growing, {}, following());
      growing.store.append(rows.slice(10, 30));
      const later = await engine.view(growing, {}, following());
      growing.space.dispose();
      assert.deepEqual([before.covered, later.covered, [...later.rows]], [10, 30, [...Array(30).keys()]]);
    });

    it('stops when it is told to, and when the result is given up', async () => {
      const stop = new AbortController();
      const stopped = errorOf(engine.view(result, { sort: [{ column: 3 }, { column: 1 }] }, { signal: stop.signal }));
      stop.abort();
      const given = await resultOf(folder, columns, rows);
      const gone = errorOf(engine.view(given, { sort: [{ column: 3 }] }, following()));
      given.store.dispose();
      given.space.dispose();
      assert.deepEqual(
        [
          Cancelled.is(await stopped),
          Cancelled.is(await gone),
          Cancelled.is(await errorOf(engine.view(given, {}, following()))),
        ],
        [true, true, true],
      );
    });

    it('says so where the file is not what was written', async () => {
      const own = path.join(folder, 'damaged');
      const damaged = await resultOf(own, columns, rows);
      const [name = ''] = (await readdir(own, { recursive: true })).filter((each) => each.endsWith('.rows'));
      await writeFile(path.join(own, name), Buffer.alloc(10_000_000, 7));
      const error = await errorOf(engine.view(damaged, { sort: [{ column: 0 }] }, following()));
      damaged.space.dispose();
      assert.equal(Failure.has(error, 'rows.damaged'), true, String(error));
    });
  });
}

describe('the engine where no thread can be started', () => {
  it('does its work on the main thread', async () => {
    const log = quietLog();
    const folder = await mkdtemp(path.join(tmpdir(), 'engine-'));
    const engine = new RowEngine({ workerFile: path.join(folder, 'nothing.js'), clock: systemClock, log });
    const result = await resultOf(folder, columns, rows.slice(0, 50));
    const { covered } = await engine.view(result, {}, following());
    engine.dispose();
    result.space.dispose();
    await rm(folder, { recursive: true });
    assert.deepEqual([covered, log.warnings.length], [50, 1]);
  });
});
