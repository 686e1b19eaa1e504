import { randomBytes } from 'node:crypto';
import { Failure } from '../core/failure';
import type { DataKey } from '../store/dataKeys';
import { contextOf, sealBytes, sealInto, unseal } from '../store/sealing';

/**
 * The bytes of a file of rows. Header: magic (4), version (1), key id (8), file id (16, random). Then blocks as store/sealing.ts
 * seals them; header and number of the block are authenticated with each. Where each block is, the process that wrote the file knows
 * alone: nobody else reads it.
 */
const magic = Buffer.from('RSFR\u0001', 'latin1');

/** Where a block is in its file. */
export interface Place {
  number: number;
  at: number;
  /** Of the sealed bytes. */
  length: number;
}

/** What one needs to read a file's blocks. Secret. */
export interface BlockKey {
  header: Uint8Array;
  bytes: Uint8Array;
}

export function newHeader({ id }: DataKey): Buffer {
  return Buffer.concat([magic, Buffer.from(id, 'hex'), randomBytes(16)]);
}

export function sealBlock(key: BlockKey, number: number, block: Uint8Array): Buffer {
  const sealed = Buffer.allocUnsafeSlow(block.length + sealBytes);
  sealInto(sealed, 0, keyOf(key), contextOf(Buffer.from(key.header), number), block);
  return sealed;
}

/** @throws Failure rows.damaged where it is not what was written as this block of this file */
export function openBlock(key: BlockKey, number: number, sealed: Uint8Array): Uint8Array {
  const block = unseal(sealed, keyOf(key), contextOf(Buffer.from(key.header), number));
  if (block === undefined) throw new Failure('rows.damaged', {});
  return block;
}

/** A key that came from another thread has lost its kind. */
function keyOf({ bytes }: BlockKey): { bytes: Buffer } {
  return { bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) };
}
