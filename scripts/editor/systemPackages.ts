import { findProgram } from '../common/paths';
import { capture } from '../common/run';
import { say } from '../common/say';

/** Installs packages of Debian's kind where we may: as root, by apt-get. @returns whether it was tried */
export async function installPackages(packages: readonly string[], signal: AbortSignal): Promise<boolean> {
  const apt = findProgram(['apt-get']);
  if (apt === undefined || process.getuid?.() !== 0) return false;
  say(`Installing ${packages.join(', ')} (apt-get), which takes a few minutes ...`);
  const options = { signal, timeout: 15 * 60_000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  await capture(apt, ['update'], options);
  await capture(apt, ['install', '-y', '--no-install-recommends', ...packages], options);
  return true;
}

/** What a person has to run to have them; `elsewhere` where there is no apt-get. */
export function howToInstall(packages: readonly string[], elsewhere: string): string {
  if (findProgram(['apt-get']) === undefined) return `  ${elsewhere}`;
  return `  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`;
}
