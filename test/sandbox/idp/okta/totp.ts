import { createHmac } from 'node:crypto';

/** Length of a time step (RFC 6238, section 4.1). */
export const STEP_MS = 30_000;

/** Number of the time step, which is the counter of the code. */
export function stepOf(ms: number): number {
  return Math.floor(ms / STEP_MS);
}

/** The six digits of that time step: RFC 6238 with HMAC-SHA-1, as authenticator apps have it. */
export function totp(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0x0f;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
