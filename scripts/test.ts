import path from 'node:path';
import { packExtension, stageExtension } from './build/vsix';
import { say, wordsOf } from './common/say';
import { untilSignalled } from './common/signals';
import { inTemporaryFolder } from './common/temporary';
import { ensureChromium } from './editor/chromium';
import { ensureEditor } from './editor/install';
import { chooseNewestEditor, chosenEditor } from './editor/versions';
import {
  lintTools,
  runEditorStep,
  runMochaStep,
  runTools,
  typeTools,
  type StepContext,
  type StepResult,
} from './test/steps';

interface Step {
  name: string;
  /** Shows an editor: needs a Chromium. */
  inBrowser?: boolean;
  run(context: StepContext, paths: readonly string[]): Promise<StepResult>;
}

const orDefault = (paths: readonly string[], folder: string): readonly string[] =>
  paths.length > 0 ? paths : [folder];

const steps: readonly Step[] = [
  { name: 'lint', run: (context) => runTools(lintTools, context) },
  { name: 'types', run: (context) => runTools(typeTools, context) },
  { name: 'unit', run: (context, paths) => runMochaStep('unit', orDefault(paths, 'test/unit'), 10_000, context) },
  {
    name: 'editor',
    inBrowser: true,
    run: (context, paths) => runEditorStep(orDefault(paths, 'test/editor'), context),
  },
  { name: 'workbench', inBrowser: true, run: runWorkbench },
];

/**
 * `npm test`: every step in order, each to its end, and then one line with the sum of the tests.
 * `npm test -- STEP [FILE or FOLDER ...]` runs one step alone; `--newest` takes the newest editor instead of the oldest.
 */
export function main(args: readonly string[]): Promise<number> {
  if (args.includes('--newest')) chooseNewestEditor();
  const [only, ...paths] = args.filter((arg) => arg !== '--newest');
  return untilSignalled(async (signal) => {
    const chosen = steps.filter(({ name }) => only === undefined || name === only);
    if (chosen.length === 0) {
      say(`There is no step ${String(only)}; there are ${steps.map(({ name }) => name).join(', ')}.`);
      return 2;
    }
    return inTemporaryFolder('test', async (home) => {
      const lacking = chosen.some(({ inBrowser }) => inBrowser) ? await prepareBrowser(signal) : undefined;
      const results = new Map<string, StepResult>();
      for (const step of chosen) {
        say(`\n=== ${step.name}`);
        const result =
          step.inBrowser && lacking !== undefined ? refuse(lacking) : await run(step, { signal, home }, paths);
        results.set(step.name, result);
        signal.throwIfAborted();
      }
      return conclude(results);
    });
  });
}

/** Gets what tests in an editor need; gives the words to show when it is not to be had. */
async function prepareBrowser(signal: AbortSignal): Promise<string | undefined> {
  try {
    await ensureChromium(signal);
    await ensureEditor(chosenEditor(), signal);
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    say(wordsOf(error));
    return wordsOf(error);
  }
}

function refuse(lacking: string): StepResult {
  say(`Not run.\n${lacking}`);
  return { ok: false };
}

async function run(step: Step, context: StepContext, paths: readonly string[]): Promise<StepResult> {
  try {
    return await step.run(context, paths);
  } catch (error) {
    context.signal.throwIfAborted();
    say(wordsOf(error));
    return { ok: false };
  }
}

async function runWorkbench(context: StepContext, paths: readonly string[]): Promise<StepResult> {
  const vsix = path.join(context.home, 'extension.vsix');
  const stage = path.join(context.home, 'stage');
  await stageExtension(stage);
  await packExtension(stage, vsix, context.signal);
  return runMochaStep('workbench', orDefault(paths, 'test/workbench'), 120_000, context, { TEST_VSIX: vsix });
}

/** A step that failed without a failed test (lint, types, a crash) counts as one, so that the line cannot look green. */
function conclude(results: ReadonlyMap<string, StepResult>): number {
  let [passed, failed, skipped] = [0, 0, 0];
  for (const { ok, tally } of results.values()) {
    passed += tally?.passed ?? 0;
    failed += tally?.failed ?? 0;
    skipped += tally?.skipped ?? 0;
    if (!ok && (tally?.failed ?? 0) === 0) failed += 1;
  }
  say('');
  for (const [name, { ok }] of results) say(`${ok ? 'ok    ' : 'FAILED'} ${name}`);
  process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
  return failed === 0 ? 0 : 1;
}
