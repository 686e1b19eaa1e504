import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';
import type { DataKey } from './dataKeys';

/** AES-256-GCM as all files here use it: a nonce (12, random), the ciphertext, a tag (16). */
export const nonceBytes = 12;
export const tagBytes = 16;

/** Bytes that sealing adds. */
export const sealBytes = nonceBytes + tagBytes;

/** What is authenticated with a part of a file: the file's header and the number of the part (u32). */
export function contextOf(header: Buffer, number: number): Buffer {
  const bytes = Buffer.allocUnsafe(header.length + 4);
  header.copy(bytes);
  bytes.writeUInt32BE(number, header.length);
  return bytes;
}

/** Seals `plain` into `target` from `at` on, where there must be room for {@link sealBytes} more than its length. */
export function sealInto(
  target: Buffer,
  at: number,
  key: Pick<DataKey, 'bytes'>,
  aad: Buffer,
  plain: Uint8Array,
): void {
  const text = at + nonceBytes;
  const nonce = randomFillSync(target, at, nonceBytes).subarray(at, text);
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce).setAAD(aad);
  cipher.update(plain).copy(target, text);
  cipher.final();
  cipher.getAuthTag().copy(target, text + plain.length);
}

/** What was sealed; undefined where it is not what was sealed with this key and context. */
export function unseal(sealed: Uint8Array, key: Pick<DataKey, 'bytes'>, aad: Buffer): Buffer | undefined {
  if (sealed.length < sealBytes) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, sealed.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(aad).setAuthTag(sealed.subarray(-tagBytes));
  const plain = decipher.update(sealed.subarray(nonceBytes, -tagBytes));
  try {
    decipher.final();
    return plain;
  } catch {
    // What the tag does not vouch for was not written by us.
    return undefined;
  }
}
