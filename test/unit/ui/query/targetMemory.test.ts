import assert from 'node:assert/strict';
import type { Target } from '../../../../src/core/warehouse';
import { TargetMemory, type Memory } from '../../../../src/ui/query/targetMemory';

function memory(content?: unknown): Memory {
  let stored = content;
  return {
    get: () => stored,
    update: (_key, value) => {
      // As the editor does it: what is kept is JSON.
      stored = JSON.parse(JSON.stringify(value));
      return Promise.resolve();
    },
  };
}

const target = (accountId: string, database = 'dev'): Target => ({
  accountId,
  database,
  warehouse: { kind: 'cluster', name: 'analytics', database: 'dev' },
});

describe('the memory of targets', () => {
  it('keeps one for each file, and the last one for files that have none', async () => {
    const targets = new TargetMemory(memory());
    await targets.remember('a.sql', target('ethan'));
    await targets.remember('b.sql', target('frida'));
    await targets.remember('a.sql', target('ethan', 'sales'));
    assert.deepEqual(
      [targets.of('a.sql'), targets.of('b.sql'), targets.of('c.sql'), targets.last],
      [target('ethan', 'sales'), target('frida'), undefined, target('ethan', 'sales')],
    );
  });

  it('forgets an account that signed out, and nothing else', async () => {
    const targets = new TargetMemory(memory());
    await targets.remember('a.sql', target('ethan'));
    await targets.remember('b.sql', target('frida'));
    await targets.forgetAccount('frida');
    assert.deepEqual([targets.of('a.sql'), targets.of('b.sql'), targets.last], [target('ethan'), undefined, undefined]);
  });

  it('gives up the files that were not used for longest', async () => {
    const targets = new TargetMemory(memory());
    for (let i = 0; i <= 200; i++) await targets.remember(`${i}.sql`, target('ethan'));
    assert.deepEqual([targets.of('0.sql'), targets.of('1.sql')], [undefined, target('ethan')]);
  });

  it('drops what it cannot read', () => {
    for (const content of [
      'text',
      { version: 2, files: [{ file: 'a.sql', target: target('ethan') }] },
      { version: 1, files: 'none' },
      {
        version: 1,
        files: [{ file: 'a.sql', target: { ...target('ethan'), warehouse: { kind: 'lake', name: 'x' } } }],
      },
      { version: 1, files: [null, { file: 1, target: target('ethan') }], last: {} },
    ]) {
      const targets = new TargetMemory(memory(content));
      assert.deepEqual([targets.of('a.sql'), targets.last], [undefined, undefined]);
    }
  });
});
