import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { startChild } from '../common/children';
import { root } from '../common/paths';
import { say } from '../common/say';
import { testFiles } from './files';
import type { Tally } from './mochaRun';

/** What one step needs. */
export interface StepContext {
  signal: AbortSignal;
  /** A folder of this run's own. */
  home: string;
}

export interface StepResult {
  ok: boolean;
  /** Of a step that runs tests. */
  tally?: Tally;
}

/** ms that one tool or test run may take. */
const longest = 25 * 60_000;

const bin = (file: string): string => path.join(root, 'node_modules', file);

/** Runs tools one after the other, each to its end, on our terminal. */
export async function runTools(tools: readonly (readonly string[])[], { signal }: StepContext): Promise<StepResult> {
  let ok = true;
  for (const [file = '', ...args] of tools) ok = (await runNode([bin(file), ...args], signal)) === 0 && ok;
  return { ok };
}

export const lintTools = [
  ['eslint/bin/eslint.js', '.'],
  ['prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'],
  ['dependency-cruiser/bin/dependency-cruise.mjs', '--output-type=err', 'src', 'test', 'scripts'],
] as const;

export const typeTools = [
  ['typescript/bin/tsc', '-p', '.'],
  ['typescript/bin/tsc', '-p', 'src/webview'],
] as const;

/** Tests in plain Node. `timeout`: ms for each test. */
export async function runMochaStep(
  name: string,
  names: readonly string[],
  timeout: number,
  { signal, home }: StepContext,
  env: NodeJS.ProcessEnv = {},
): Promise<StepResult> {
  const tallyFile = path.join(home, `${name}.json`);
  const main = path.join(root, 'scripts/test/mochaMain.ts');
  const args = ['--import', 'tsx', main, tallyFile, String(timeout), ...testFiles(names)];
  return judge(await runNode(args, signal, env), tallyFile);
}

export async function runEditorStep(names: readonly string[], { signal, home }: StepContext): Promise<StepResult> {
  const tallyFile = path.join(home, 'editor.json');
  const main = path.join(root, 'scripts/test/editorMain.ts');
  return judge(await runNode(['--import', 'tsx', main, tallyFile, ...names], signal), tallyFile);
}

/** A run without a single test is a failed one, whatever its exit code. */
function judge(code: number, tallyFile: string): StepResult {
  if (!existsSync(tallyFile)) return { ok: false };
  const tally = JSON.parse(readFileSync(tallyFile, 'utf8')) as Tally;
  return { ok: code === 0 && tally.failed === 0 && tally.passed > 0, tally };
}

async function runNode(args: readonly string[], signal: AbortSignal, env: NodeJS.ProcessEnv = {}): Promise<number> {
  signal.throwIfAborted();
  const child = startChild(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  const limit = AbortSignal.any([signal, AbortSignal.timeout(longest)]);
  const end = (): void => {
    if (!signal.aborted) say(`Ended, since it did not end within ${longest / 60_000} minutes.`);
    void child.end(10_000);
  };
  limit.addEventListener('abort', end, { once: true });
  const { code } = await child.ended;
  limit.removeEventListener('abort', end);
  return code ?? 1;
}
