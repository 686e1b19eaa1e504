import assert from 'node:assert/strict';
import { mkdtemp, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Cancelled, Failure } from '../../../../src/core/failure';
import { saveFile, type SavingFiles } from '../../../../src/rows/export/saveFile';

async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text));
}

const systemError = (code: string): Error => Object.assign(new Error(code), { code });
const unstopped = new AbortController().signal;

describe('saving a file', () => {
  let folder: string;
  let file: string;
  const real: SavingFiles = {
    create: (name) => open(name, 'wx'),
    rename,
    remove: (name) => rm(name, { force: true }),
  };
  const content = async (): Promise<Record<string, string>> =>
    Object.fromEntries(
      await Promise.all(
        (await readdir(folder)).map(async (name) => [name, await readFile(path.join(folder, name), 'utf8')] as const),
      ),
    );

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'save-'));
    file = path.join(folder, 'rows.csv');
    await writeFile(file, 'before');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('puts all of it in the place of what was there, and shows nothing of it before', async () => {
    const seen: Record<string, string>[] = [];
    async function* watched(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('a,');
      seen.push(await content());
      yield Buffer.from('b');
    }
    await saveFile(file, watched(), unstopped);
    assert.deepEqual(
      [seen, await content()],
      [[{ 'rows.csv': 'before', 'rows.csv.part': 'a,' }], { 'rows.csv': 'a,b' }],
    );
  });

  it('leaves what was there when it is cancelled, and no part', async () => {
    const stop = new AbortController();
    async function* stopped(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from('a'));
      stop.abort();
      yield Buffer.from('b');
    }
    await assert.rejects(saveFile(file, stopped(), stop.signal), (error) => Cancelled.is(error));
    assert.deepEqual(await content(), { 'rows.csv': 'before' });
  });

  it('does so when it is cancelled after the last byte', async () => {
    const stop = new AbortController();
    async function* stopped(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from('a'));
      stop.abort();
    }
    await assert.rejects(saveFile(file, stopped(), stop.signal), (error) => Cancelled.is(error));
    assert.deepEqual(await content(), { 'rows.csv': 'before' });
  });

  it('does so when the rows fail, and rejects with their error', async () => {
    const gone = new Failure('result.gone', {});
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from('a'));
      throw gone;
    }
    await assert.rejects(saveFile(file, failing(), unstopped), (error) => error === gone);
    assert.deepEqual(await content(), { 'rows.csv': 'before' });
  });

  /** Files of which one call fails. */
  const broken: readonly [what: string, code: string, files: SavingFiles][] = [
    [
      'the disk is full',
      'ENOSPC',
      {
        ...real,
        create: async (name) => {
          const handle = await open(name, 'wx');
          let written = 0;
          return {
            write: ((bytes: Buffer, offset: number, length: number, position: number) => {
              if (written > 0) return Promise.reject(systemError('ENOSPC'));
              written += length;
              // Half of it has room.
              return handle.write(bytes, offset, Math.ceil(length / 2), position);
            }) as typeof handle.write,
            datasync: () => handle.datasync(),
            close: () => handle.close(),
          };
        },
      },
    ],
    ['the folder cannot be written to', 'EACCES', { ...real, create: () => Promise.reject(systemError('EACCES')) }],
    ['it cannot take its name', 'EBUSY', { ...real, rename: () => Promise.reject(systemError('EBUSY')) }],
    [
      'it cannot be closed',
      'EIO',
      {
        ...real,
        create: async (name) => {
          const handle = await open(name, 'wx');
          return {
            write: handle.write.bind(handle),
            datasync: () => handle.datasync(),
            close: () => handle.close().then(() => Promise.reject(systemError('EIO'))),
          };
        },
      },
    ],
  ];
  for (const [what, code, files] of broken) {
    it(`leaves what was there when ${what}, and says why`, async () => {
      await assert.rejects(saveFile(file, pieces('abcd', 'e'), unstopped, files), (error) => {
        assert.ok(Failure.has(error, 'rows.notSaved'));
        assert.deepEqual(error.facts, { file: 'rows.csv', reason: code });
        return true;
      });
      assert.deepEqual(await content(), { 'rows.csv': 'before' });
    });
  }

  it('leaves somebody else’s part alone', async () => {
    await writeFile(`${file}.part`, 'theirs');
    await saveFile(file, pieces('mine'), unstopped);
    assert.deepEqual(await content(), { 'rows.csv': 'mine', 'rows.csv.part': 'theirs' });
  });

  it('says what went wrong even where the part cannot be removed', async () => {
    const files: SavingFiles = {
      ...real,
      rename: () => Promise.reject(systemError('EPERM')),
      remove: () => Promise.reject(systemError('EBUSY')),
    };
    await assert.rejects(
      saveFile(file, pieces('a'), unstopped, files),
      (error) => Failure.has(error, 'rows.notSaved') && error.facts.reason === 'EPERM',
    );
  });
});
