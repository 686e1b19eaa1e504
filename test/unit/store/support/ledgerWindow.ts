import { createInterface } from 'node:readline';
import { DataKeys } from '../../../../src/store/dataKeys';
import { LedgerFiles } from '../../../../src/store/ledgerFiles';
import { FakeSecrets } from '../../federation/support/secretStore';

/**
 * A window as a process of its own: `ledgerWindow.ts FOLDER SECRETS`, the latter as JSON of entries. Each line on stdin is a
 * command: `write FROM TO` (durable, and compacted now and then), `adopt NAME...`; each is answered by lines on stdout.
 */
async function main([folder = '', entries = '[]']: readonly string[]): Promise<void> {
  const secrets = new FakeSecrets();
  for (const [key, value] of JSON.parse(entries) as [string, string][]) secrets.entries.set(key, value);
  const note = (text: string): void => void process.stderr.write(`${text}\n`);
  const log = { trace: note, debug: note, info: note, warn: note, error: note };
  const files = new LedgerFiles(folder, new DataKeys(secrets, log), log, { compactAbove: 0 });
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  const commands: Record<string, (rest: string[]) => Promise<void>> = {
    write: async ([from, to]) => {
      const mine = await files.open('ethan');
      for (let i = Number(from); i < Number(to); i++) {
        await mine.append(i, { durable: true });
        say(`wrote ${i}`);
        if (i % 10 === 9) await files.compact('ethan', (records) => records);
      }
    },
    adopt: async (names) => {
      const taken = await Promise.all(names.map((name) => files.adopt('ethan', name)));
      say(`adopted ${JSON.stringify(taken.flatMap((file) => file?.records ?? []))}`);
    },
  };
  say('ready');
  for await (const line of createInterface({ input: process.stdin })) {
    const [command = '', ...rest] = line.split(' ');
    await commands[command]?.(rest);
  }
}

void main(process.argv.slice(2));
