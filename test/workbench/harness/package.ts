import path from 'node:path';
import { packExtension, stageExtension } from '../../../scripts/build/vsix';
import { removeFolder, temporaryFolder } from '../../../scripts/common/paths';

let packed: Promise<string> | undefined;

/** The extension's package: the one of this test run (`TEST_VSIX`), or one made now for this process. */
export function extensionPackage(signal: AbortSignal): Promise<string> {
  const given = process.env['TEST_VSIX'];
  if (given !== undefined) return Promise.resolve(given);
  packed ??= pack(signal);
  return packed;
}

async function pack(signal: AbortSignal): Promise<string> {
  const folder = temporaryFolder('vsix');
  process.once('exit', () => {
    removeFolder(folder);
  });
  const stage = path.join(folder, 'stage');
  const vsix = path.join(folder, 'extension.vsix');
  await stageExtension(stage);
  await packExtension(stage, vsix, signal);
  return vsix;
}
