import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readlink, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { nativeFolder, prepareBinaries } from '../../../sandbox/warehouse/binaries';

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

  it('is copied for a user who cannot reach it, and runs there', async function () {
    this.timeout(60_000);
    // mkdtemp makes folders that only we can enter; what is beside the link is the real package.
    await symlink(nativeFolder(), path.join(folder, 'native-of-others'));
    const ourselves = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
    const target = path.join(folder, 'copy');
    const { initdb } = await prepareBinaries(path.join(folder, 'native-of-others'), target, ourselves);
    const { stdout } = await promisify(execFile)(initdb, ['--version']);
    assert.deepEqual(
      [initdb, /^initdb \(PostgreSQL\) \d/.test(stdout)],
      [path.join(target, 'native', 'bin', 'initdb'), true],
    );
  });

  it('is refused with its path when it cannot be run', async () => {
    const native = await fakePackage();
    await writeFile(path.join(native, 'bin', 'postgres'), '#!/bin/sh\nexit 3\n');
    await assert.rejects(prepareBinaries(native, folder, undefined), /PostgreSQL cannot be run from .*postgres/);
  });
});
