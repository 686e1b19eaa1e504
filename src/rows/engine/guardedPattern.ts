import { createContext, Script, type Context } from 'node:vm';
import { Failure } from '../../core/failure';
import type { Cell } from '../../core/result';

// In a function: each use of a global of that other place costs as much as a test.
const run = new Script(
  `((cells, pattern, found) => {
     for (let i = 0; i < cells.length; i++) {
       const cell = cells[i];
       if (cell !== null && pattern.test(cell)) found[i] = 1;
     }
   })(cells, pattern, found)`,
);

/**
 * A person's regular expression, run where it can be stopped from outside: `(a+)+$` would go on for years over one text of forty
 * characters, and nothing in the language ends it.
 */
export class GuardedPattern {
  readonly #context: Context;

  /** @throws Failure rows.badPattern */
  constructor(
    source: string,
    matchCase: boolean,
    private readonly milliseconds: number,
  ) {
    this.#context = createContext({ pattern: compile(source, matchCase ? '' : 'i') });
  }

  /** For each cell 1 where the pattern is found in it; NULL has no text. @throws Failure rows.slowPattern */
  test(cells: readonly Cell[]): Uint8Array {
    const found = new Uint8Array(cells.length);
    Object.assign(this.#context, { cells, found });
    try {
      run.runInContext(this.#context, { timeout: this.milliseconds });
    } catch (error) {
      // It is an error of that other place, of no class that is known here.
      const { code } = error as { code?: unknown };
      if (code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
      throw new Failure('rows.slowPattern', { milliseconds: this.milliseconds });
    } finally {
      Object.assign(this.#context, { cells: undefined, found: undefined });
    }
    return found;
  }
}

/** With Unicode where its stricter rules allow it: `.` is then a whole character. */
function compile(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, `${flags}u`);
  } catch {
    // `\-` and the like are an error there, and none without.
  }
  try {
    return new RegExp(source, flags);
  } catch (error) {
    throw new Failure('rows.badPattern', { problem: error instanceof Error ? error.message : String(error) });
  }
}
