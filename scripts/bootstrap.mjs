// The first step of every command: plain Node, so that it works in a fresh clone with nothing installed.
// It checks what is needed, installs the packages when they are missing or not those of the lock file, and hands over
// to a TypeScript program. All it says goes to stderr: the stdout of `npm run sandbox` is the sandbox's alone.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setInterval } from 'node:timers';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);

/** Programs of ours export `main(args)` and run in this process; the sandbox is a program of its own. */
const programs = {
  start: './start.ts',
  test: './test.ts',
  bench: './bench.ts',
  build: './build.ts',
  package: './package.ts',
};

const say = (text) => process.stderr.write(`${text}\n`);

function fail(text) {
  say(text);
  process.exit(1);
}

function checkTools(command) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  // mocha and eslint load ES modules by require, which Node does since 20.19.
  const tooOld = major < 20 || (major === 20 && minor < 19 && command === 'test');
  if (tooOld) {
    fail(`Node ${command === 'test' ? '20.19' : '20'} or newer is needed, this is ${process.versions.node}.`);
  }
  if (spawnSync('git', ['--version'], { stdio: 'ignore' }).status !== 0) {
    fail('git is needed and was not found (Debian: apt-get install git).');
  }
}

/** Whether node_modules holds what the lock file names; packages of other platforms may be missing. */
function isInstalled() {
  const installedFile = path.join(root, 'node_modules/.package-lock.json'); // npm writes it last
  if (!existsSync(installedFile)) return false;
  const wanted = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([place, entry]) => place === '' || entry.optional || installed[place]?.version === entry.version,
  );
}

/** Runs a program with our stderr as its stdout, and resolves with its exit code; our end is its end. */
function run(command, args, stdout) {
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['inherit', stdout, 2],
    // A group of its own: a Ctrl+C of the terminal reaches it once, through us, and what it started ends with it.
    detached: process.platform !== 'win32',
    shell: process.platform === 'win32' && command === 'npm',
  });
  const pass = (signal) => child.kill(signal);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, pass);
  const endGroup = () => {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch (error) {
      if (error.code !== 'ESRCH' && error.code !== 'EINVAL' && error.code !== 'EPERM') throw error;
    }
  };
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      for (const each of signals) process.off(each, pass);
      if (process.platform !== 'win32') endGroup();
      resolve(code ?? (signal ? 130 : 1));
    });
  });
}

async function install() {
  say('Installing the packages of package-lock.json (npm ci), which takes about a minute ...');
  const npmCli = process.env.npm_execpath;
  const byNode = npmCli !== undefined && path.basename(npmCli) === 'npm-cli.js';
  const args = ['ci', '--no-audit', '--no-fund'];
  const code = await run(byNode ? process.execPath : 'npm', byNode ? [npmCli, ...args] : args, 2);
  if (code !== 0) fail(`npm ci ended with exit code ${code}; its own words are above.`);
}

/** npm or the shell between may be killed without passing the signal on: then we would be left behind. */
function endWithParent() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGHUP');
  }, 1000).unref();
}

async function runSandbox(args) {
  const tsx = pathToFileURL(require.resolve('tsx')).href;
  return run(
    process.execPath,
    ['--import', tsx, path.join(root, 'test/sandbox/main.ts'), '--parent-pid', String(process.pid), ...args],
    1,
  );
}

const [command, ...args] = process.argv.slice(2);
if (command !== 'sandbox' && !Object.hasOwn(programs, command ?? '')) {
  fail(`Say which: ${[...Object.keys(programs), 'sandbox'].join(', ')}.`);
}
checkTools(command);
endWithParent();
if (!isInstalled()) await install();
if (command === 'sandbox') {
  process.exit(await runSandbox(args));
} else {
  require('tsx/cjs');
  process.exit(await require(programs[command]).main(args));
}
