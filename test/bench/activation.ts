import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { comparedFigure, median, type BenchContext, type Figure } from '../../scripts/bench/figure';
import { packExtension } from '../../scripts/build/vsix';
import { runCommand } from '../workbench/harness/page';
import { openWorkbench } from '../workbench/harness/workbench';

const starts = 5;

/** Makes the built-in GitHub extension start, which waits until somebody asks for its sessions. */
const waker = `
const { authentication } = require('vscode');
exports.activate = () => authentication.getSession('github', ['read:user'], { silent: true });
`;

/** Load and activation in the extension host, beside the built-in github-authentication, in the same starts. */
export async function measure({ home, vsix, signal }: BenchContext): Promise<Figure[]> {
  const wakerVsix = await packWaker(home, signal);
  const ours: number[] = [];
  const yardstick: number[] = [];
  for (let start = 0; start < starts; start++) {
    const workbench = await openWorkbench({
      extensions: [vsix, wakerVsix],
      // A profile makes the extension do all that it does at a start, the look for stored sessions included.
      settings: {
        'redshiftFederation.profiles': [{ id: 'bench', loginUrl: 'http://127.0.0.1:9/', region: 'us-east-1' }],
      },
    });
    try {
      const times = await activationTimes(workbench.page, ['Redshift Federation', 'GitHub Authentication']);
      ours.push(times[0] ?? NaN);
      yardstick.push(times[1] ?? NaN);
    } finally {
      await workbench.close();
    }
  }
  return [
    comparedFigure({
      name: `activation (median of ${starts} starts)`,
      value: median(ours),
      unit: 'ms',
      yardstick: median(yardstick),
      atMost: 1.5,
    }),
  ];
}

async function activationTimes(page: Page, names: readonly string[]): Promise<number[]> {
  await runCommand(page, 'Developer: Show Running Extensions');
  const times: number[] = [];
  for (const name of names) {
    const row = page.locator('.runtime-extensions-editor .monaco-list-row').filter({ hasText: name }).first();
    const text = await row.locator('.activation-time', { hasText: /\d/ }).innerText();
    times.push(Number(/(\d+)\s*ms/.exec(text)?.[1]));
  }
  return times;
}

async function packWaker(home: string, signal: AbortSignal): Promise<string> {
  const folder = path.join(home, 'waker');
  mkdirSync(folder);
  const manifest = {
    ...{ name: 'waker', publisher: 'bench', version: '0.0.1', license: 'MIT', engines: { vscode: '^1.100.0' } },
    ...{ main: './main.js', activationEvents: ['onStartupFinished'] },
  };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(path.join(folder, 'main.js'), waker);
  writeFileSync(path.join(folder, 'LICENSE'), 'MIT');
  writeFileSync(path.join(folder, 'README.md'), 'Wakes a built-in extension.');
  writeFileSync(path.join(folder, '.vscodeignore'), '');
  const vsix = path.join(home, 'waker.vsix');
  await packExtension(folder, vsix, signal);
  return vsix;
}
