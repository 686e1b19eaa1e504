import { Failure, throwIfCancelled } from '../core/failure';
import type { Row } from '../core/result';
import type { BlockFile } from './blockFile';
import type { BlockKey, Place } from './blockSeal';
import { PackedBlock } from './packedBlock';
import { packRows } from './packing';

/** Characters of a block, about: what a row that somebody looks at costs to bring, and what is sealed at once. */
const blockCharacters = 512 * 1024;

/** Some rows, packed: in memory, on disk, or both. */
export interface Block {
  first: number;
  rows: number;
  bytes?: Uint8Array | undefined;
  place?: Place;
  reading?: Promise<Uint8Array>;
}

/** All rows of a result as they are now, for a reader in another thread; holds the key of the file, so it is secret. */
export interface RowsSnapshot {
  rows: number;
  /** In order. Each has bytes or a place. */
  blocks: readonly { rows: number; bytes?: Uint8Array; place?: Place }[];
  file?: { name: string; key: BlockKey };
}

/** What a store is handed by the {@link RowSpace} that it is part of. */
interface RowStoreParts {
  accountId: string;
  /** Rejects with the system's error, or a Failure. */
  createFile: () => Promise<BlockFile>;
  space: {
    hasRoom(): boolean;
    room(): Promise<void>;
    hold(block: Block): void;
    let(block: Block): void;
    gone(): void;
  };
  /** Told of a file that could not be removed. */
  onError: (error: unknown) => void;
}

/**
 * The rows of one result, in the order in which they came, every text exactly as it was. So many of all results of the window are
 * in memory, packed; the others are in an encrypted file, which goes with the store.
 */
export class RowStore {
  readonly #blocks: Block[] = [];
  /** Rows behind the last block, not packed yet. */
  #tail: Row[] = [];
  #tailCharacters = 0;
  #packed = 0;
  #file: Promise<BlockFile> | undefined;
  #opened: BlockFile | undefined;
  readonly #end = new AbortController();

  constructor(private readonly parts: RowStoreParts) {}

  get accountId(): string {
    return this.parts.accountId;
  }

  /** Rows that are here. */
  get count(): number {
    return this.#packed + this.#tail.length;
  }

  /** Aborted when the store is disposed of. */
  get ended(): AbortSignal {
    return this.#end.signal;
  }

  /** Takes rows in behind those that are here: they can be read at once. Before the next ones, wait for {@link room}. */
  append(rows: readonly Row[]): void {
    if (this.#end.signal.aborted) return;
    for (const row of rows) {
      this.#tail.push(row);
      // A cell costs something even where it is empty.
      this.#tailCharacters += row.length;
      for (const cell of row) if (cell !== null) this.#tailCharacters += cell.length;
      if (this.#tailCharacters >= blockCharacters) this.pack();
    }
  }

  /** Whether {@link room} need not be waited for. */
  get hasRoom(): boolean {
    return this.parts.space.hasRoom();
  }

  /** @throws Failure rows.noRoom (see {@link RowSpace.room}); Cancelled after the store's end */
  async room(): Promise<void> {
    await this.parts.space.room();
    throwIfCancelled(this.#end.signal);
  }

  /** The rows from `first` on, as many as there are of `count`, where none of them has to be read from disk; else undefined. */
  here(first: number, count: number): Row[] | undefined {
    const rows: Row[] = [];
    for (const block of this.#between(first, first + count)) {
      const { bytes } = block;
      if (bytes === undefined) return undefined;
      this.parts.space.hold(block);
      add(rows, sliceOf(block, bytes, first, count));
    }
    add(rows, this.#tailSlice(first, count));
    return rows;
  }

  /**
   * The rows from `first` on, as many as there are of `count`. Brings those blocks alone that hold some of them.
   * @throws Failure rows.damaged; Cancelled when the signal is aborted or the store disposed of
   */
  async slice(first: number, count: number, signal?: AbortSignal): Promise<Row[]> {
    const rows: Row[] = [];
    for (const block of this.#between(first, first + count)) {
      throwIfCancelled(signal);
      add(rows, sliceOf(block, await this.#bytesOf(block), first, count));
    }
    throwIfCancelled(signal);
    // A store that has ended has no tail any more: that is not the end of the rows.
    throwIfCancelled(this.#end.signal);
    const next = first + rows.length;
    // Meanwhile rows of the tail may have been packed.
    if (next < Math.min(first + count, this.#packed))
      return rows.concat(await this.slice(next, count - rows.length, signal));
    add(rows, this.#tailSlice(first, count));
    return rows;
  }

  /** All rows that are here, for the engine. @throws Cancelled after the store's end */
  snapshot(): RowsSnapshot {
    throwIfCancelled(this.#end.signal);
    this.pack();
    return {
      rows: this.#packed,
      blocks: this.#blocks.map(({ rows, bytes, place }) =>
        // What is on disk is read from there: bytes that were read back are not shared between threads.
        place !== undefined ? { rows, place } : { rows, ...(bytes && { bytes }) },
      ),
      ...(this.#opened && { file: { name: this.#opened.file, key: this.#opened.key } }),
    };
  }

  /** Writes a block to disk, for the space. Rejects with the system's error or a Failure; then it stays in memory. */
  async write(block: Block): Promise<void> {
    if (block.bytes === undefined) return;
    this.#file ??= this.parts.createFile();
    try {
      this.#opened = await this.#file;
    } catch (error) {
      // The next one tries anew.
      this.#file = undefined;
      throw error;
    }
    if (this.#end.signal.aborted) this.#opened.remove(this.parts.onError);
    else block.place = await this.#opened.write(block.bytes);
  }

  /** Gives up all rows, and removes the file. Reads that go on end with Cancelled. */
  dispose(): void {
    if (this.#end.signal.aborted) return;
    this.#end.abort();
    this.#opened?.remove(this.parts.onError);
    for (const block of this.#blocks) this.parts.space.let(block);
    this.#tail = [];
    this.parts.space.gone();
  }

  /** Packs what is left over: no more rows are expected soon. */
  pack(): void {
    if (this.#tail.length === 0) return;
    const block = { first: this.#packed, rows: this.#tail.length, bytes: packRows(this.#tail) };
    this.#packed += this.#tail.length;
    this.#tail = [];
    this.#tailCharacters = 0;
    this.#blocks.push(block);
    this.parts.space.hold(block);
  }

  async #bytesOf(block: Block): Promise<Uint8Array> {
    throwIfCancelled(this.#end.signal);
    const { bytes } = block;
    if (bytes !== undefined) {
      this.parts.space.hold(block);
      return bytes;
    }
    block.reading ??= this.#read(block).finally(() => {
      delete block.reading;
    });
    return block.reading;
  }

  async #read(block: Block): Promise<Uint8Array> {
    const { place } = block;
    if (this.#opened === undefined || place === undefined) throw new Failure('rows.damaged', {});
    let bytes: Uint8Array;
    try {
      bytes = await this.#opened.read(place);
    } catch (error) {
      throwIfCancelled(this.#end.signal);
      throw Failure.is(error) ? error : new Failure('rows.damaged', {}, { cause: error });
    }
    throwIfCancelled(this.#end.signal);
    block.bytes = bytes;
    this.parts.space.hold(block);
    return bytes;
  }

  #between(first: number, end: number): Block[] {
    let low = 0;
    let high = this.#blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const block = this.#blocks[middle];
      if (block !== undefined && block.first + block.rows <= first) low = middle + 1;
      else high = middle;
    }
    const found: Block[] = [];
    for (let index = low; index < this.#blocks.length; index++) {
      const block = this.#blocks[index];
      if (block === undefined || block.first >= end) break;
      found.push(block);
    }
    return found;
  }

  #tailSlice(first: number, count: number): Row[] {
    return this.#tail.slice(Math.max(0, first - this.#packed), Math.max(0, first + count - this.#packed));
  }
}

function sliceOf({ first: start, rows }: Block, bytes: Uint8Array, first: number, count: number): Row[] {
  return new PackedBlock(bytes).slice(Math.max(0, first - start), Math.min(rows, first + count - start));
}

function add(rows: Row[], more: readonly Row[]): void {
  for (const row of more) rows.push(row);
}
