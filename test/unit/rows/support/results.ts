import { createHash } from 'node:crypto';
import type { Log } from '../../../../src/core/ports';
import type { Cell, Row } from '../../../../src/core/result';
import { RowFiles, type RowFilesParts } from '../../../../src/rows/rowFiles';
import { keyOf } from '../../store/support/dataKeys';

/** A log that keeps its warnings. */
export function quietLog(): Log & { warnings: string[] } {
  const warnings: string[] = [];
  const ignore = (): void => undefined;
  return { warnings, trace: ignore, debug: ignore, info: ignore, warn: (text) => warnings.push(text), error: ignore };
}

/** Files of rows, with a key made of the account's name. */
export function filesIn(folder: string, parts: Partial<RowFilesParts> = {}): RowFiles {
  return new RowFiles({ folder, keyOf: (accountId) => Promise.resolve(keyOf(accountId)), log: quietLog(), ...parts });
}

/** Texts that are hard to keep: NULL, empty, all kinds of characters, halves of pairs, and what looks like markup or JSON. */
export const hostile: readonly Cell[] = [
  null,
  '',
  ' ',
  '\0',
  'NULL',
  '\ud800',
  '\udc00\ud800',
  'a\udfff',
  '😀',
  'ÿĀ',
  'line\r\nbreak\u2028\u2029',
  '<script>alert(1)</script>',
  '{"stringValue":"x"}',
  '\ufeff\ufffe\uffff',
  'e\u0301 é',
  '\u202eabc',
  'x'.repeat(300),
];

/** A number that looks random and is always the same. */
export function noise(...of: number[]): number {
  return createHash('md5').update(of.join()).digest().readUInt32BE();
}

/** Rows with the number in front and hostile texts behind it. */
export function hostileRows(count: number, first = 0): Row[] {
  return Array.from({ length: count }, (_, i) => {
    const row = first + i;
    return [String(row), ...[1, 2, 3].map((column) => hostile[noise(row, column) % hostile.length] ?? null)];
  });
}
