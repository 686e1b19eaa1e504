import { writeFileSync } from 'node:fs';
import { format } from 'node:util';

/** What a run of mocha came to; written as JSON for the program that started it. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

export interface MochaOptions {
  /** Gets a `Tally` as JSON. */
  tallyFile: string | undefined;
  /** ms for each test. */
  timeout: number;
  /** Takes a line of the report; stdout where it is missing. */
  print?: (line: string) => void;
}

/** Runs test files, prints them as mocha's `spec` does, and writes the tally. Also used inside the editor's extension host. */
export async function runMocha(files: readonly string[], options: MochaOptions): Promise<Tally> {
  const { tallyFile, timeout, print } = options;
  const { default: Mocha } = await import('mocha'); // an ES module, loaded from CommonJS
  const mocha = new Mocha({ ui: 'bdd', reporter: 'spec', timeout, forbidOnly: true, color: process.stdout.isTTY });
  if (print !== undefined) {
    Mocha.reporters.Base.consoleLog = (...line: unknown[]) => {
      print(format(...line));
    };
  }
  for (const file of files) mocha.addFile(file);
  await mocha.loadFilesAsync();
  const tally = await new Promise<Tally>((resolve) => {
    const runner = mocha.run(() => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      resolve({ passed: passes, failed: failures, skipped: pending });
    });
  });
  if (tallyFile !== undefined) writeFileSync(tallyFile, JSON.stringify(tally));
  return tally;
}
