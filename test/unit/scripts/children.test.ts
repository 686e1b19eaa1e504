import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { startChild } from '../../../scripts/common/children';

/** A program that starts another one, tells its process id, and lives on. */
const parent = `
  const { spawn } = require('node:child_process');
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  console.log(child.pid);
  setInterval(() => {}, 1000);
`;

/** Whether a process has ended, be it that nobody has asked for its exit code yet (in containers, nobody may ever do). */
async function isGone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 200; tries++) {
    try {
      process.kill(pid, 0);
    } catch (error) {
      return error instanceof Error && 'code' in error && error.code === 'ESRCH';
    }
    const stat = `/proc/${pid}/stat`;
    if (existsSync(stat) && / Z /.test(readFileSync(stat, 'utf8'))) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}

describe('a child process', () => {
  it('ends with all that it started', async () => {
    const child = startChild(process.execPath, ['-e', parent], { stdio: ['ignore', 'pipe', 'inherit'] });
    assert.ok(child.process.stdout);
    const [line] = (await once(child.process.stdout, 'data')) as [Buffer];
    await child.end();
    assert.equal(await isGone(Number(line.toString())), true);
  });

  it('leaves nothing behind when it ends by itself', async () => {
    const ending = parent.replace(/setInterval\(\(\) => \{\}, 1000\);\s*$/, '');
    const child = startChild(process.execPath, ['-e', `${ending}; setTimeout(() => process.exit(3), 50)`], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    assert.ok(child.process.stdout);
    const [line] = (await once(child.process.stdout, 'data')) as [Buffer];
    assert.equal((await child.ended).code, 3);
    assert.equal(await isGone(Number(line.toString())), true);
  });

  it('is ended by force when it does not listen', async () => {
    const deaf = `process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 1000)`;
    const child = startChild(process.execPath, ['-e', deaf], { stdio: ['ignore', 'pipe', 'inherit'] });
    assert.ok(child.process.stdout);
    await once(child.process.stdout, 'data');
    await child.end(100);
    assert.equal((await child.ended).signal, 'SIGKILL');
  });

  it('that cannot be started says why', async () => {
    const { error } = await startChild('there-is-no-such-program', []).ended;
    assert.equal(error !== undefined && 'code' in error && error.code, 'ENOENT');
  });
});
