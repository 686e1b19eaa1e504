import assert from 'node:assert/strict';
import { kindOf } from '../../../../src/rows/engine/columnKind';
import {
  canonicalKey,
  compareKeys,
  compareTexts,
  sortKeyOf,
  type KeyedKind,
} from '../../../../src/rows/engine/sortKey';
import { noise } from '../support/results';

/** Values in their order; those of an inner list are equal. */
const ordered: Record<string, { kind: KeyedKind; values: string[][] }> = {
  'whole numbers beyond what a double holds': {
    kind: 'exact',
    values: [
      ['-Infinity'],
      ['-99999999999999999999999999999999999999'],
      ['-9223372036854775808'],
      ['-9223372036854775807'],
      ['-9007199254740993'],
      ['-9007199254740992'],
      ['-1'],
      ['0', '-0', '000'],
      ['7', '+7', '007'],
      ['9007199254740992'],
      ['9007199254740993'],
      ['9223372036854775806'],
      ['9223372036854775807'],
      ['99999999999999999999999999999999999998'],
      ['99999999999999999999999999999999999999'],
    ],
  },
  'decimals to the last digit': {
    kind: 'exact',
    values: [
      ['-9.9999999999999999999999999999999999999'],
      ['-9.9999999999999999999999999999999999998'],
      ['-0.0000000000000000000000000000000000001'],
      ['0.0000000000000000000000000000000000000', '0', '.0'],
      ['0.0000000000000000000000000000000000001'],
      ['0.1', '0.1000000000000000000000000', '1e-1'],
      ['0.10000000000000000000000000000000000001'],
      ['1.4999999999999999999999999'],
      ['1.5', '1.50', '1.5000000000000000000000', '15e-1'],
      ['1.5000000000000000000000001'],
      ['1' + '0'.repeat(400)],
      ['1' + '0'.repeat(399) + '1'],
      ['Infinity', 'inf'],
      ['NaN', 'nan'],
      ['anything else'],
      ['something else'],
    ],
  },
  doubles: {
    kind: 'float',
    values: [
      ['-Infinity'],
      ['-1.7976931348623157e+308'],
      ['-5e-324'],
      ['0', '-0'],
      ['5e-324'],
      ['0.1'],
      ['0.30000000000000004'],
      ['1e5', '100000'],
      ['1.7976931348623157e+308'],
      ['Infinity'],
      ['NaN'],
      ['no number'],
    ],
  },
  'points in time': {
    kind: 'instant',
    values: [
      ['-infinity'],
      ['4713-11-24 00:00:00 BC'],
      ['0001-12-31 23:59:59 BC'],
      ['0001-01-01 00:00:00'],
      ['1969-12-31 23:59:59.999999'],
      [
        '1970-01-01',
        '1970-01-01 00:00:00',
        '1970-01-01 00:00:00+00',
        '1970-01-01 02:00:00+02',
        '1969-12-31 18:30:00-05:30',
      ],
      ['1970-01-01 00:00:00.000001'],
      ['2024-02-29 12:00:00'],
      ['2024-03-01'],
      ['9999-12-31 23:59:59.999998'],
      ['9999-12-31 23:59:59.999999'],
      ['294276-12-31 23:59:59.999998'],
      ['294276-12-31 23:59:59.999999'],
      ['infinity'],
      ['some day'],
    ],
  },
  'times of day': {
    kind: 'instant',
    values: [['00:00:00'], ['09:59:59.9'], ['10:00:00', '12:00:00+02', '12:00+02'], ['10:00:00.000001'], ['24:00:00']],
  },
  'true and false': { kind: 'boolean', values: [['false', 'f'], ['true', 't', 'TRUE'], ['maybe']] },
};

describe('the order of values', () => {
  for (const [what, { kind, values }] of Object.entries(ordered)) {
    it(`is that of ${what}`, () => {
      const all = values.flatMap((equal, place) => equal.map((text) => ({ place, text, key: sortKeyOf(kind, text) })));
      const wrong = all.flatMap((one) =>
        all
          .filter((other) => Math.sign(compareKeys(one.key, other.key)) !== Math.sign(one.place - other.place))
          .map((other) => `${one.text} against ${other.text}`),
      );
      assert.deepEqual(wrong, []);
    });

    it(`has one canonical text for all spellings of ${what}`, () => {
      assert.deepEqual(
        values.map(
          (equal) =>
            new Set(equal.filter((text) => !/^\D*$/.test(text)).map((text) => canonicalKey(sortKeyOf(kind, text))))
              .size <= 1,
        ),
        values.map(() => true),
      );
    });
  }

  it('of texts is by code point, with halves of pairs too', () => {
    const texts = [
      '',
      'A',
      'Z',
      'a',
      'aa',
      'é',
      '\ud7ff',
      '\ud800',
      '\ud800a',
      '\ud800\ue000',
      '\udc00',
      '\ue000',
      '\uffff',
      '\u{10000}',
      '\u{10000}a',
      '😀',
    ];
    const byPoint = (one: string, other: string): number => {
      const [a, b] = [one, other].map((text) => Array.from(text, (each) => each.codePointAt(0) ?? 0)) as [
        number[],
        number[],
      ];
      const at = a.findIndex((code, i) => code !== b[i]);
      return at === -1 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? -1);
    };
    const shuffled = [...texts].sort((one, other) => noise(...Buffer.from(one)) - noise(...Buffer.from(other)));
    assert.deepEqual(shuffled.sort(compareTexts), [...texts].sort(byPoint));
    for (const one of texts)
      for (const other of texts)
        assert.equal(Math.sign(compareTexts(one, other)), Math.sign(byPoint(one, other)), JSON.stringify([one, other]));
  });

  it('goes by the server’s name of the type', () => {
    assert.deepEqual(
      ['int8', 'NUMERIC', 'float4', 'timestamptz', 'bool', 'varchar', 'super', 'constructor'].map((type) =>
        kindOf({ type }),
      ),
      ['exact', 'exact', 'float', 'instant', 'boolean', 'text', 'text', 'text'],
    );
  });
});
