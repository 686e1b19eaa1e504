import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SandboxInfo } from '../../sandbox/info';
import { spawnSandbox } from '../../sandbox/spawn';

const MAIN = path.join(__dirname, '../../sandbox/main.ts');
const FEW_ROWS = ['--rows', '10'];

describe('the sandbox as a program', function () {
  // It starts a database for each warehouse.
  this.timeout(120_000);

  it('says where it is on the ports that it is given, and ends with all its servers when it is told to', async () => {
    const first = await freeRange();
    const { info, stop } = await spawnSandbox([...FEW_ROWS, '--port', String(first)]);
    const { status } = await fetch(info.idp.metadataUrl);
    await stop();
    const { sts, redshift, redshiftServerless, redshiftData } = info.endpoints;
    const urls = [info.idp.origin, sts, redshift, redshiftServerless, redshiftData, info.controlUrl];
    assert.deepEqual(
      [status, await answers(info), urls.map((url) => Number(new URL(url).port) - first)],
      [200, false, [0, 1, 2, 3, 4, 5]],
    );
  });

  it('ends with the process that it belongs to', async () => {
    const parent = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    const child = spawn(process.execPath, ['--import', 'tsx', MAIN, ...FEW_ROWS, '--parent-pid', String(parent.pid)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines: string[] = [];
    const code = new Promise((resolve) => child.once('close', resolve));
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      parent.kill('SIGKILL');
    });
    assert.deepEqual([await code, lines.length], [0, 1]);
  });

  it('says what is wrong with its arguments, on stderr', async () => {
    await assert.rejects(spawnSandbox(['--rows', 'many']), /--rows many is no number[^]*npm run sandbox/);
  });
});

async function answers(info: SandboxInfo): Promise<boolean> {
  try {
    await fetch(info.idp.origin);
    return true;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return false;
  }
}

/** First of six free ports; others may take one in between, which is rare enough in a range of our own. */
async function freeRange(): Promise<number> {
  for (;;) {
    const first = 20_000 + Math.floor(Math.random() * 10_000);
    const free = await Promise.all(
      [0, 1, 2, 3, 4, 5].map(
        (offset) =>
          new Promise<boolean>((resolve) => {
            const server = createServer();
            server.once('error', () => resolve(false));
            server.listen(first + offset, '127.0.0.1', () => server.close(() => resolve(true)));
          }),
      ),
    );
    if (free.every(Boolean)) return first;
    await sleep(10);
  }
}
