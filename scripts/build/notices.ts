import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../common/paths';

interface Manifest {
  name: string;
  version: string;
  license?: string;
}

/**
 * The licences of what is bundled, as those licences want it.
 * @param inputs paths of the bundled source files, relative to the checkout
 */
export function thirdPartyNotices(inputs: readonly string[]): string {
  const folders = new Set(inputs.map(packageFolder).filter((folder) => folder !== undefined));
  const parts = [...folders].map(noticeOf).sort((a, b) => a.localeCompare(b, 'en'));
  return (
    ['This extension contains the following packages.', ...new Set(parts)].join(`\n\n${'-'.repeat(80)}\n\n`) + '\n'
  );
}

/** `node_modules/a/node_modules/@b/c/dist/x.js` -> `node_modules/a/node_modules/@b/c` */
function packageFolder(file: string): string | undefined {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
}

function noticeOf(folder: string): string {
  const absolute = path.join(root, folder);
  const manifest = JSON.parse(readFileSync(path.join(absolute, 'package.json'), 'utf8')) as Manifest;
  const file = existsSync(absolute) && readdirSync(absolute).find((name) => /^(licen[cs]e|copying)/i.test(name));
  const text = file ? readFileSync(path.join(absolute, file), 'utf8').trim() : 'The package brings no licence text.';
  return `${manifest.name} ${manifest.version} (${manifest.license ?? 'see its licence text'})\n\n${text}`;
}
