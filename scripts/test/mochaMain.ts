import { runMocha } from './mochaRun';

/**
 * A process of its own for one run of mocha: `mochaMain.ts TALLY TIMEOUT FILE...`.
 * Ends with exit code 1 when a test failed, or when something of the tests keeps the process from ending.
 */
async function main([tallyFile, timeout, ...files]: readonly string[]): Promise<void> {
  const { failed } = await runMocha(files, { tallyFile, timeout: Number(timeout) });
  process.exitCode = failed > 0 ? 1 : 0;
  setTimeout(() => {
    const kept = process.getActiveResourcesInfo().filter((kind) => !/^(TTY|Pipe)Wrap$|^Timeout$/.test(kind));
    process.stderr.write(`The tests left something behind that keeps the process from ending: ${kept.join(', ')}\n`);
    process.exit(1);
  }, 10_000).unref();
  process.once('beforeExit', () => process.exit());
}

// By `exit` and not by the signal itself: only then what the tests started is ended (common/children.ts). A moment later,
// since playwright takes the signal too and closes its browsers, which still write into their folders.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => setTimeout(() => process.exit(1), 1500));
}

void main(process.argv.slice(2));
