import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chown, mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The unprivileged user that PostgreSQL runs as when we are root. */
export interface Owner {
  uid: number;
  gid: number;
}

/** The user that Linux keeps for such things; other systems have another number for `nobody`. */
const NOBODY: Owner = { uid: 65534, gid: 65534 };

/**
 * Waits for the end of its standard input, which is our own end whatever caused it (a crash, SIGKILL), stops the
 * servers that are still there and removes the folder. After an orderly end it finds neither.
 */
const WATCHDOG = `
trap '' INT TERM HUP
cat > /dev/null
for file in "$1"/*/data/postmaster.pid; do
  [ -f "$file" ] || continue
  pid=$(head -n 1 "$file")
  kill -QUIT "$pid" 2> /dev/null || continue
  tries=0
  while kill -0 "$pid" 2> /dev/null && [ "$tries" -lt 50 ]; do sleep 0.1; tries=$((tries + 1)); done
done
rm -rf "$1"
`;

/** A temporary folder outside the repository that goes away with this process, however the process ends. */
export class Home {
  private constructor(
    readonly path: string,
    /** Who PostgreSQL has to run as; undefined = as ourselves. */
    readonly owner: Owner | undefined,
    private readonly watchdog: ChildProcess,
  ) {}

  static async make(): Promise<Home> {
    const owner = process.getuid?.() === 0 ? await nobody() : undefined;
    const folder = await mkdtemp(path.join(await parentFolder(owner), 'rs-'));
    const watchdog = spawn('/bin/sh', ['-c', WATCHDOG, 'redshift-sandbox-watchdog', folder], {
      cwd: '/',
      // Its own process group: Ctrl+C in the terminal is for us, not for it.
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    watchdog.unref();
    (watchdog.stdin as unknown as { unref(): void }).unref();
    const home = new Home(folder, owner, watchdog);
    // PostgreSQL's user must be able to go through, to the programs and to its own folders.
    if (owner) await chown(folder, owner.uid, owner.gid);
    return home;
  }

  /** A folder below that PostgreSQL's user alone can enter. */
  async folder(...names: string[]): Promise<string> {
    let folder = this.path;
    for (const name of names) {
      folder = path.join(folder, name);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      if (this.owner) await chown(folder, this.owner.uid, this.owner.gid);
    }
    return folder;
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true, maxRetries: 5 });
    this.watchdog.stdin?.end();
  }
}

/** PostgreSQL looks its user up, so it has to be one that this machine has. */
async function nobody(): Promise<Owner> {
  try {
    const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => run('id', [flag, 'nobody'])));
    return { uid: Number(uid?.stdout), gid: Number(gid?.stdout) };
  } catch {
    // There is no such name: the usual number has to do.
    return NOBODY;
  }
}

/** A folder for temporary files that the owner can reach: root's TMPDIR may be private. */
async function parentFolder(owner: Owner | undefined): Promise<string> {
  if (!owner) return tmpdir();
  for (const folder of new Set([tmpdir(), '/tmp', '/var/tmp'])) {
    if (await isOpen(path.resolve(folder))) return folder;
  }
  throw new Error('PostgreSQL must not run as root, and no folder for temporary files can be reached by another user.');
}

/** True when every user can get to the folder. */
export async function isOpen(folder: string): Promise<boolean> {
  const mode = await stat(folder).then(
    (found) => found.mode,
    () => 0,
  );
  if ((mode & 0o001) === 0) return false;
  const parent = path.dirname(folder);
  return parent === folder || isOpen(parent);
}
