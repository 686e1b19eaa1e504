import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { root } from '../common/paths';
import { Obstacle } from '../common/say';

/**
 * The test files (`*.test.ts`) in folders, or the files themselves; relative to the checkout, sorted.
 * @throws Obstacle when a name is no file or folder, or there is no test in it
 */
export function testFiles(names: readonly string[]): string[] {
  const files = names.flatMap((name) => {
    const absolute = path.resolve(root, name);
    if (!existsSync(absolute)) throw new Obstacle(`There is no ${name}.`);
    if (statSync(absolute).isFile()) return [absolute];
    const found = readdirSync(absolute, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => path.join(absolute, file));
    if (found.length === 0) throw new Obstacle(`There is no test in ${name}.`);
    return found;
  });
  return files.sort();
}
