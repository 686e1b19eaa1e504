import { findProgram } from '../common/paths';
import { Obstacle } from '../common/say';
import { howToInstall, installPackages } from './systemPackages';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const furtherPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
const packages = ['chromium', 'fonts-dejavu-core', 'ripgrep'];

/** A Chromium or Chrome of this machine; CHROME_PATH is asked first. */
export function findChromium(): string | undefined {
  return findProgram([], [process.env['CHROME_PATH'] ?? '']) ?? findProgram(names, furtherPlaces);
}

/**
 * The Chromium that shows the workbench in tests; installed where we may.
 * @throws Obstacle with the command that a person has to run
 */
export async function ensureChromium(signal: AbortSignal): Promise<string> {
  const found = findChromium() ?? ((await installPackages(packages, signal)) ? findChromium() : undefined);
  if (found !== undefined) return found;
  throw new Obstacle(
    'No Chromium or Chrome found, which shows the editor in these tests. Install it, or name it in CHROME_PATH:\n' +
      howToInstall(packages, 'https://www.chromium.org or your system’s packages'),
  );
}
