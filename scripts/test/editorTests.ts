import { runTests, TestRunFailedError } from '@vscode/test-electron';
import { build } from 'esbuild';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stageExtension } from '../build/vsix';
import { cacheFolder, removeFolder, root } from '../common/paths';
import { testFiles } from './files';

const shim = path.join(root, 'test/editor/launcher/editorShim.mjs');

/**
 * Runs test/editor in the extension host of a real editor, against what the package holds.
 * @param tallyFile gets the tally
 * @returns the exit code of the suite
 */
export async function runEditorTests(names: readonly string[], tallyFile: string): Promise<number> {
  // Within the checkout: the bundled tests find mocha from there.
  const home = path.join(cacheFolder, `editor-tests-${process.pid}`);
  const clean = (): void => {
    removeFolder(home);
  };
  process.once('exit', clean); // a signal does not pass by `finally`
  try {
    const extension = path.join(home, 'extension');
    const workspace = path.join(home, 'workspace');
    mkdirSync(workspace, { recursive: true });
    writeFileSync(path.join(workspace, 'sample.sql'), 'SELECT 1;\n');
    await stageExtension(extension);
    await bundleTests(names, path.join(home, 'tests'));
    return await runTests({
      vscodeExecutablePath: shim,
      extensionDevelopmentPath: extension,
      extensionTestsPath: path.join(home, 'tests/suite.js'),
      launchArgs: [workspace, `--user-data-dir=${home}/data`, `--extensions-dir=${home}/extensions`],
      extensionTestsEnv: {
        TEST_TALLY: tallyFile,
        PATH: `${path.dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
      },
    });
  } catch (error) {
    if (error instanceof TestRunFailedError) return error.code ?? 1;
    throw error;
  } finally {
    clean();
  }
}

/** The host loads CommonJS files; `vscode` is its own module. */
async function bundleTests(names: readonly string[], outdir: string): Promise<void> {
  const tests = testFiles(names).map((file) => [path.basename(file, '.ts'), file] as const);
  await build({
    entryPoints: { suite: path.join(root, 'test/editor/suite.ts'), ...Object.fromEntries(tests) },
    outdir,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'silent',
  });
}
