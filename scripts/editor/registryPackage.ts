import { rmSync } from 'node:fs';
import path from 'node:path';
import { capture, npm, type RunOptions } from '../common/run';
import { Obstacle } from '../common/say';

/** A package of the npm registry, as it has to be. */
export interface RegistryPackage {
  name: string;
  version: string;
  /** As in a lock file: `sha512-...`. */
  integrity: string;
}

/**
 * Fetches a package and unpacks a part of it below `<folder>/package`, without installing what it depends on.
 * @param part path within the package
 */
export async function unpackPackage(
  { name, version, integrity }: RegistryPackage,
  part: string,
  folder: string,
  limits: Pick<RunOptions, 'signal' | 'timeout'>,
): Promise<void> {
  const options: RunOptions = { ...limits, cwd: folder };
  const packed: unknown = JSON.parse(
    await npm(['pack', `${name}@${version}`, '--json', '--ignore-scripts', '--loglevel=error'], options),
  );
  const found = firstPacked(packed);
  if (found.integrity !== integrity) {
    throw new Obstacle(`${name} ${version} from the registry is not the known one, but ${found.integrity}.`);
  }
  await capture('tar', ['-xzf', found.filename, `package/${part}`], options);
  rmSync(path.join(folder, found.filename));
}

/** npm 10 and 11 list the packed files; later ones name them by package. */
function firstPacked(packed: unknown): { filename: string; integrity: string } {
  const first: unknown = Array.isArray(packed) ? packed[0] : Object.values(packed ?? {})[0];
  if (typeof first === 'object' && first !== null && 'filename' in first && 'integrity' in first) {
    return { filename: String(first.filename), integrity: String(first.integrity) };
  }
  throw new Obstacle('npm pack answered with a shape that is not known here.');
}
