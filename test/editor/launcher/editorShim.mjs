#!/usr/bin/env node
// What @vscode/test-electron takes for VS Code's executable (`vscodeExecutablePath`): it is given VS Code's own
// arguments for extension tests, runs the suite in a real editor, and exits with the suite's code.
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
require('tsx/cjs');
process.exit(await require('./launch.ts').main(process.argv.slice(2)));
