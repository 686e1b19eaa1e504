import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pause } from '../../../sandbox/wire/clock';

const PROGRAM = path.join(__dirname, 'support', 'oneWarehouse.ts');

describe('warehouses of a process that is killed', () => {
  it('leave neither servers nor files behind', async function () {
    this.timeout(60_000);
    const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [home] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    const pid = Number((await readFile(path.join(home, 'w0', 'data', 'postmaster.pid'), 'utf8')).split('\n')[0]);
    assert.deepEqual([(await readdir(home)).includes('w0'), isRunning(pid)], [true, true]);
    child.kill('SIGKILL');
    while (existsSync(home)) await pause(20);
    assert.equal(isRunning(pid), false);
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    // ESRCH: there is no such process.
    return false;
  }
}
