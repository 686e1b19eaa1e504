import { runEditorTests } from './editorTests';

/** A process of its own for the tests in the editor's extension host: `editorMain.ts TALLY FILE...`. */
async function main([tallyFile = '', ...names]: readonly string[]): Promise<void> {
  process.exitCode = await runEditorTests(names, tallyFile);
}

// The editor is in our group, and takes the same signal.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

void main(process.argv.slice(2));
