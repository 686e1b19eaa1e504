import assert from 'node:assert/strict';
import { ExactSum } from '../../../../src/rows/engine/exactSum';

const sumOf = (...texts: string[]): { sum: string; mean: string | undefined; added: boolean[] } => {
  const sum = new ExactSum();
  const added = texts.map((text) => sum.add(text));
  return { sum: sum.sum(), mean: sum.mean(), added };
};

describe('a sum', () => {
  const cases: [string[], string, string | undefined][] = [
    [[], '0', undefined],
    [
      ['9223372036854775807', '9223372036854775807', '-1'],
      '18446744073709551613',
      '6148914691236517204.3333333333333333',
    ],
    [['0.1', '0.2'], '0.3', '0.15'],
    [['1.10', '2.200', '-0.003'], '3.297', '1.099'],
    [
      ['99999999999999999999999999999999999999', '1'],
      '100000000000000000000000000000000000000',
      '50000000000000000000000000000000000000',
    ],
    [
      ['9.9999999999999999999999999999999999999', '0.0000000000000000000000000000000000001'],
      '10.0000000000000000000000000000000000000',
      '5',
    ],
    [['-1', '-1', '0'], '-2', '-0.6666666666666667'],
    [['1e3', '2.5E-3', '+7'], '1007.0025', '335.6675'],
    [['5e-324', '1e308'], `1${'0'.repeat(308)}.${'0'.repeat(323)}5`, undefined],
    [Array.from({ length: 30 }, () => '999999999999999'), '29999999999999970', '999999999999999'],
  ];
  for (const [texts, sum, mean] of cases) {
    it(`of ${texts.slice(0, 3).join(' and ') || 'nothing'} is exact`, () => {
      const found = sumOf(...texts);
      assert.deepEqual([found.sum, mean === undefined ? mean : found.mean], [sum, mean]);
    });
  }

  it('leaves out what is no finite number, and says so', () => {
    assert.deepEqual(sumOf('1', 'NaN', '', 'Infinity', '0x10', '.', '1 ', '2'), {
      sum: '3',
      mean: '1.5',
      added: [true, false, false, false, false, false, false, true],
    });
  });
});
