import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../common/paths';
import { capture } from '../common/run';
import { buildBundles } from './bundles';
import { thirdPartyNotices } from './notices';

/** Builds `dist` anew: bundles and the notices of what is in them. */
export async function buildDist(dist: string): Promise<void> {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  const inputs = await buildBundles(dist);
  writeFileSync(path.join(dist, 'THIRD_PARTY_NOTICES.txt'), thirdPartyNotices(Object.keys(inputs)));
}

/**
 * Lays out what the package is made of, built freshly, in a folder: a build that runs at the same time, and files that
 * an earlier one left, cannot get in.
 */
export async function stageExtension(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const shipped = shippedNames();
  for (const name of readdirSync(root).filter((entry) => entry === '.vscodeignore' || shipped.test(entry))) {
    if (name !== 'dist') cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  }
  await buildDist(path.join(folder, 'dist'));
}

/** First parts of the paths that the allow-list in .vscodeignore lets through: `!media/**` -> `media`. */
function shippedNames(): RegExp {
  const names = readFileSync(path.join(root, '.vscodeignore'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1).trim().split('/')[0] ?? '')
    .map((name) => name.replaceAll('.', '\\.').replaceAll('*', '.*'));
  return new RegExp(`^(${names.join('|')})$`);
}

const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');

/** Packs a staged extension. Its code is bundled, so it has no dependencies. */
export async function packExtension(folder: string, vsix: string, signal: AbortSignal): Promise<void> {
  const args = [
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    '--out',
    vsix,
  ];
  await capture(process.execPath, [vsce, ...args], { cwd: folder, signal, timeout: 120_000 });
}

/** What the package of a staged extension holds, sorted. */
export async function packageFiles(folder: string, signal: AbortSignal): Promise<string[]> {
  const out = await capture(process.execPath, [vsce, 'ls', '--no-dependencies'], {
    cwd: folder,
    signal,
    timeout: 60_000,
  });
  return out
    .split('\n')
    .filter((line) => line !== '')
    .sort();
}
