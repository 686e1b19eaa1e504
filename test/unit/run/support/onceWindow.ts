import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { systemClock } from '../../../../src/core/clock';
import type { AwsCredentials, SecretStore } from '../../../../src/core/ports';
import { Redshift } from '../../../../src/redshift/redshift';
import { FileRunner } from '../../../../src/run/fileRunner';
import type { RunEvent } from '../../../../src/run/runEvents';
import { RunLedger } from '../../../../src/run/runLedger';
import { DataKeys } from '../../../../src/store/dataKeys';
import { LedgerFiles } from '../../../../src/store/ledgerFiles';
import type { SandboxInfo } from '../../../sandbox/info';
import { silentLog } from '../../redshift/support/ports';

/** What a window is told on its stdin. */
export interface OnceOrder {
  info: Pick<SandboxInfo, 'region' | 'endpoints'>;
  credentials: AwsCredentials;
  folder: string;
  /** How many statements the file has. */
  count: number;
  /** Places of those that take a second, so that the window can be killed while they run. */
  slow: number[];
}

/** What it says, a line each. */
export type OnceLine = { kind: 'picked' | 'sent'; type: string; index: number; code?: string };

export const textOf = (index: number, slow: readonly number[]): string =>
  slow.includes(index) ? `SELECT ${index} AS n, pg_sleep(1)` : `SELECT ${index} AS n`;

/**
 * A window as a process, which can be killed: picks up what a dead one left, and runs the statements that were never begun. Its secret
 * storage is a file, for the next window to read.
 */
async function main(): Promise<void> {
  const { info, credentials, folder, count, slow } = JSON.parse(readFileSync(0, 'utf8')) as OnceOrder;
  const redshift = new Redshift({
    region: info.region,
    endpoints: info.endpoints,
    credentials: () => Promise.resolve(credentials),
    clock: systemClock,
    log: silentLog,
  });
  const target = {
    accountId: 'ethan',
    warehouse: { kind: 'cluster', name: 'redshift-cluster-1', database: 'dev' },
    database: 'dev',
  } as const;
  const files = new LedgerFiles(path.join(folder, 'runs'), new DataKeys(secretsIn(folder), silentLog), silentLog);
  const ledger = new RunLedger(files, systemClock, silentLog);
  const left = await ledger.takeOver('ethan');
  const restored = ledger.takeSession('file:///once.sql', target);
  const runner = new FileRunner({ redshift, target, clock: systemClock, log: silentLog, restored });
  const never = new AbortController().signal;
  for (const { run, pending } of left) {
    const told = say('picked');
    // Places count within the run of the window of before.
    const placeOf = (index: number): number =>
      Number(/\d+/.exec(run.statements.find((each) => each.index === index)?.text ?? '')?.[0]);
    for (const request of pending) {
      const tell = (event: RunEvent): void =>
        told('index' in event ? { ...event, index: placeOf(event.index) } : event);
      await runner.attach(request, never, tell, { journal: ledger.goOn(run) });
    }
  }
  const begun = (await ledger.runs('ethan')).flatMap(({ statements }) => statements.map(({ text }) => text));
  const done = new Set(begun);
  const indexes = Array.from({ length: count }, (_, index) => index).filter((index) => !done.has(textOf(index, slow)));
  const note = { file: 'file:///once.sql', name: 'once.sql', target, user: 'ethan', count: indexes.length };
  const journal = ledger.begin(note, (nth) => ({ text: textOf(indexes[nth] ?? 0, slow), line: 1, offset: 0 }));
  const told = say('sent');
  const statements = indexes.map((index) => ({ text: textOf(index, slow) }));
  const { status } = await runner.run(
    statements,
    never,
    (event) => told('index' in event ? { ...event, index: indexes[event.index] ?? -1 } : event),
    { journal },
  );
  journal.over(status);
  await runner.close();
  await ledger.written();
  await files.close();
  redshift.dispose();
}

function say(kind: OnceLine['kind']): (event: RunEvent) => void {
  return (event) => {
    if (!('index' in event) || event.type === 'described') return;
    const problem = event.type === 'failed' ? event.problem : undefined;
    const code = problem?.kind === 'failure' ? problem.failure.code : problem?.error.message;
    const line: OnceLine = { kind, type: event.type, index: event.index, ...(code === undefined ? {} : { code }) };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  };
}

function secretsIn(folder: string): SecretStore {
  const file = path.join(folder, 'secrets.json');
  const read = (): Record<string, string> => {
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    } catch {
      // Nothing was stored yet.
      return {};
    }
  };
  const write = (values: Record<string, string>): Promise<void> => {
    writeFileSync(file, JSON.stringify(values));
    return Promise.resolve();
  };
  return {
    get: (key) => Promise.resolve(read()[key]),
    store: (key, value) => write({ ...read(), [key]: value }),
    delete: (key) => write(Object.fromEntries(Object.entries(read()).filter(([each]) => each !== key))),
    onDidChange: () => ({ dispose: () => undefined }),
  };
}

if (require.main === module) void main();
