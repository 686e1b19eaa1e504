import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { jsonObject } from './jsonObject';

/** Reads what was parsed from a file; undefined when it has not the form that it should have. */
export type ReadValue<T> = (value: unknown) => T | undefined;

/**
 * One value in a file of its own, as JSON with the version of its form. For what is no secret. Written whole or not at all, so that
 * other windows never read half of it.
 */
export class JsonFile<T> {
  /**
   * @param file its folder is made where it is missing
   * @param version of the value's form; a file of another one counts as none
   */
  constructor(
    private readonly file: string,
    private readonly version: number,
    private readonly readValue: ReadValue<T>,
  ) {}

  /** Undefined where there is no such file, or nothing of use in it. Rejects where the system refuses to read it. */
  async read(): Promise<T | undefined> {
    let text;
    try {
      text = await readFile(this.file, 'utf8');
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
    return this.#parse(text);
  }

  /** Rejects with the system's error. */
  async write(value: T): Promise<void> {
    await mkdir(path.dirname(this.file), { recursive: true, mode: 0o700 });
    const unfinished = `${this.file}.${randomBytes(4).toString('hex')}`;
    try {
      await writeFile(unfinished, JSON.stringify({ version: this.version, value }), { mode: 0o600 });
      await rename(unfinished, this.file);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
  }

  async remove(): Promise<void> {
    await rm(this.file, { force: true });
  }

  #parse(text: string): T | undefined {
    const { version, value } = jsonObject(text) ?? {};
    return version === this.version ? this.readValue(value) : undefined;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
