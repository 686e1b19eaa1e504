import { build } from 'esbuild';
import { createRequire } from 'node:module';
import path from 'node:path';
import { leftOut } from '../../../scripts/build/leftOut';
import { root } from '../../../scripts/common/paths';

/**
 * One file of all that an entry needs, as the extension is shipped. tsx runs modules one by one, with a getter at each call from one
 * to another: four times slower than what people get.
 * @param entry relative to the checkout
 */
export async function bundled(entry: string, outfile: string): Promise<string> {
  await build({
    entryPoints: [path.join(root, entry)],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    plugins: [leftOut],
    logLevel: 'silent', // errors are thrown, with the place in their text
  });
  return outfile;
}

/** What one module exports, as it ships. `outfile` gets the bundle. */
export async function exportsOf<T>(module: string, outfile: string): Promise<T> {
  return createRequire(__filename)(await bundled(module, outfile)) as T;
}
