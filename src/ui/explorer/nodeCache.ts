import { Cancelled } from '../../core/failure';
import type { Loaded } from './nodeLoaders';
import { isWithin, type ParentNode, type TreeNode } from './nodes';

type Load = (parent: ParentNode | undefined, signal: AbortSignal) => Promise<Loaded>;

interface Entry {
  nodes: Promise<TreeNode[]>;
  controller: AbortController;
}

/** Children that were loaded, one load at a time for each node. What failed in whole or in part is not kept. */
export class NodeCache {
  readonly #entries = new Map<string, Entry>();

  constructor(private readonly load: Load) {}

  /** The children of a node, or the accounts. None when they were forgotten while they were loaded: they are asked for again. */
  children(parent: ParentNode | undefined): Promise<TreeNode[]> {
    const id = parent?.id ?? '';
    const present = this.#entries.get(id);
    if (present) return present.nodes;
    const controller = new AbortController();
    const entry: Entry = { controller, nodes: this.#loaded(id, parent, controller) };
    this.#entries.set(id, entry);
    return entry.nodes;
  }

  /** Forgets a node's children and theirs, and ends what is being loaded there; of nothing: all. */
  forget(id?: string): void {
    for (const [each, { controller }] of this.#entries) {
      if (id !== undefined && !isWithin(each, id)) continue;
      this.#entries.delete(each);
      controller.abort();
    }
  }

  /** Forgets the list of accounts alone; what is below them stays. */
  forgetTop(): void {
    this.#entries.get('')?.controller.abort();
    this.#entries.delete('');
  }

  async #loaded(id: string, parent: ParentNode | undefined, controller: AbortController): Promise<TreeNode[]> {
    let complete = false;
    try {
      const loaded = await this.load(parent, controller.signal);
      complete = loaded.complete;
      return loaded.nodes;
    } catch (error) {
      if (Cancelled.is(error)) return [];
      throw error;
    } finally {
      if (!complete && this.#entries.get(id)?.controller === controller) this.#entries.delete(id);
    }
  }
}
