import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';

const args = [
  '--no-sandbox', // as root it refuses to start otherwise; what it shows is our own
  '--disable-gpu',
  '--disable-dev-shm-usage', // small in containers
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-default-apps',
  // Nothing but loopback resolves: whatever the workbench would ask outside fails at once.
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost , EXCLUDE *.localhost',
];

/**
 * Starts a browser without a window.
 * @param executable a Chromium or Chrome
 * @param home gets all that it writes
 */
export async function openBrowser(executable: string, home: string): Promise<BrowserContext> {
  const profile = path.join(home, 'chromium');
  mkdirSync(profile, { recursive: true });
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: executable,
    headless: true,
    viewport: { width: 1400, height: 900 },
    args,
    env: {
      ...process.env,
      HOME: home,
      XDG_CONFIG_HOME: path.join(home, 'config'),
      XDG_CACHE_HOME: path.join(home, 'cache'),
    },
  });
  context.setDefaultTimeout(20_000);
  return context;
}
