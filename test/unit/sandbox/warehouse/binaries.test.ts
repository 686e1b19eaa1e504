import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readlink, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { prepareBinaries } from '../../../sandbox/warehouse/binaries';

describe('PostgreSQL of an npm package', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await realpath(await mkdtemp(path.join(tmpdir(), 'binaries-')));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function fakePackage(): Promise<string> {
    const native = path.join(folder, 'package', 'native');
    for (const name of ['bin', 'lib', 'share']) await mkdir(path.join(native, name), { recursive: true });
    for (const name of ['initdb', 'postgres'])
      await writeFile(path.join(native, 'bin', name), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
    await writeFile(path.join(native, 'lib', 'libx.so.1.2'), '');
    const link = { source: 'native/lib/libx.so.1.2', target: 'native/lib/libx.so.1' };
    await writeFile(path.join(native, 'pg-symlinks.json'), JSON.stringify([link]));
    return native;
  }

  it('gets the links that a blocked post-install script left out, in a copy', async () => {
    const native = await fakePackage();
    const { postgres } = await prepareBinaries(native, folder, undefined);
    const copy = path.join(folder, 'native');
    assert.deepEqual(
      [postgres, await readlink(path.join(copy, 'lib', 'libx.so.1'))],
      [path.join(copy, 'bin', 'postgres'), 'libx.so.1.2'],
    );
  });

  it('runs from where it is when nothing is missing and nobody else has to reach it', async () => {
    const native = await fakePackage();
    await writeFile(path.join(native, 'lib', 'libx.so.1'), '');
    assert.equal((await prepareBinaries(native, folder, undefined)).postgres, path.join(native, 'bin', 'postgres'));
  });

  it('is refused with its path when it cannot be run', async () => {
    const native = await fakePackage();
    await writeFile(path.join(native, 'bin', 'postgres'), '#!/bin/sh\nexit 3\n');
    await assert.rejects(prepareBinaries(native, folder, undefined), /PostgreSQL cannot be run from .*postgres/);
  });
});
