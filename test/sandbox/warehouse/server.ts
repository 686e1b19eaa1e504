import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries';
import type { Home } from './home';

const run = promisify(execFile);

/** PostgreSQL's own superuser; Redshift's has this name too. Nobody logs in as it but the sandbox itself. */
export const SUPERUSER = 'rdsdb';

/** The sandbox itself comes by the socket, which lies in a private folder; people come by TCP with a password. */
const HBA = `local all all trust
host all ${SUPERUSER} 127.0.0.1/32 reject
host all all 127.0.0.1/32 scram-sha-256
`;

/** Nothing has to survive here, so nothing is synced; the rest makes PostgreSQL behave as Redshift does. */
const SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  // 500 Data API sessions, and some for psql.
  max_connections: '600',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_parallel_workers_per_gather: '0',
  io_method: 'sync',
  dynamic_shared_memory_type: 'mmap',
  autovacuum: 'off',
  jit: 'off',
  password_encryption: 'scram-sha-256',
  timezone: 'UTC',
  datestyle: 'ISO, MDY',
  // 'it\'s' is a text of four letters on Redshift.
  standard_conforming_strings: 'off',
  escape_string_warning: 'off',
  backslash_quote: 'on',
  // A query runs 24 hours at most: "Considerations when calling the Amazon Redshift Data API".
  statement_timeout: '86400000',
};

const START_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 5_000;
const LOG_LINES = 40;

/** Makes the files of an empty server; `copyOf` saves the work where that was done before. */
export async function makeData(binaries: Binaries, home: Home, name: string, copyOf?: string): Promise<string> {
  const data = await home.folder(name, 'data');
  if (copyOf) {
    // A thousand small files: far faster than by fs.cp, and they keep their owner.
    await run('cp', ['-pR', `${copyOf}/.`, data]);
    return data;
  }
  const as = ['--username', SUPERUSER, '--auth', 'trust', '--encoding', 'UTF8', '--locale', 'C', '--wal-segsize', '1'];
  await run(binaries.initdb, ['--pgdata', data, ...as, '--no-sync', '--no-instructions'], {
    ...home.owner,
    cwd: '/',
    env: environment(),
    timeout: 120_000,
  });
  await writeFile(path.join(data, 'pg_hba.conf'), HBA);
  return data;
}

/** Running PostgreSQL. */
export class PostgresServer {
  private constructor(
    private readonly child: ChildProcess,
    /** On 127.0.0.1, for people. */
    readonly port: number,
    /** Where the sandbox itself connects, without a password. */
    readonly socketFolder: string,
    private readonly ended: Promise<void>,
  ) {}

  static async start(binaries: Binaries, home: Home, name: string, data: string): Promise<PostgresServer> {
    const socketFolder = await home.folder(name, 's');
    // A port that was free a moment ago can be taken by somebody else.
    for (let attempt = 1; ; attempt++) {
      const port = await freePort();
      const settings = { ...SETTINGS, port: String(port), unix_socket_directories: socketFolder };
      const args = Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
      const child = spawn(binaries.postgres, ['-D', data, ...args], {
        ...home.owner,
        cwd: '/',
        env: environment(),
        // Ctrl+C in the terminal ends the sandbox, and the sandbox ends this.
        detached: true,
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      const problem = await started(child, ended);
      if (problem === undefined) return new PostgresServer(child, port, socketFolder, ended);
      if (attempt === 5 || !problem.includes('could not bind')) throw new Error(`PostgreSQL did not start: ${problem}`);
    }
  }

  /** At once: what it holds is thrown away anyway. */
  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGQUIT');
    const hard = setTimeout(() => this.child.kill('SIGKILL'), STOP_LIMIT_MS);
    await this.ended;
    clearTimeout(hard);
  }
}

/** Undefined when it accepts connections, else its last words. */
function started(child: ChildProcess, ended: Promise<void>): Promise<string | undefined> {
  const log: string[] = [];
  return new Promise((resolve) => {
    const slow = setTimeout(() => {
      child.kill('SIGKILL');
    }, START_LIMIT_MS);
    const finish = (problem: string | undefined): void => {
      clearTimeout(slow);
      resolve(problem);
    };
    child.once('error', (error) => finish(error.message));
    // The log must be read to the end of the server's life, or it would block once the pipe is full.
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log.push(text);
      if (log.length > LOG_LINES) log.shift();
      if (text.includes('ready to accept connections')) finish(undefined);
    });
    void ended.then(() => finish(log.join('').trim() || 'no word of it'));
  });
}

function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
