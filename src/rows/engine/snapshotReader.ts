import { closeSync, openSync, readSync } from 'node:fs';
import { Failure } from '../../core/failure';
import { openBlock, type Place } from '../blockSeal';
import type { RowsSnapshot } from '../rowStore';
import type { Pace } from './pace';
import type { RowSet } from './rowSet';
import { ScannedBlock } from './scannedBlock';

/** Goes through the rows of a snapshot, block by block, in the thread of the engine. */
export class SnapshotReader {
  #descriptor: number | undefined;

  constructor(private readonly snapshot: RowsSnapshot) {}

  get rows(): number {
    return this.snapshot.rows;
  }

  /**
   * Hands out each block with the number of its first row.
   * @param within blocks without any of these rows are not read
   * @throws Failure rows.damaged; Cancelled; what `take` throws
   */
  async each(pace: Pace, take: (block: ScannedBlock, first: number) => void, within?: RowSet): Promise<void> {
    let first = 0;
    for (const { rows, bytes, place } of this.snapshot.blocks) {
      if (within?.hasAny(first, rows) !== false) take(new ScannedBlock(bytes ?? this.#read(place)), first);
      first += rows;
      await pace.done(first);
    }
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #read(place: Place | undefined): Uint8Array {
    const { file } = this.snapshot;
    if (file === undefined || place === undefined) throw new Failure('rows.damaged', {});
    const sealed = Buffer.allocUnsafeSlow(place.length);
    try {
      this.#descriptor ??= openSync(file.name, 'r');
      let done = 0;
      while (done < place.length) {
        const read = readSync(this.#descriptor, sealed, done, place.length - done, place.at + done);
        if (read === 0) throw new Error('the file ends before its rows do');
        done += read;
      }
    } catch (cause) {
      throw new Failure('rows.damaged', {}, { cause });
    }
    return openBlock(file.key, place.number, sealed);
  }
}
