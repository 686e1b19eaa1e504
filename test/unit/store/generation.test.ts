import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Generations, markOf } from '../../../src/store/generation';

const signedIn = { accountId: 'ethan', profileId: 'work', issuedAt: 1, mark: 'm1' };

describe('the generations of accounts', () => {
  let root: string;
  let folder: string;
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'generations-'));
    folder = path.join(root, 'sub');
  });
  afterEach(() => rm(root, { recursive: true }));

  it('are counted over sign-ins and sign-outs, for every window', async () => {
    const generations = new Generations(folder);
    assert.deepEqual([await generations.all(), await generations.of('ethan')], [[], undefined]);
    await generations.move(signedIn);
    await generations.move({ accountId: 'ethan', profileId: 'work', issuedAt: 2 });
    await generations.move({ ...signedIn, accountId: 'frida' });
    const other = new Generations(folder);
    const ethan = { accountId: 'ethan', profileId: 'work', issuedAt: 2, generation: 2 };
    assert.deepEqual(await other.of('ethan'), ethan);
    const all = await other.all();
    assert.deepEqual(
      all.sort((a, b) => a.accountId.localeCompare(b.accountId)),
      [ethan, { ...signedIn, accountId: 'frida', generation: 1 }],
    );
  });

  it('lie in files that their person alone may read', async () => {
    await new Generations(folder).move(signedIn);
    const [name = ''] = await readdir(folder);
    const modes = await Promise.all([stat(folder), stat(path.join(folder, name))]);
    assert.deepEqual(
      modes.map(({ mode }) => mode & 0o777),
      [0o700, 0o600],
    );
  });

  for (const broken of ['', '{"version":1,"value":{"accountId":"ethan"}}', '{"version":2,"value":{}}']) {
    it(`begin anew where a file holds ${JSON.stringify(broken)}`, async () => {
      const generations = new Generations(folder);
      await generations.move(signedIn);
      const [name = ''] = await readdir(folder);
      await writeFile(path.join(folder, name), broken);
      assert.deepEqual([await generations.all(), (await generations.move(signedIn)).generation], [[], 1]);
    });
  }

  it('mark sessions by their handles without telling these', () => {
    assert.notEqual(markOf({ handle: 'a' }), markOf({ handle: 'b' }));
    assert.match(markOf({ handle: 'a' }), /^[\w-]{16}$/);
  });
});
