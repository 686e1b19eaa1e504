import { readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Cancelled } from '../core/failure';
import type { DataKey } from './dataKeys';
import { createFile, makeFolder, syncFolder, writeAll, type CreateFile, type WritableFile } from './durable';
import { largestRecord, LogSealer, readLogBytes, type LogHead, type LogReading } from './logFormat';

/** What {@link EncryptedLog.rewrite} puts behind the name of a file that it has not finished. */
const unfinishedEnding = '.part';

interface Waiting {
  json: Buffer;
  durable: boolean;
  resolve: () => void;
  reject: (reason: unknown) => void;
}

/** The file that is written to. */
interface Written {
  file: string;
  handle: WritableFile;
  sealer: LogSealer;
  /** Bytes of whole records. */
  size: number;
  /** Records, the head included. */
  count: number;
  /** There may be part of a record behind the whole ones. */
  isTorn: boolean;
}

/** What {@link EncryptedLog.rewrite} puts in place of a log's records; the log itself is always replaced. */
export type Rewriting = LogHead & { records: readonly unknown[] };

/**
 * An append log of JSON values in one encrypted file (0600, in a folder 0700); for its form see logFormat.ts. One process writes it,
 * any may read it meanwhile with {@link readLog}.
 */
export class EncryptedLog {
  readonly #waiting: Waiting[] = [];
  #last: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  private constructor(
    readonly key: DataKey,
    private readonly create: CreateFile,
    private written: Written,
  ) {}

  /** Begins a log; there must be no such file. Rejects with the system's error. */
  static async create(file: string, key: DataKey, create: CreateFile = createFile): Promise<EncryptedLog> {
    await makeFolder(path.dirname(file));
    const written = await begin(file, key, create, { replaces: [], records: [] });
    await syncFolder(path.dirname(file));
    return new EncryptedLog(key, create, written);
  }

  get file(): string {
    return this.written.file;
  }

  get bytes(): number {
    return this.written.size;
  }

  /**
   * Adds a record. Those that wait while others are written go to disk together.
   * @param durable resolves only when it is on disk, as far as the system knows
   * @throws RangeError above 64 MiB of JSON; Cancelled after the end of the log; the system's error where the disk is full or fails: then
   * the record is not in the log, and the next one may be tried
   */
  async append(record: unknown, { durable }: { durable: boolean }): Promise<void> {
    const json = bytesOf(record);
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push({ json, durable, resolve, reject });
      if (this.#waiting.length === 1) void this.#inTurn(() => this.#flush());
    });
  }

  /**
   * Writes the log anew into another file, which takes the place of this one as a whole or not at all. Appends wait meanwhile.
   * @param file must not be there
   * @param compose is given what is in the log
   * @throws the system's error, or that of `compose`: then the log goes on in its old file
   */
  rewrite(file: string, compose: (present: LogReading) => Promise<Rewriting>): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#isClosed) throw new Cancelled();
      const old = this.written;
      const unfinished = `${file}${unfinishedEnding}`;
      let next: Written | undefined;
      try {
        const present = await readLog(old.file, [this.key]);
        const { replaces, records } = await compose(present);
        next = await begin(unfinished, this.key, this.create, { replaces: [old.sealer.id, ...replaces], records });
        await next.handle.datasync();
        await rename(unfinished, file);
        await syncFolder(path.dirname(file));
      } catch (error) {
        await next?.handle.close();
        await rm(unfinished, { force: true });
        await rm(file, { force: true });
        throw error;
      }
      this.written = { ...next, file };
      // From here on the log is the new file, and the old one is named as replaced, whether it can be removed or not.
      await Promise.allSettled([old.handle.close(), rm(old.file, { force: true })]);
    });
  }

  /** Ends the log when what waits is written; later records are refused. The file stays. */
  close(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#isClosed) return;
      this.#isClosed = true;
      await this.written.handle.close();
    });
  }

  /** One after the other: there is one end of the file. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    // The next one's turn comes in any case; the caller has the error.
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Writes all that waits, with one sync for those that want one. Never rejects: each waiting one is told. */
  async #flush(): Promise<void> {
    const group = this.#waiting.splice(0);
    try {
      if (this.#isClosed) throw new Cancelled();
      await this.#write(group);
    } catch (error) {
      for (const { reject } of group) reject(error);
      return;
    }
    for (const { resolve } of group) resolve();
  }

  async #write(group: readonly Waiting[]): Promise<void> {
    const { written } = this;
    if (written.isTorn) await cutOff(written);
    const sealed = Buffer.concat(group.map(({ json }, i) => written.sealer.seal(written.count + i, json)));
    try {
      written.isTorn = true;
      await writeAll(written.handle, sealed, written.size);
      if (group.some(({ durable }) => durable)) await written.handle.datasync();
    } catch (error) {
      // Where this fails too, it is tried again before the next record; the caller hears of what was first.
      await cutOff(written).catch(() => undefined);
      throw error;
    }
    written.isTorn = false;
    written.size += sealed.length;
    written.count += group.length;
  }
}

/** Reads a log, be it one that is being written. Rejects with the system's error. */
export async function readLog(file: string, keys: readonly DataKey[]): Promise<LogReading> {
  return readLogBytes(await readFile(file), keys);
}

async function begin(file: string, key: DataKey, create: CreateFile, content: Rewriting): Promise<Written> {
  const sealer = new LogSealer(key);
  const head: LogHead = { replaces: content.replaces };
  const parts = [head, ...content.records].map((record, number) => sealer.seal(number, bytesOf(record)));
  const bytes = Buffer.concat([sealer.header, ...parts]);
  const handle = await create(file);
  try {
    await writeAll(handle, bytes, 0);
  } catch (error) {
    await handle.close();
    await rm(file, { force: true });
    throw error;
  }
  return { file, handle, sealer, size: bytes.length, count: parts.length, isTorn: false };
}

async function cutOff(written: Written): Promise<void> {
  await written.handle.truncate(written.size);
  written.isTorn = false;
}

function bytesOf(record: unknown): Buffer {
  const json = Buffer.from(JSON.stringify(record), 'utf8');
  if (json.length > largestRecord) throw new RangeError(`a record of ${json.length} bytes is too long for a log`);
  return json;
}
