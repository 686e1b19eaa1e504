import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { thisProcess } from '../../../src/store/liveness';
import { Locks, type LockAttempt, type LockNote } from '../../../src/store/lock';

const now = 1_000_000;
const purpose = { profileId: 'work', port: 7890, until: now + 60_000 };
const other = { pid: 4_000_001, started: 5 };

describe('locks between windows', () => {
  let folder: string;
  let alive: Set<number>;
  /** A window; without a name, this process. */
  const window = (self: Pick<LockNote, 'pid' | 'started'> = thisProcess): Locks =>
    new Locks(
      path.join(folder, 'locks'),
      () => now,
      self,
      (pid) => alive.has(pid),
    );
  const holderOf = (attempt: LockAttempt): LockNote | 'held' => (attempt.held ? 'held' : attempt.by);

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'locks-'));
    alive = new Set([process.pid, other.pid]);
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('are held by one window, which others can name', async () => {
    const first = await window().take('signIn', { ...purpose, accountId: 'ethan' });
    const note = { ...thisProcess, ...purpose, accountId: 'ethan' };
    assert.ok(first.held);
    assert.deepEqual(
      [
        await window(other).take('signIn', purpose),
        await window(other).holder('signIn'),
        await window(other).ofOthers(),
      ],
      [{ held: false, by: note }, note, [note]],
    );
    assert.deepEqual(await window().ofOthers(), []);
    await first.release();
    assert.equal(await window(other).holder('signIn'), undefined);
    assert.ok((await window(other).take('signIn', purpose)).held);
  });

  it('are readable by their person alone', async () => {
    await window().take('signIn', purpose);
    const file = path.join(folder, 'locks', 'signIn.lock');
    const modes = await Promise.all([stat(path.dirname(file)), stat(file)]);
    assert.deepEqual(
      modes.map(({ mode }) => mode & 0o777),
      [0o700, 0o600],
    );
  });

  it('are not taken twice by the same window', async () => {
    await window().take('signIn', purpose);
    assert.ok(!(await window().take('signIn', purpose)).held);
  });

  it('are taken by one of many windows at once', async () => {
    const windows = Array.from({ length: 20 }, (_, i) => ({ pid: 5_000_000 + i, started: 1 }));
    for (const { pid } of windows) alive.add(pid);
    const attempts = await Promise.all(windows.map((self) => window(self).take('signIn', purpose)));
    assert.equal(attempts.filter(({ held }) => held).length, 1);
  });

  const leftBehind: [name: string, leave: () => Promise<unknown>][] = [
    [
      'of a process that died',
      async () => {
        await window(other).take('signIn', purpose);
        alive.delete(other.pid);
      },
    ],
    ['of a process whose id is ours now', () => window({ pid: process.pid, started: 1 }).take('signIn', purpose)],
    ['that lasted longer than its work can', () => window(other).take('signIn', { ...purpose, until: now })],
    [
      'that was never written to its end',
      async () => {
        await window(other).take('signIn', purpose);
        const file = path.join(folder, 'locks', 'signIn.lock');
        await writeFile(file, '{"pid":');
        await utimes(file, 1, 1);
      },
    ],
    [
      'of another form',
      async () => {
        await window(other).take('signIn', purpose);
        const file = path.join(folder, 'locks', 'signIn.lock');
        await writeFile(file, '{"pid":1}');
        await utimes(file, 1, 1);
      },
    ],
  ];
  for (const [name, leave] of leftBehind) {
    it(`are taken over: one ${name}`, async () => {
      await leave();
      assert.deepEqual([await window().holder('signIn'), await window().ofOthers()], [undefined, []]);
      assert.equal(holderOf(await window().take('signIn', purpose)), 'held');
      assert.deepEqual(await readdir(path.join(folder, 'locks')), ['signIn.lock']);
    });
  }

  it('are left to a window that is writing one', async () => {
    await window(other).take('signIn', purpose);
    const file = path.join(folder, 'locks', 'signIn.lock');
    const written = await readFile(file);
    await writeFile(file, '');
    const attempt = window().take('signIn', purpose);
    await writeFile(file, written);
    assert.ok(!(await attempt).held);
  });

  it('are let go by their holder alone', async () => {
    const late = await window(other).take('signIn', { ...purpose, until: now });
    assert.ok(late.held && (await window().take('signIn', purpose)).held);
    await late.release();
    assert.deepEqual((await window().holder('signIn'))?.pid, process.pid);
  });

  it('know a process that runs from one that does not', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    const locks = new Locks(folder, () => now);
    for (const [one, held] of [
      [pid, false],
      [process.ppid, true],
    ] as const) {
      await writeFile(path.join(folder, 'a.lock'), JSON.stringify({ ...purpose, pid: one, started: 1, token: 't' }));
      assert.equal((await locks.holder('a')) !== undefined, held);
    }
  });

  it('hold no more than they need', async () => {
    await window().take('signIn', purpose);
    const text = await readFile(path.join(folder, 'locks', 'signIn.lock'), 'utf8');
    assert.deepEqual(Object.keys(JSON.parse(text) as object).sort(), [
      'pid',
      'port',
      'profileId',
      'started',
      'token',
      'until',
    ]);
  });
});
