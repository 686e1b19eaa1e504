import { Failure } from '../core/failure';
import type { Disposable, Log } from '../core/ports';
import type { RowFiles } from './rowFiles';
import { RowStore, type Block } from './rowStore';

/** Bytes of packed rows that stay in memory, over all results of a window. */
const budgetBytes = 32 * 1024 * 1024;

/** Bytes of packed rows that are kept in memory where they cannot be written to disk. */
const mostBytes = 256 * 1024 * 1024;

export interface RowSpaceOptions {
  /** Where rows go that are too many for memory; without it they stay there. */
  files?: RowFiles;
  log?: Log;
  budget?: number;
  most?: number;
}

/** The rows of all results of a window: how much of them is in memory, and what goes to disk for it. */
export class RowSpace implements Disposable {
  readonly #stores = new Set<RowStore>();
  /** Blocks in memory, the one that was used longest ago first. */
  readonly #held = new Map<Block, RowStore>();
  readonly #budget: number;
  readonly #most: number;
  #bytes = 0;
  #making: Promise<void> | undefined;

  constructor(private readonly options: RowSpaceOptions = {}) {
    this.#budget = options.budget ?? budgetBytes;
    this.#most = options.most ?? mostBytes;
  }

  /** Bytes of packed rows that are in memory. */
  get bytes(): number {
    return this.#bytes;
  }

  /** A store for the rows of one result. */
  open(accountId: string): RowStore {
    const { files, log } = this.options;
    const store: RowStore = new RowStore({
      createFile: () => (files === undefined ? Promise.reject(new Error('no folder')) : files.create(accountId)),
      space: {
        hasRoom: () => this.#bytes <= this.#budget,
        room: () => this.room(),
        hold: (block) => this.#hold(block, store),
        let: (block) => this.#let(block),
        gone: () => this.#stores.delete(store),
      },
      accountId,
      onError: (error) => log?.warn(`a file of rows could not be removed: ${String(error)}`),
    });
    this.#stores.add(store);
    return store;
  }

  /**
   * Resolves when there is room for a page more; writes rows to disk for it.
   * @throws Failure rows.noRoom: what came before is here all the same, and asking again tries again
   */
  room(): Promise<void> {
    this.#making ??= this.#make().finally(() => {
      this.#making = undefined;
    });
    return this.#making;
  }

  /** Gives up the rows of an account, and removes its files. Rejects with the system's error. */
  async forget(accountId: string): Promise<void> {
    for (const store of this.#stores) if (store.accountId === accountId) store.dispose();
    await this.options.files?.forget(accountId);
  }

  dispose(): void {
    for (const store of this.#stores) store.dispose();
  }

  async #make(): Promise<void> {
    const refused = new Set<RowStore>();
    let reason = 'noFolder';
    this.#dropWritten();
    while (this.options.files !== undefined && this.#bytes > this.#budget) {
      const next = [...this.#held].find(([{ place }, store]) => place === undefined && !refused.has(store));
      if (next === undefined) break;
      const [block, store] = next;
      try {
        await store.write(block);
      } catch (error) {
        refused.add(store);
        reason = reasonOf(error);
        this.options.log?.warn(`rows stay in memory: they could not be written to disk (${reason})`);
      }
      this.#dropWritten();
    }
    if (this.#bytes > this.#most) {
      throw new Failure('rows.noRoom', { reason, megabytes: Math.round(this.#most / 1024 / 1024) });
    }
  }

  /** Takes a block into memory, or notes that it was used. */
  #hold(block: Block, store: RowStore): void {
    if (!this.#held.delete(block)) this.#bytes += block.bytes?.length ?? 0;
    this.#held.set(block, store);
    this.#dropWritten();
    if (this.#bytes > this.#budget && this.options.files !== undefined) {
      this.room().catch(() => {
        // Who wants to bring the next page is told.
      });
    }
  }

  #let(block: Block): void {
    if (this.#held.delete(block)) this.#bytes -= block.bytes?.length ?? 0;
    block.bytes = undefined;
  }

  /** Lets go of blocks that are on disk until the rest fits. */
  #dropWritten(): void {
    for (const [block] of this.#held) {
      if (this.#bytes <= this.#budget) return;
      if (block.place !== undefined) this.#let(block);
    }
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
