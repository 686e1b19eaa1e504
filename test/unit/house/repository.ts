import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../../scripts/common/paths';

/** The files of the repository, new ones included, relative to its folder; ignored ones are none of it. */
export function repositoryFiles(): string[] {
  // The checkout may belong to another user than the one who runs the tests.
  const args = ['-c', 'safe.directory=*', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' })
    .split('\0')
    .filter((file) => file !== '' && existsSync(path.join(root, file)));
}

export function readRepositoryFile(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}
