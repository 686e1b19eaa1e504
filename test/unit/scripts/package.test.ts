import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { packageFiles, stageExtension } from '../../../scripts/build/vsix';
import { removeFolder, temporaryFolder } from '../../../scripts/common/paths';

/** Everything that may be in the package. What is new there is decided here. */
const allowed = [
  /^package\.json$/,
  /^package\.nls(\.[\w-]+)?\.json$/,
  /^l10n\/bundle\.l10n(\.[\w-]+)?\.json$/,
  /^(README|CHANGELOG)\.md$/,
  /^LICENSE$/,
  /^media\/[\w-]+\.(svg|png|md)$/,
  /^dist\/(extension|backend|rowsWorker|part-[A-Z0-9]{8})\.js$/,
  /^dist\/THIRD_PARTY_NOTICES\.txt$/,
  /^dist\/webview\/\w+\.(js|css)$/,
];

describe('the package', function () {
  this.timeout(60_000);
  const stage = temporaryFolder('unit-package');
  let files: string[];

  before(async () => {
    await stageExtension(stage);
    files = await packageFiles(stage, AbortSignal.timeout(60_000));
  });
  after(() => {
    removeFolder(stage);
  });

  it('holds nothing that is not meant to ship', () => {
    assert.deepEqual(
      files.filter((file) => !allowed.some((pattern) => pattern.test(file))),
      [],
    );
  });

  it('holds the entry, the licence, and the notices of what is bundled', () => {
    const wanted = ['LICENSE', 'README.md', 'dist/THIRD_PARTY_NOTICES.txt', 'dist/extension.js', 'package.json'];
    assert.deepEqual(
      wanted.filter((file) => !files.includes(file)),
      [],
    );
  });

  it('loads its lazy parts by a require of its own files', () => {
    const ours = files.filter((file) => /^dist\/(extension|part-\w+)\.js$/.test(file));
    const requires = ours.flatMap((file) =>
      [...readFileSync(path.join(stage, file), 'utf8').matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name ?? ''),
    );
    const own = [...new Set(requires.filter((name) => name !== 'vscode' && !name.startsWith('node:')))];
    assert.deepEqual(
      [own.filter((name) => !existsSync(path.join(stage, 'dist', name))), own.includes('./backend.js')],
      [[], true],
    );
  });

  it('has every file that its manifest names', () => {
    const manifest = readFileSync(path.join(stage, 'package.json'), 'utf8');
    const named = [...manifest.matchAll(/"(?:\.\/)?((?:media|dist|l10n)\/[^"]+)"/g)].map(([, name]) => name ?? '');
    assert.deepEqual(
      named.filter((name) => !files.includes(name)),
      [],
    );
  });
});
