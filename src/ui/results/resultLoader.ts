import { Cancelled } from '../../core/failure';
import type { Row } from '../../core/result';
import type { LoadView } from '../../webview/protocol';
import type { ResultRows } from './resultRows';

/** Rows from `first` on. */
export interface Block {
  first: number;
  count: number;
}

export interface LoaderListener {
  onRows(first: number, rows: readonly Row[]): void;
  onLoad(load: LoadView): void;
  /** An error as one text for a person. */
  wordsOf(error: unknown): string;
}

/**
 * Brings the rows that somebody looks at, and nothing beyond them: the server hands pages out in order alone, so that a far
 * row needs all before it, and whoever turns away from it stops the fetching.
 */
export class ResultLoader {
  #wanted: readonly Block[] = [];
  #state: LoadView['state'] = 'idle';
  #message: string | undefined;
  #stop = new AbortController();
  /** Ends the reading of what is wanted no more. */
  #turned = new AbortController();
  #running: Promise<void> | undefined;
  /** Somebody wants all rows, whatever is looked at. */
  #all = false;

  constructor(
    private readonly rows: ResultRows,
    private readonly listener: LoaderListener,
  ) {}

  get load(): LoadView {
    return {
      state: this.#state,
      loadedRows: this.rows.loadedRows,
      ...(this.#message === undefined ? {} : { message: this.#message }),
    };
  }

  /** Answers with the blocks that are here and goes for the others; replaces what was wanted before. */
  want(blocks: readonly Block[]): void {
    this.#turned.abort();
    this.#turned = new AbortController();
    this.#wanted = blocks;
    this.#answer();
    this.#go();
  }

  /** Brings all rows; resolves when they are here, or when it was stopped or failed. */
  async loadAll(): Promise<void> {
    this.#all = true;
    this.#go();
    await this.#running;
  }

  /** Stops fetching; what comes back from the page later starts it again. */
  stop(): void {
    this.#wanted = [];
    this.#all = false;
    this.#turned.abort();
    this.#stop.abort();
  }

  #needsMore(): boolean {
    return (this.#wanted.length > 0 || this.#all) && !this.rows.complete;
  }

  #go(): void {
    if (this.#needsMore()) this.#running ??= this.#run();
  }

  async #run(): Promise<void> {
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.#say('loading');
    try {
      while (this.#needsMore()) {
        await this.rows.loadNext(signal);
        this.#answer();
        if (this.#needsMore()) this.#say('loading');
      }
      this.#say(signal.aborted ? 'stopped' : 'idle');
    } catch (error) {
      this.#wanted = [];
      this.#all = false;
      if (Cancelled.is(error) || signal.aborted) this.#say('stopped');
      else this.#say('failed', this.listener.wordsOf(error));
    } finally {
      this.#running = undefined;
    }
  }

  /** Hands out what is here. A block that reaches behind the last row is whole with what there is. */
  #answer(): void {
    const end = this.rows.complete ? Infinity : this.rows.loadedRows;
    const here = this.#wanted.filter(({ first, count }) => Math.min(first + count, this.rows.totalRows) <= end);
    this.#wanted = this.#wanted.filter((block) => !here.includes(block));
    for (const block of here) {
      const rows = this.rows.here(block.first, block.count);
      if (rows === undefined) void this.#read(block, this.#turned.signal);
      else this.listener.onRows(block.first, rows);
    }
  }

  /** Brings rows back from disk. Never rejects: what goes wrong is said as of any loading. */
  async #read({ first, count }: Block, signal: AbortSignal): Promise<void> {
    try {
      this.listener.onRows(first, await this.rows.slice(first, count, signal));
    } catch (error) {
      if (Cancelled.is(error)) return;
      this.#say('failed', this.listener.wordsOf(error));
    }
  }

  #say(state: LoadView['state'], message?: string): void {
    this.#state = state;
    this.#message = message;
    this.listener.onLoad(this.load);
  }
}
