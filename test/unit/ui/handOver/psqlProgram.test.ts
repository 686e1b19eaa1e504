import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { removeFolder, temporaryFolder } from '../../../../scripts/common/paths';
import { findPsql } from '../../../../src/ui/handOver/psqlProgram';

describe('psql', () => {
  let home: string;

  beforeEach(() => {
    home = temporaryFolder('psql');
  });

  afterEach(() => {
    removeFolder(home);
  });

  function program(folder: string, mode = 0o755): string {
    const file = path.join(home, folder, 'psql');
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, '');
    chmodSync(file, mode);
    return file;
  }

  const on = (...folders: string[]): Promise<string | undefined> =>
    findPsql({ platform: 'linux', env: { PATH: folders.join(':') } });

  it('is the first on the PATH', async () => {
    const first = program('first');
    program('second');
    assert.equal(await on(path.join(home, 'none'), path.dirname(first), path.join(home, 'second')), first);
  });

  it('is passed over where it is no program, or a folder', async () => {
    program('text', 0o644);
    mkdirSync(path.join(home, 'folder', 'psql'), { recursive: true });
    const good = program('good');
    assert.equal(await on(path.join(home, 'text'), path.join(home, 'folder'), path.dirname(good)), good);
  });

  it('is not taken from a folder that depends on where one is', async () => {
    const file = program('workspace');
    assert.equal(await on(path.relative(process.cwd(), path.dirname(file)), '.', ''), undefined);
  });

  it('may be missing', async () => {
    assert.deepEqual([await on(home), await findPsql({ platform: 'linux', env: {} })], [undefined, undefined]);
  });
});
