import { createHash } from 'node:crypto';
import type { DataKey } from '../../../../src/store/dataKeys';

/** A key made of a text, always the same. */
export function keyOf(text: string): DataKey {
  const bytes = createHash('sha256').update(text).digest();
  return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 16), bytes, volatile: false };
}
