import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import type { failureText } from '../../../../src/ui/failures';

/** Stands in for the editor's l10n: English as it is, and an error for a place without a value. */
const vscode = `
export const l10n = {
  t(text, ...values) {
    return text.replace(/\\{(\\d+)\\}/g, (place) => {
      const value = values[place.slice(1, -1)];
      if (value === undefined || value === '') throw new Error('nothing for ' + place + ' in: ' + text);
      return String(value);
    });
  },
};`;

/** The texts of failures, loaded without an editor. */
export async function loadFailureText(): Promise<typeof failureText> {
  const folder = await mkdtemp(path.join(tmpdir(), 'failure-texts-'));
  const outfile = path.join(folder, 'failures.cjs');
  try {
    await build({
      entryPoints: [path.join(__dirname, '../../../../src/ui/failures/index.ts')],
      outfile,
      bundle: true,
      format: 'cjs',
      platform: 'node',
      plugins: [
        {
          name: 'vscode',
          setup(bundle) {
            bundle.onResolve({ filter: /^vscode$/ }, () => ({ path: 'vscode', namespace: 'stand-in' }));
            bundle.onLoad({ filter: /.*/, namespace: 'stand-in' }, () => ({ contents: vscode }));
          },
        },
      ],
    });
    const loaded = createRequire(outfile)(outfile) as { failureText: typeof failureText };
    return loaded.failureText;
  } finally {
    await rm(folder, { recursive: true });
  }
}
