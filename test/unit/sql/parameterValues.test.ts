import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkValue, sqlType, type ParameterKind, type ValueProblem } from '../../../src/sql/parameterValues';

const good: readonly (readonly [kind: ParameterKind | 'null', values: readonly string[]])[] = [
  ['integer', ['0', '-1', '+7', '007', '9223372036854775807', '-9223372036854775808', `${'0'.repeat(99)}1`]],
  ['decimal', ['0', '12.50', '-.5', '5.', '+1', '9'.repeat(38), `0.${'1'.repeat(37)}`, `00${'9'.repeat(36)}.25`]],
  ['boolean', ['true', 'T', 'yes', 'y', '1', 'FALSE', 'f', 'no', 'N', '0']],
  ['date', ['2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31']],
  [
    'timestamp',
    ['2024-12-31', '2024-12-31 23:59', '2024-12-31T23:59:59', '2024-12-31 00:00:00.1', '2024-12-31 23:59:59.999999'],
  ],
  ['text', ['', ' ', "it's", 'größe 🦆', 'a'.repeat(65_535), 'ü'.repeat(32_767)]],
  ['asIs', ['', 'anything']],
  ['null', ['', 'anything', '\0']],
];

const bad: readonly (readonly [kind: ParameterKind, problem: ValueProblem, values: readonly string[]])[] = [
  ['integer', 'notAnInteger', ['', ' 1', '1 ', '1.0', '1e3', '0x10', '1_000', '1,000', '٣', '--1', '-', '1\n']],
  ['integer', 'integerTooBig', ['9223372036854775808', '-9223372036854775809', '9'.repeat(100_000)]],
  ['decimal', 'notADecimal', ['', '.', '-', '1,5', '1e5', 'NaN', 'Infinity', '1.2.3', '1 ', '1\n']],
  ['decimal', 'tooManyDigits', ['9'.repeat(39), `0.${'1'.repeat(38)}`, `10.${'1'.repeat(37)}`]],
  ['boolean', 'notABoolean', ['', 'on', 'off', 'tru', '2', 'true ', 'yes\n']],
  [
    'date',
    'notADate',
    ['', '2024-1-1', '31.12.2024', '12/31/2024', '20241231', 'today', '2024-12-31 00:00', '2024-12-31\n'],
  ],
  [
    'date',
    'notInCalendar',
    ['2024-02-30', '2023-02-29', '1900-02-29', '2024-13-01', '2024-00-10', '2024-04-31', '2024-01-00', '0000-01-01'],
  ],
  [
    'timestamp',
    'notATimestamp',
    [
      '',
      'now',
      '2024-12-31 23',
      '2024-12-31 23:59:59.1234567',
      '2024-12-31 23:59:59Z',
      '2024-12-31 23:59+02',
      '2024-12-31  23:59',
    ],
  ],
  ['timestamp', 'notInCalendar', ['2024-12-31 24:00', '2024-12-31 23:60', '2024-12-31 23:59:60', '2024-02-30 00:00']],
  ['text', 'textTooLong', ['a'.repeat(65_536), 'ü'.repeat(32_768), '大'.repeat(21_846)]],
  ['text', 'zeroCharacter', ['a\0b']],
  ['asIs', 'zeroCharacter', ['\0']],
];

/** Values of a hundred thousand characters would make titles of that length. */
function named(value: string): string {
  return value.length <= 45
    ? JSON.stringify(value)
    : `${value.length} characters of ${JSON.stringify(value.slice(0, 3))}`;
}

describe('checkValue', () => {
  for (const [kind, values] of good)
    for (const value of values)
      it(`takes ${named(value)} as ${kind}`, () => {
        assert.equal(checkValue(kind, value), undefined);
      });
  for (const [kind, problem, values] of bad)
    for (const value of values)
      it(`says ${problem} of ${named(value)} as ${kind}`, () => {
        assert.equal(checkValue(kind, value), problem);
      });
});

describe('sqlType', () => {
  it('never cuts or rounds a value', () => {
    assert.deepEqual(
      [
        sqlType('text', 'a'),
        sqlType('integer', '1'),
        sqlType('decimal', '-12.50'),
        sqlType('decimal', '12'),
        sqlType('decimal'),
        sqlType('boolean', 't'),
        sqlType('date', '2024-12-31'),
        sqlType('timestamp', '2024-12-31'),
        sqlType('asIs', 'a'),
      ],
      [
        'VARCHAR(65535)',
        'BIGINT',
        'DECIMAL(38,2)',
        'DECIMAL(38,0)',
        'DECIMAL(38,10)',
        'BOOLEAN',
        'DATE',
        'TIMESTAMP',
        undefined,
      ],
    );
  });
});
