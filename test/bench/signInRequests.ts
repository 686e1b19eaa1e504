import { comparedFigure, type Figure } from '../../scripts/bench/figure';
import { systemClock } from '../../src/core/clock';
import type { Profile } from '../../src/core/profile';
import { signIn, type SignInRequest } from '../../src/federation/signIn';
import type { SandboxInfo } from '../sandbox/info';
import { startSandbox } from '../sandbox/start';
import { freePort, LogOfLines, never } from '../unit/federation/support/ports';
import { SandboxBrowser } from '../unit/federation/support/sandboxBrowser';
import { scriptedPrompts } from '../unit/federation/support/scriptedPrompts';
import { order } from '../unit/redshift/support/sandboxAccount';
import { profileOf } from './support/nearSide';

/**
 * The least requests that do the work. Ours: the metadata, because its certificates must be known before an answer can be believed,
 * but not again while they are; AssumeRoleWithSAML; by password before that the password itself, and the app's page twice, because
 * Okta takes the token out of the address by a redirect. The browser's: our start page (editors decode the query of what they open),
 * the app, the login page, its form and the app again where nobody is signed in there, the answer, and our page behind the answer.
 */
const least = {
  browser: { first: 2, later: 1 },
  person: { first: 7, later: 4 },
  password: { first: 5, later: 4 },
};

/** Requests of whole sign-ins, as the sandbox's provider and STS count them, beside the least. */
export async function measure(): Promise<Figure[]> {
  const acsPort = await freePort();
  const sandbox = await startSandbox({ parts: [], acs: [`http://localhost:${acsPort}/redshift/`] });
  try {
    const { info } = sandbox;
    const byBrowser = await browserRequests(info, acsPort, 'frida');
    const byPassword = await passwordRequests(info, acsPort, 'frida');
    const short = await browserRequests(info, acsPort, 'ethan');
    return [
      compared('first sign-in by the browser', byBrowser.first.ours, least.browser.first),
      compared('later sign-in by the browser', byBrowser.later.ours, least.browser.later),
      compared('the browser itself, first sign-in', byBrowser.first.browsers, least.person.first),
      compared('the browser itself, later sign-in', byBrowser.later.browsers, least.person.later),
      compared('first sign-in by password', byPassword.first, least.password.first),
      compared('later sign-in by password', byPassword.later, least.password.later),
      // Down from 12 hours, each of five durations once: STS does not say which one it would have taken. Beside the least that finds
      // the longest of them: the next one refused, and this one granted.
      compared('first for a role of one hour, metadata known', short.first.ours, 2, 2.5),
      compared('later for a role of one hour', short.later.ours, least.browser.later),
    ];
  } finally {
    await sandbox.stop();
  }
}

function compared(name: string, value: number, yardstick: number, atMost = 1): Figure {
  return comparedFigure({ name: `requests: ${name}`, value, unit: 'requests', yardstick, atMost });
}

interface Counted {
  /** Of the extension, at the provider and STS. */
  ours: number;
  /** Of the browser, at the provider and at our listener. */
  browsers: number;
}

/** Two sign-ins in a row, by one browser, which is signed in at the provider the second time. */
async function browserRequests(
  info: SandboxInfo,
  acsPort: number,
  user: string,
): Promise<{ first: Counted; later: Counted }> {
  const browser = new SandboxBrowser();
  const person = personOf(info, user);
  const once = async (): Promise<Counted> => {
    const before = browser.asked.length;
    let shown: Promise<void> | undefined;
    await served(info);
    await signInBy(profileOf(info, acsPort), {
      openBrowser: (startUrl) => {
        shown = browser.signIn(startUrl, person);
        return Promise.resolve(true);
      },
    });
    await shown;
    const asked = browser.asked.slice(before);
    const atProvider = asked.filter((origin) => origin === info.idp.origin).length;
    return { ours: (await served(info)) - atProvider, browsers: asked.length };
  };
  return { first: await once(), later: await once() };
}

async function passwordRequests(
  info: SandboxInfo,
  acsPort: number,
  user: string,
): Promise<{ first: number; later: number }> {
  // The app that answers to AWS: its metadata has another address, which nobody has asked yet.
  const { embedLink, metadataUrl } = info.idp.awsSignIn;
  const profile = { ...profileOf(info, acsPort), loginUrl: embedLink, metadata: metadataUrl };
  const once = async (): Promise<number> => {
    await served(info);
    const prompts = scriptedPrompts({ user, passwords: [personOf(info, user).password] });
    await signInBy(profile, { way: 'oktaPassword', prompts, openBrowser: () => Promise.resolve(false) });
    return served(info);
  };
  return { first: await once(), later: await once() };
}

type Own = 'profile' | 'chooseRole' | 'clock' | 'log' | 'signal';

async function signInBy(profile: Profile, face: Omit<SignInRequest, Own>): Promise<void> {
  const chooseRole = (): Promise<never> => Promise.reject(new Error('nobody was to be asked for a role'));
  await signIn({ profile, chooseRole, clock: systemClock, log: new LogOfLines(), signal: never, ...face });
}

function personOf(info: SandboxInfo, user: string): SandboxInfo['accounts'][number] {
  const person = info.accounts.find((account) => account.user === user);
  if (person === undefined) throw new Error(`The sandbox has no account ${user}.`);
  return person;
}

/** Requests that the provider and STS served since the last time of asking. */
async function served(info: SandboxInfo): Promise<number> {
  const { counts } = (await order(info, 'GET', 'requests')) as { counts: Record<string, number> };
  await order(info, 'DELETE', 'requests');
  const ours = Object.entries(counts).filter(([name]) => /^(idp|sts)\./.test(name));
  return ours.reduce((sum, [, count]) => sum + count, 0);
}
