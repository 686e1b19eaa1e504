import path from 'node:path';
import { buildDist } from './build/vsix';
import { root } from './common/paths';
import { say, wordsOf } from './common/say';

/** `npm run build`: the bundles, into `dist`. */
export async function main(): Promise<number> {
  try {
    await buildDist(path.join(root, 'dist'));
    say('Built dist.');
    return 0;
  } catch (error) {
    say(wordsOf(error));
    return 1;
  }
}
