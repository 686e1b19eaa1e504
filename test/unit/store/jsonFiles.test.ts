import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { JsonFiles } from '../../../src/store/jsonFiles';

const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

describe('values in files', () => {
  let home: string;
  let folder: string;

  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'store-'));
    folder = path.join(home, 'kept', 'texts');
  });

  afterEach(() => rm(home, { recursive: true }));

  const files = (version = 1): JsonFiles<string> => new JsonFiles(folder, version, asText);

  const onlyFile = async (): Promise<string> => {
    const names = await readdir(folder);
    assert.equal(names.length, 1);
    return path.join(folder, names[0] ?? '');
  };

  it('are found again by their keys, whatever these hold', async () => {
    const keys = ['https://idp.test/a?b=../c', '../../etc/passwd', ''];
    for (const key of keys) await files().put(key, `value of ${key}`);
    assert.deepEqual(await Promise.all([...keys, 'another'].map((key) => files().get(key))), [
      ...keys.map((key) => `value of ${key}`),
      undefined,
    ]);
    assert.equal((await readdir(folder)).length, 3);
  });

  it('are replaced and deleted', async () => {
    await files().put('a', 'one');
    await files().put('a', 'two');
    const replaced = await files().get('a');
    await files().delete('a');
    await files().delete('a');
    assert.deepEqual([replaced, await files().get('a'), await readdir(folder)], ['two', undefined, []]);
  });

  it('are for the person’s own eyes', async () => {
    await files().put('a', 'one');
    assert.equal((await stat(await onlyFile())).mode & 0o077, 0);
  });

  it('count as none when they are of another version, broken or something else', async () => {
    await files(2).put('a', 'one');
    const found: unknown[] = [await files(1).get('a')];
    for (const text of ['{"version":1,"va', '7', 'null', '{"version":1,"value":7}']) {
      await writeFile(await onlyFile(), text);
      found.push(await files().get('a'));
    }
    assert.deepEqual(found, [undefined, undefined, undefined, undefined, undefined]);
  });

  it('are whole whenever they are read, with several writers', async () => {
    const long = 'x'.repeat(100_000);
    await files().put('a', long);
    const writers = Array.from({ length: 10 }, (_, at) => files().put('a', `${at}${long}`));
    const readers = Array.from({ length: 10 }, () => files().get('a'));
    const lengths = new Set((await Promise.all(readers)).map((text) => text?.slice(-100_000).length));
    await Promise.all(writers);
    assert.deepEqual([...lengths], [100_000]);
    assert.match(await readFile(await onlyFile(), 'utf8'), /^\{"version":1,"value":"\dx+"\}$/);
  });
});
