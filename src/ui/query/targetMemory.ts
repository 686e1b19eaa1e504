import type { Target, WarehouseRef } from '../../core/warehouse';

/** The editor's workspaceState, as far as it is needed. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

interface FileTarget {
  file: string;
  target: Target;
  /** What the file's own header named when this was decided. */
  header?: string;
}

interface Remembered {
  version: 1;
  /** The files used last come first. */
  files: FileTarget[];
  last?: Target;
}

const key = 'redshiftFederation.targets';
const filesKept = 200;

/** Remembers where the statements of each file go, and where any last went: which account, warehouse and database. */
export class TargetMemory {
  constructor(private readonly memory: Memory) {}

  /** The target of a file by its address, if it has one. */
  of(file: string): Target | undefined {
    return this.#read().files.find((entry) => entry.file === file)?.target;
  }

  /** What the header of a file named when its target was decided. */
  headerOf(file: string): string | undefined {
    return this.#read().files.find((entry) => entry.file === file)?.header;
  }

  /** What any file used last: a proposal, never used unasked. */
  get last(): Target | undefined {
    return this.#read().last;
  }

  /** @param header what the file's own header names, which is decided by this */
  async remember(file: string, target: Target, header?: string): Promise<void> {
    const others = this.#read().files.filter((entry) => entry.file !== file);
    await this.#write({
      version: 1,
      files: [{ file, target, ...(header === undefined ? {} : { header }) }, ...others].slice(0, filesKept),
      last: target,
    });
  }

  /** Forgets everything about an account that was signed out. */
  async forgetAccount(accountId: string): Promise<void> {
    const { files, last } = this.#read();
    const kept = files.filter(({ target }) => target.accountId !== accountId);
    if (kept.length === files.length && last?.accountId !== accountId) return;
    await this.#write({ version: 1, files: kept, ...(last && last.accountId !== accountId ? { last } : {}) });
  }

  #read(): Remembered {
    const found = this.memory.get(key);
    if (!isObject(found) || found['version'] !== 1) return { version: 1, files: [] };
    const entries: unknown[] = Array.isArray(found['files']) ? found['files'] : [];
    const last = targetOf(found['last']);
    return { version: 1, files: entries.flatMap(fileOf), ...(last === undefined ? {} : { last }) };
  }

  #write(remembered: Remembered): PromiseLike<void> {
    return this.memory.update(key, remembered);
  }
}

// What is stored may be of another version or broken: entries that cannot be read are dropped.

function fileOf(value: unknown): Remembered['files'] {
  if (!isObject(value) || typeof value['file'] !== 'string') return [];
  const target = targetOf(value['target']);
  if (target === undefined) return [];
  const header = typeof value['header'] === 'string' ? { header: value['header'] } : {};
  return [{ file: value['file'], target, ...header }];
}

function targetOf(value: unknown): Target | undefined {
  if (!isObject(value)) return undefined;
  const { accountId, database } = value;
  const warehouse = warehouseOf(value['warehouse']);
  if (typeof accountId !== 'string' || typeof database !== 'string' || warehouse === undefined) return undefined;
  return { accountId, database, warehouse };
}

function warehouseOf(value: unknown): WarehouseRef | undefined {
  if (!isObject(value)) return undefined;
  const { kind, name, database } = value;
  if ((kind !== 'cluster' && kind !== 'workgroup') || typeof name !== 'string' || typeof database !== 'string') {
    return undefined;
  }
  return { kind, name, database };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
