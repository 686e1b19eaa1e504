import { limitedFigure, type BenchContext, type Figure } from '../../scripts/bench/figure';
import type { SandboxInfo } from '../sandbox/info';
import { startSandbox } from '../sandbox/start';
import { freePort } from '../unit/federation/support/ports';
import { SandboxBrowser } from '../unit/federation/support/sandboxBrowser';
import { order } from '../unit/redshift/support/sandboxAccount';
import { Browser } from '../unit/sandbox/support/browser';
import { samlResponseOf } from '../unit/sandbox/support/signIn';
import { NearSide, profileOf } from './support/nearSide';
import { hangingConnection, kinds, type Material } from './support/noise';

const user = 'frida';
/** Of each kind: 1,000 bad requests in all. */
const rounds = 50;
const warmUps = 10;
const hanging = 50;

/** The memory that the waiting sign-in takes more after 1,000 bad requests, and whether the right answer still gets through. */
export async function measure({ home, signal }: BenchContext): Promise<Figure[]> {
  const acsPort = await freePort();
  const sandbox = await startSandbox({ parts: [], acs: [`http://localhost:${acsPort}/redshift/`] });
  const nearSide = await NearSide.start(home, signal);
  try {
    const { info } = sandbox;
    const profile = await idpInitiated(info, acsPort);
    const used = await rightfulSignIn(nearSide, profile, info);
    const material = { port: acsPort, used, forged: await forgeries(info) };

    const { address } = await nearSide.ask({ order: 'signIn', profile }, 'open');
    await makeNoise(material, warmUps);
    const before = await nearSide.ask({ order: 'memory' }, 'memory');
    await makeNoise(material, rounds);
    const after = await nearSide.ask({ order: 'memory' }, 'memory');
    const judged = kinds.filter(({ refusal }) => refusal === 303).length;
    if (after.refused - before.refused !== judged * rounds) throw new Error('Not all of the answers were judged.');

    const failed = await rightfulAnswerFails(nearSide, address, info, acsPort);
    const noise = `${rounds * kinds.length} bad requests of ${kinds.length} kinds`;
    return [
      // 1 KB for each. The last 50 pages and compiled code stay; the 50 long answers, were they held, would be 5 MB at the least.
      limitedFigure({
        name: `memory after ${noise} (${warmUps * kinds.length} before that to warm up)`,
        value: (after.bytes - before.bytes) / 1000,
        unit: 'KB',
        atMost: 1000,
      }),
      limitedFigure({
        name: `right answers lost behind ${noise} and ${hanging} hanging connections`,
        value: failed ? 1 : 0,
        unit: 'of 1',
        atMost: 0,
      }),
    ];
  } finally {
    await nearSide.end();
    await sandbox.stop();
  }
}

type SafeProfile = ReturnType<typeof profileOf>;

/**
 * Begun at the provider, with its certificates known: the hardest case, because nothing but the signature tells the right answer
 * from others, so that every one goes through all checks.
 */
async function idpInitiated(info: SandboxInfo, acsPort: number): Promise<SafeProfile> {
  const metadata = await (await fetch(info.idp.metadataUrl)).text();
  return { ...profileOf(info, acsPort), metadata: metadata.replaceAll('HTTP-Redirect', 'SOAP') };
}

function personOf({ accounts }: SandboxInfo): { user: string; password: string } {
  const person = accounts.find((account) => account.user === user);
  if (person === undefined) throw new Error(`The sandbox has no ${user}.`);
  return person;
}

/** Loads everything that a sign-in needs; gives its answer. */
async function rightfulSignIn(nearSide: NearSide, profile: SafeProfile, info: SandboxInfo): Promise<string> {
  const { address } = await nearSide.ask({ order: 'signIn', profile }, 'open');
  const browser = new SandboxBrowser();
  await browser.signIn(address, personOf(info));
  await nearSide.next('stored');
  return browser.posted[0] ?? '';
}

/** Responses by a key that is not the provider's, in turn: as many as there are rounds, each another one. */
async function forgeries(info: SandboxInfo): Promise<() => string> {
  const made: string[] = [];
  const browser = new Browser();
  await order(info, 'POST', 'saml/next', { signature: 'foreignKey', times: rounds + warmUps });
  while (made.length < rounds + warmUps) made.push(await samlResponseOf(info, user, browser));
  return () => made.pop() ?? '';
}

/** One of each kind at a time. */
async function makeNoise(material: Material, times: number): Promise<void> {
  for (let round = 0; round < times; round++) {
    await Promise.all(
      kinds.map(async ({ name, refusal, send }) => {
        const status = await send(material);
        if (status !== refusal) throw new Error(`${name} was answered with ${status}, not ${refusal}.`);
      }),
    );
  }
}

async function rightfulAnswerFails(
  nearSide: NearSide,
  address: string,
  info: SandboxInfo,
  port: number,
): Promise<boolean> {
  const sockets = await Promise.all(Array.from({ length: hanging }, (_, n) => hangingConnection(port, n % 2 === 0)));
  try {
    const browser = new SandboxBrowser();
    await browser.signIn(address, personOf(info));
    const { user: who } = await nearSide.next('stored');
    return who !== `${user}@example.com` || !browser.page.includes('You are signed in');
  } catch {
    // However it went wrong, that is the figure.
    return true;
  } finally {
    for (const socket of sockets) socket.destroy();
  }
}
