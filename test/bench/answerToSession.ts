import { comparedFigure, median, type BenchContext, type Figure } from '../../scripts/bench/figure';
import type { SandboxInfo } from '../sandbox/info';
import { startSandbox } from '../sandbox/start';
import { freePort } from '../unit/federation/support/ports';
import { SandboxBrowser } from '../unit/federation/support/sandboxBrowser';
import { NearSide, profileOf } from './support/nearSide';

const warmUps = 10;
const rounds = 40;

/** From the answer's arrival at the listener to the stored session, beside the bare STS call with the same assertion. */
export async function measure({ home, signal }: BenchContext): Promise<Figure[]> {
  const acsPort = await freePort();
  const sandbox = await startSandbox({ parts: [], acs: [`http://localhost:${acsPort}/redshift/`] });
  const nearSide = await NearSide.start(home, signal);
  try {
    const ours: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round < warmUps + rounds; round++) {
      const { stored, called } = await oneSignIn(sandbox.info, nearSide, acsPort);
      if (round < warmUps) continue;
      ours.push(stored);
      bare.push(called);
    }
    // A call of our own, and two readers of the signature, each about as dear as the far side's one: hardly below 3.
    return [
      comparedFigure({
        name: `answer to stored session (median of ${rounds} after ${warmUps} to warm up)`,
        value: median(ours),
        unit: 'ms',
        yardstick: median(bare),
        atMost: 4,
      }),
    ];
  } finally {
    await nearSide.end();
    await sandbox.stop();
  }
}

/** Times in ms. */
async function oneSignIn(
  info: SandboxInfo,
  nearSide: NearSide,
  acsPort: number,
): Promise<{ stored: number; called: number }> {
  // Her role takes the longest duration: one call of STS.
  const person = info.accounts.find(({ user }) => user === 'frida');
  if (person === undefined) throw new Error('The sandbox has no frida.');
  const { address } = await nearSide.ask({ order: 'signIn', profile: profileOf(info, acsPort) }, 'open');
  const browser = new SandboxBrowser();
  await browser.signIn(address, person);
  const stored = await nearSide.next('stored');
  const fields = {
    Action: 'AssumeRoleWithSAML',
    Version: '2011-06-15',
    RoleArn: person.roleArns[0] ?? '',
    PrincipalArn: info.providerArn,
    SAMLAssertion: browser.posted[0] ?? '',
    DurationSeconds: '43200',
  };
  const called = await nearSide.ask({ order: 'post', address: info.endpoints.sts, fields }, 'posted');
  if (called.status !== 200) throw new Error(`The bare call was answered with ${called.status}.`);
  return { stored: stored.ms, called: called.ms };
}
