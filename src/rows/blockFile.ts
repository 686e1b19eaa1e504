import { rmSync } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { Failure } from '../core/failure';
import type { DataKey } from '../store/dataKeys';
import { writeAll } from '../store/durable';
import { newHeader, openBlock, sealBlock, type BlockKey, type Place } from './blockSeal';

/** A file as far as blocks use it. */
export type RowFile = Pick<FileHandle, 'write' | 'read' | 'close'>;

/** Makes a file that must not be there yet, readable by its person alone. Rejects with the system's error. */
export type CreateRowFile = (file: string) => Promise<RowFile>;

export const createRowFile: CreateRowFile = (file) => open(file, 'wx+', 0o600);

/** Blocks in an encrypted file (0600), which goes with the window that wrote it. One block is written at a time. */
export class BlockFile {
  #count = 0;

  private constructor(
    readonly file: string,
    /** To read the blocks with. Secret. */
    readonly key: BlockKey,
    private readonly handle: RowFile,
    private end: number,
  ) {}

  /** Rejects with the system's error. */
  static async create(file: string, key: DataKey, create: CreateRowFile = createRowFile): Promise<BlockFile> {
    const header = newHeader(key);
    const handle = await create(file);
    try {
      await writeAll(handle, header, 0);
    } catch (error) {
      await handle.close();
      await rm(file, { force: true });
      throw error;
    }
    return new BlockFile(file, { header, bytes: key.bytes }, handle, header.length);
  }

  /** Adds a block. Rejects with the system's error; then the file is as before, for all that read it. */
  async write(block: Uint8Array): Promise<Place> {
    const sealed = sealBlock(this.key, this.#count, block);
    await writeAll(this.handle, sealed, this.end);
    const place = { number: this.#count++, at: this.end, length: sealed.length };
    this.end += sealed.length;
    return place;
  }

  /** @throws Failure rows.damaged where the file is not as it was written; the system's error */
  async read({ number, at, length }: Place): Promise<Uint8Array> {
    const sealed = Buffer.allocUnsafeSlow(length);
    let done = 0;
    while (done < length) {
      const { bytesRead } = await this.handle.read(sealed, done, length - done, at + done);
      if (bytesRead === 0) throw new Failure('rows.damaged', {});
      done += bytesRead;
    }
    return openBlock(this.key, number, sealed);
  }

  /** Ends what goes on, and removes the file: at once, for a window that is closed waits for nothing. Never throws. */
  remove(onError: (error: unknown) => void): void {
    const removed = (): void => {
      try {
        rmSync(this.file, { force: true });
      } catch (error) {
        onError(error);
      }
    };
    removed();
    // Some systems remove no file that is open.
    this.handle.close().then(removed, onError);
  }
}
