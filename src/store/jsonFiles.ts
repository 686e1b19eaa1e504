import { createHash } from 'node:crypto';
import path from 'node:path';
import { JsonFile, type ReadValue } from './jsonFile';

/** Values by keys of any form (addresses, names), a file each in one folder. */
export class JsonFiles<T> {
  /** For the parameters, see {@link JsonFile}. */
  constructor(
    private readonly folder: string,
    private readonly version: number,
    private readonly readValue: ReadValue<T>,
  ) {}

  /** Undefined where there is none of use. Rejects where the system refuses to read it. */
  get(key: string): Promise<T | undefined> {
    return this.#file(key).read();
  }

  put(key: string, value: T): Promise<void> {
    return this.#file(key).write(value);
  }

  delete(key: string): Promise<void> {
    return this.#file(key).remove();
  }

  #file(key: string): JsonFile<T> {
    const name = createHash('sha256').update(key).digest('hex').slice(0, 32);
    return new JsonFile(path.join(this.folder, `${name}.json`), this.version, this.readValue);
  }
}
