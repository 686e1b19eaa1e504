import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { DataKeys } from '../../../src/store/dataKeys';
import { LedgerFiles } from '../../../src/store/ledgerFiles';
import { FakeSecrets } from '../federation/support/secretStore';

const program = path.join(__dirname, 'support', 'ledgerWindow.ts');
const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** A process that is a window, and the lines that it says. */
interface Window {
  child: ChildProcess;
  tell: (command: string) => void;
  line: () => Promise<string>;
}

describe('the ledger of windows that are processes', function () {
  this.timeout(60_000);
  let home: string;
  let files: LedgerFiles;
  let entries: string;
  const children: ChildProcess[] = [];

  const window = async (): Promise<Window> => {
    const child = spawn(process.execPath, ['--import', 'tsx', program, home, entries], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    children.push(child);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const line = async (): Promise<string> => String((await lines.next()).value);
    assert.equal(await line(), 'ready');
    return { child, line, tell: (command) => void child.stdin.write(`${command}\n`) };
  };
  const kill = async ({ child }: Pick<Window, 'child'>): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };

  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'ledger-'));
    const secrets = new FakeSecrets();
    const keys = new DataKeys(secrets, silent);
    await keys.get('ethan');
    entries = JSON.stringify([...secrets.entries]);
    files = new LedgerFiles(home, keys, silent);
  });
  afterEach(async () => {
    await Promise.all(children.splice(0).map((child) => kill({ child })));
    await files.close();
    await rm(home, { recursive: true });
  });

  it('is read by a third one while two write and compact', async () => {
    const writers = await Promise.all([window(), window()]);
    const ranges = [
      [0, 300],
      [1000, 1300],
    ] as const;
    for (const [i, { tell }] of writers.entries()) tell(`write ${(ranges[i] ?? []).join(' ')}`);
    const said = [0, 0];
    const finished = Promise.all(
      writers.map(async ({ line }, i) => {
        const [from, to] = ranges[i] ?? [0, 0];
        for (let record = from; record < to; record++) {
          assert.equal(await line(), `wrote ${record}`);
          said[i] = record - from + 1;
        }
      }),
    );
    const ending = new AbortController();
    void finished.finally(() => ending.abort());
    const steps = new Set<number>();
    // Once more after their end, to see all of it.
    for (let rest = 1; rest > 0;) {
      if (ending.signal.aborted) rest--;
      const before = [...said];
      const all = await files.all('ethan');
      // Each file is a beginning of what its window wrote; what was said to be written before is in it, once.
      for (const [i, [from]] of ranges.entries()) {
        const found = all.flatMap(({ records }) => records as number[]).filter((each) => Math.floor(each / 1000) === i);
        assert.deepEqual(
          found,
          found.map((_, nth) => from + nth),
        );
        assert.ok(found.length >= (before[i] ?? 0));
        steps.add(found.length);
      }
      assert.deepEqual(
        all.filter(({ owner, end }) => owner !== 'alive' || !['whole', 'torn'].includes(end.kind)),
        [],
      );
    }
    await finished;
    assert.deepEqual(said, [300, 300]);
    assert.ok(steps.size > 5, `it was read in the middle: ${[...steps].join()}`);
  });

  it('holds after a kill whatever was said to be written', async () => {
    const writer = await window();
    writer.tell('write 0 100000');
    let said = '';
    while (said !== 'wrote 137') said = await writer.line();
    await kill(writer);
    const all = await files.all('ethan');
    const found = all.flatMap(({ records }) => records);
    assert.ok(found.length >= 138);
    assert.deepEqual([found, all.map(({ owner }) => owner)], [found.map((_, nth) => nth), ['dead']]);
  });

  it('is taken over by one of two that want it at once', async () => {
    const dead = await Promise.all(Array.from({ length: 4 }, window));
    await Promise.all(
      dead.map(async ({ tell, line }, i) => {
        tell(`write ${i * 20} ${i * 20 + 3}`);
        for (let nth = 0; nth < 3; nth++) await line();
      }),
    );
    await Promise.all(dead.map(kill));
    const names = (await files.all('ethan')).map(({ name }) => name);
    const takers = await Promise.all([window(), window()]);
    takers.forEach(({ tell }) => tell(`adopt ${names.join(' ')}`));
    const answers = await Promise.all(takers.map(({ line }) => line()));
    const taken = answers.flatMap((answer) => JSON.parse(answer.replace('adopted ', '')) as number[]);
    assert.deepEqual(
      [names.length, taken.sort((one, other) => one - other)],
      [4, [0, 1, 2, 20, 21, 22, 40, 41, 42, 60, 61, 62]],
    );
  });
});
