import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { isAlive, isRunning, markOfThisProcess } from '../../../src/store/liveness';

describe('whether a process lives', () => {
  const self = markOfThisProcess();

  it('is told of this one and of one that ended', () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    assert.deepEqual([isRunning(pid), isAlive({ pid, started: Date.now() }), isAlive(self)], [false, false, true]);
  });

  it('does not depend on the clock where the system knows the beginning', function () {
    if (self.birth === undefined) this.skip();
    assert.equal(isAlive({ ...self, started: 0 }), true);
    assert.equal(isAlive({ ...self, birth: '000000000000' }), false);
  });

  it('is, elsewhere, false of what began before the computer did', () => {
    const { pid, started } = self;
    assert.deepEqual([isAlive({ pid, started }), isAlive({ pid, started: 0 })], [true, false]);
  });
});
