import { readdirSync } from 'node:fs';
import path from 'node:path';
import { reportMark } from './reportMark';
import { runMocha } from '../../scripts/test/mochaRun';

/** What the extension host calls: runs the test files that were bundled beside this one. */
export async function run(): Promise<void> {
  const files = readdirSync(__dirname)
    .filter((name) => name.endsWith('.test.js'))
    .map((name) => path.join(__dirname, name));
  const { passed, failed } = await runMocha(files, {
    tallyFile: process.env['TEST_TALLY'],
    timeout: 30_000,
    print: (line) => {
      for (const each of line.split('\n')) console.log(reportMark + each);
    },
  });
  if (failed > 0) throw new Error(`${failed} tests failed.`);
  if (passed === 0) throw new Error('There was no test to run.');
}
