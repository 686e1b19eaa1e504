import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { isAlive, isRunning, markOfThisProcess } from '../../../src/store/liveness';

describe('whether a process lives', () => {
  const self = markOfThisProcess();

  it('is told of this one and of one that ended', () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    assert.deepEqual([isRunning(pid), isAlive({ pid, started: Date.now() }), isAlive(self)], [false, false, true]);
  });

  it('depends on what Linux knows of the beginning, and on the clock alone elsewhere', () => {
    const isLinux = process.platform === 'linux';
    assert.deepEqual(
      [self.birth !== undefined, isAlive({ ...self, started: 0 }), isAlive({ ...self, birth: '000000000000' })],
      [isLinux, isLinux, !isLinux],
    );
  });

  it('is, elsewhere, false of what began before the computer did', () => {
    const { pid, started } = self;
    assert.deepEqual([isAlive({ pid, started }), isAlive({ pid, started: 0 })], [true, false]);
  });
});
