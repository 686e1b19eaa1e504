import { randomBytes } from 'node:crypto';
import type { DataKey } from './dataKeys';
import { contextOf, sealBytes, sealInto, unseal } from './sealing';

/**
 * The bytes of an encrypted log. Header: magic (4), version (1), key id (8), file id (16, random). Then records: length of the
 * ciphertext (u32, big-endian), nonce (12), ciphertext, tag (16). AES-256-GCM; header and number of the record (u32) are
 * authenticated with each, so that none can be changed, swapped, left out in the middle or brought from another file. Whole
 * records cut off at the end are not noticed.
 * Record 0 is the log's own, {@link LogHead}; the others are the caller's JSON.
 */
const magic = Buffer.from('RSFL');
const version = 1;
const idBytes = 16;
const headerBytes = magic.length + 1 + 8 + idBytes;
/** Bytes of a record's JSON; a length beyond it is damage. */
export const largestRecord = 64 * 1024 * 1024;

/** What a log says of itself. */
export interface LogHead {
  /** The ids of logs whose records are in this one, which may not be removed yet. */
  replaces: readonly string[];
}

/** How the reading of a log ended. */
export type LogEnd =
  | { kind: 'whole' }
  /** The last record is not there as a whole, by so many bytes: a crash, or somebody is writing it. Also all of an empty file. */
  | { kind: 'torn'; bytes: number }
  /** This record (from 1; 0 is the head) is not what was written; so many bytes from there on were not read. */
  | { kind: 'damaged'; record: number; bytes: number }
  /** Encrypted with a key that is not known (any more). */
  | { kind: 'keyMissing'; keyId: string }
  /** No log, or one of a newer version. */
  | { kind: 'foreign' };

/** What could be read: a beginning of what was written, in its order. */
export interface LogReading {
  /** The log's id; empty where it could not be read. */
  id: string;
  /** Of the whole file. */
  bytes: number;
  head: LogHead;
  records: unknown[];
  end: LogEnd;
}

/** Makes the records of one log. */
export class LogSealer {
  readonly id: string;
  readonly header: Buffer;

  constructor(private readonly key: DataKey) {
    const id = randomBytes(idBytes);
    this.id = id.toString('hex');
    this.header = Buffer.concat([magic, Buffer.of(version), Buffer.from(key.id, 'hex'), id]);
  }

  /** @param number of the record in the log @param json at most {@link largestRecord} */
  seal(number: number, json: Buffer): Buffer {
    const bytes = Buffer.allocUnsafe(4 + json.length + sealBytes);
    bytes.writeUInt32BE(json.length);
    sealInto(bytes, 4, this.key, contextOf(this.header, number), json);
    return bytes;
  }
}

/** Reads the bytes of a log. Never gives a record that was not written as this one of this log. */
export function readLogBytes(bytes: Buffer, keys: readonly DataKey[]): LogReading {
  const none = { id: '', bytes: bytes.length, head: { replaces: [] }, records: [] };
  const start = bytes.subarray(0, magic.length + 1);
  const expected = Buffer.concat([magic, Buffer.of(version)]);
  if (!expected.subarray(0, start.length).equals(start)) return { ...none, end: { kind: 'foreign' } };
  if (bytes.length < headerBytes) return { ...none, end: { kind: 'torn', bytes: bytes.length } };
  const header = bytes.subarray(0, headerBytes);
  const keyId = header.subarray(start.length, -idBytes).toString('hex');
  const key = keys.find(({ id }) => id === keyId);
  if (key === undefined) return { ...none, end: { kind: 'keyMissing', keyId } };
  const [[head, ...records], end] = readRecords(bytes, header, key);
  if (head === undefined) return { ...none, end };
  return { id: header.subarray(-idBytes).toString('hex'), bytes: bytes.length, head: head as LogHead, records, end };
}

function readRecords(bytes: Buffer, header: Buffer, key: DataKey): [unknown[], LogEnd] {
  const records: unknown[] = [];
  let at = headerBytes;
  for (;;) {
    const left = bytes.length - at;
    const damaged: LogEnd = { kind: 'damaged', record: records.length, bytes: left };
    // A log without its head was cut off while it was made.
    if (left === 0) return [records, records.length === 0 ? { kind: 'torn', bytes: bytes.length } : { kind: 'whole' }];
    const length = left < 4 ? 0 : bytes.readUInt32BE(at);
    if (length > largestRecord) return [records, damaged];
    const whole = 4 + length + sealBytes;
    // Some file systems make the file longer before its content is there, and show zeros after a crash.
    if (left < whole || isZero(bytes.subarray(at))) return [records, { kind: 'torn', bytes: left }];
    const opened = unseal(bytes.subarray(at + 4, at + whole), key, contextOf(header, records.length));
    if (opened === undefined) return [records, damaged];
    records.push(JSON.parse(opened.toString('utf8')));
    at += whole;
  }
}

function isZero(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0);
}
