import { findProgram } from '../common/paths';
import { capture } from '../common/run';
import { Obstacle, say } from '../common/say';

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
  const found = findChromium();
  if (found !== undefined) return found;
  const apt = findProgram(['apt-get']);
  if (apt !== undefined && process.getuid?.() === 0) {
    say(`Installing ${packages.join(', ')} (apt-get), which takes a few minutes ...`);
    const options = { signal, timeout: 15 * 60_000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    await capture(apt, ['update'], options);
    await capture(apt, ['install', '-y', '--no-install-recommends', ...packages], options);
    const installed = findChromium();
    if (installed !== undefined) return installed;
  }
  throw new Obstacle(
    'No Chromium or Chrome found, which shows the editor in these tests. Install it, or name it in CHROME_PATH:\n' +
      (apt === undefined
        ? '  https://www.chromium.org or your system’s packages'
        : `  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`),
  );
}
