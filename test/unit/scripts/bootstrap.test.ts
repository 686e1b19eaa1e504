import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { root } from '../../../scripts/common/paths';

const start = (...args: string[]): ChildProcess =>
  spawn(process.execPath, [path.join(root, 'scripts/bootstrap.mjs'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });

describe('the first step of every command', function () {
  this.timeout(120_000);

  it('says which commands there are', async () => {
    const child = start('dance');
    assert.ok(child.stdout && child.stderr);
    const [out, words] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    assert.deepEqual(
      [child.exitCode, out, words],
      [1, '', 'Say which: start, test, bench, build, package, sandbox.\n'],
    );
  });

  it('leaves stdout to the sandbox, whose one line is all there, and passes signals on', async () => {
    const child = start('sandbox', '--rows', '10');
    assert.ok(child.stdout && child.stderr);
    child.stderr.resume();
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      out += part;
      if (out.includes('\n')) child.kill('SIGTERM');
    });
    await once(child, 'close');
    const [line = '', ...more] = out.split('\n');
    const info = JSON.parse(line) as { region: string };
    assert.deepEqual([child.exitCode, info.region, more], [0, 'us-west-2', ['']]);
  });
});
