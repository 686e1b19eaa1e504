import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { packageFiles, packExtension, stageExtension } from './build/vsix';
import { root } from './common/paths';
import { say } from './common/say';
import { untilSignalled } from './common/signals';
import { inTemporaryFolder } from './common/temporary';

/** `npm run package`: the .vsix, into the checkout's folder, and a list of what is in it. */
export function main(): Promise<number> {
  return untilSignalled(async (signal) => {
    const { name, version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      name: string;
      version: string;
    };
    const vsix = path.join(root, `${name}-${version}.vsix`);
    return inTemporaryFolder('package', async (stage) => {
      await stageExtension(stage);
      await packExtension(stage, vsix, signal);
      for (const file of await packageFiles(stage, signal)) say(`  ${file}`);
      say(`${path.basename(vsix)}: ${(statSync(vsix).size / 1024).toFixed(0)} KB`);
      say(`Install it in your own editor:  code --install-extension ${path.basename(vsix)}`);
      return 0;
    });
  });
}
