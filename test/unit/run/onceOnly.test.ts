import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { after, afterEach, before, describe, it } from 'mocha';
import type { AwsCredentials } from '../../../src/core/ports';
import type { SandboxInfo } from '../../sandbox/info';
import { credentialsOf, order } from '../redshift/support/sandboxAccount';
import { sharedSandbox } from '../redshift/support/sharedSandbox';
import { textOf, type OnceLine, type OnceOrder } from './support/onceWindow';

const count = 1_000;
/** Statements at which a window is killed while they run. */
const slow = [200, 450, 800];
const program = path.join(__dirname, 'support/onceWindow.ts');

/** Faults of every kind, on the calls that a run makes; the same ones in each run of the test. */
const faults: readonly object[] = [
  { action: 'ExecuteStatement', reset: true, when: 'after' },
  { action: 'ExecuteStatement', reset: true, when: 'before' },
  { action: 'ExecuteStatement', status: 500, code: 'InternalServerException', when: 'after' },
  { action: 'ExecuteStatement', status: 503, code: 'ServiceUnavailableException', when: 'before' },
  { action: 'ExecuteStatement', throttle: true },
  { action: 'ExecuteStatement', cutAfter: 20 },
  { action: 'ExecuteStatement', delayMs: 300 },
  { action: 'GetStatementResult', reset: true },
  { action: 'GetStatementResult', cutAfter: 30 },
  { action: 'GetStatementResult', throttle: true },
  { action: 'GetStatementResult', status: 500, code: 'InternalServerException' },
  { action: 'DescribeStatement', reset: true },
  { action: 'ListStatements', status: 500, code: 'InternalServerException' },
  { action: 'ExecuteStatement', reset: true, when: 'after', times: 4 },
];

describe('a thousand statements with faults of every kind, and three windows that are killed', () => {
  let info: SandboxInfo;
  let credentials: AwsCredentials;
  let folder: string;
  const children = new Set<ChildProcess>();

  before(async function () {
    this.timeout(60_000);
    ({ info } = await sharedSandbox());
    credentials = await credentialsOf(info, 'ethan');
    folder = await mkdtemp(path.join(tmpdir(), 'once-'));
    await order(info, 'DELETE', 'statements');
  });
  afterEach(async () => {
    for (const child of children) child.kill('SIGKILL');
    await order(info, 'DELETE', 'faults');
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** Runs a window until its end, or until it is killed while one of the `slow` statements runs. */
  const runWindow = async (killAt: number | undefined): Promise<OnceLine[]> => {
    const child = spawn(process.execPath, ['--import', 'tsx', program], { stdio: ['pipe', 'pipe', 'inherit'] });
    children.add(child);
    const told: OnceOrder = { info, credentials, folder, count, slow };
    child.stdin.end(JSON.stringify(told));
    const lines: OnceLine[] = [];
    let planted = 0;
    for await (const text of createInterface({ input: child.stdout })) {
      const line = JSON.parse(text) as OnceLine;
      lines.push(line);
      if (line.type !== 'started') continue;
      if (line.index === killAt) {
        await untilRunning(textOf(killAt, slow));
        child.kill('SIGKILL');
      } else if (line.index % 12 === 5) {
        await order(info, 'POST', 'faults', { service: 'redshift-data', ...faults[planted++ % faults.length] });
      }
    }
    children.delete(child);
    return lines;
  };

  const untilRunning = async (text: string): Promise<void> => {
    while ((await ran()).get(text) === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
  };

  /** How often each text ran, by the sandbox's ledger. */
  const ran = async (): Promise<Map<string, number>> => {
    const answer = await order(info, 'GET', 'statements');
    const { statements } = answer as { statements: { text: string }[] };
    const counts = new Map<string, number>();
    for (const { text } of statements) counts.set(text, (counts.get(text) ?? 0) + 1);
    return counts;
  };

  it('run once and once only, and each has its end', async function () {
    this.timeout(300_000);
    const lines: OnceLine[] = [];
    for (const killAt of [...slow, undefined]) lines.push(...(await runWindow(killAt)));
    const counts = await ran();
    const indexes = Array.from({ length: count }, (_, index) => index);
    const ends = new Map(lines.filter(({ type }) => type !== 'started').map((line) => [line.index, line]));
    assert.deepEqual(
      {
        notOnce: indexes.filter((index) => counts.get(textOf(index, slow)) !== 1),
        notFinished: indexes.flatMap((index) =>
          ends.get(index)?.type === 'finished' ? [] : [ends.get(index) ?? index],
        ),
        picked: lines.filter(({ kind, type }) => kind === 'picked' && type === 'finished').length,
      },
      { notOnce: [], notFinished: [], picked: 3 },
    );
  });
});
