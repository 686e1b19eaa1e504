import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inTemporaryFolder } from '../../../scripts/common/temporary';
import { emptyFolder, filesBelow } from '../../../src/store/filesBelow';

describe('the files below a folder', () => {
  it('are listed with their sizes, and none where there is no folder', () =>
    inTemporaryFolder('files', async (home) => {
      mkdirSync(path.join(home, 'b/c'), { recursive: true });
      writeFileSync(path.join(home, 'b/c/two.json'), '22');
      writeFileSync(path.join(home, 'a.json'), '1');
      assert.deepEqual(await filesBelow(home), [
        { name: 'a.json', bytes: 1 },
        { name: 'b/c/two.json', bytes: 2 },
      ]);
      assert.deepEqual(await filesBelow(path.join(home, 'none')), []);
    }));

  it('are removed with their folders, but for those that are kept', () =>
    inTemporaryFolder('files', async (home) => {
      for (const folder of ['kept', 'gone/deep']) mkdirSync(path.join(home, folder), { recursive: true });
      for (const file of ['kept/a', 'gone/deep/b', 'c']) writeFileSync(path.join(home, file), '');
      await emptyFolder(home, ['kept']);
      await emptyFolder(path.join(home, 'none'), []);
      assert.deepEqual(
        (await filesBelow(home)).map(({ name }) => name),
        ['kept/a'],
      );
    }));
});
