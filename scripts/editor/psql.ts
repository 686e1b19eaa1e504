import { findProgram } from '../common/paths';
import { Obstacle } from '../common/say';
import { howToInstall, installPackages } from './systemPackages';

const packages = ['postgresql-client'];

/**
 * The psql that the tests open in the editor's terminal; installed where we may.
 * @throws Obstacle with the command that a person has to run
 */
export async function ensurePsql(signal: AbortSignal): Promise<string> {
  const find = (): string | undefined => findProgram(['psql']);
  const found = find() ?? ((await installPackages(packages, signal)) ? find() : undefined);
  if (found !== undefined) return found;
  throw new Obstacle(
    'No psql found on the PATH, which these tests open in a terminal. Install it:\n' +
      howToInstall(packages, 'https://www.postgresql.org/download or your system’s packages'),
  );
}
