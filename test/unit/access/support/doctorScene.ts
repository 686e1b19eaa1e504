import assert from 'node:assert/strict';
import { diagnose } from '../../../../src/access/doctor/diagnose';
import type { Finding } from '../../../../src/access/doctor/findings';
import type { DoctorRequest } from '../../../../src/access/doctor/request';
import { stepIds, type StepReport } from '../../../../src/access/doctor/steps';
import { systemClock } from '../../../../src/core/clock';
import type { Profile } from '../../../../src/core/profile';
import { startSandbox, type Sandbox } from '../../../sandbox/start';
import { freePort, LogOfLines } from '../../federation/support/ports';
import { SandboxBrowser } from '../../federation/support/sandboxBrowser';

/** A sandbox, and people who let the doctor look at their sign-in there. */
export class DoctorScene {
  readonly log = new LogOfLines();
  /** Every state that steps went through, of the last diagnosis. */
  told: StepReport[] = [];

  private constructor(
    readonly sandbox: Sandbox,
    readonly acsPort: number,
  ) {}

  static async set(): Promise<DoctorScene> {
    const acsPort = await freePort();
    const sandbox = await startSandbox({ acs: [`http://localhost:${acsPort}/redshift/`], rows: 1000 });
    return new DoctorScene(sandbox, acsPort);
  }

  /** A sound connection by the sandbox's Okta, for the cluster. */
  profile(changes: Partial<Profile> = {}): Profile {
    const { idp, region, endpoints } = this.sandbox.info;
    return {
      id: 'sandbox',
      name: 'Sandbox',
      provider: 'okta',
      loginUrl: idp.embedLink,
      metadata: idp.metadataUrl,
      spEntityId: 'urn:amazon:webservices',
      region,
      acsPort: this.acsPort,
      sessionDuration: 3600,
      signInTimeout: 10,
      warehouses: [{ kind: 'cluster', name: 'redshift-cluster-1', database: 'dev' }],
      endpoints,
      ...changes,
    };
  }

  /** A diagnosis in which somebody signs in at the provider. */
  async diagnose(user: string, changes: Partial<DoctorRequest> = {}): Promise<StepReport[]> {
    const person = this.sandbox.info.accounts.find((account) => account.user === user) ?? assert.fail(user);
    const browser = new SandboxBrowser();
    let shown: Promise<void> | undefined;
    this.told = [];
    try {
      return await diagnose({
        profile: this.profile(),
        openBrowser: (startUrl) => {
          shown = browser.signIn(startUrl, person);
          return Promise.resolve(true);
        },
        chooseRole: () => assert.fail('nobody was to be asked for a role'),
        chooseWarehouse: () => assert.fail('nobody was to be asked for a warehouse'),
        onStep: (step) => this.told.push(step),
        clock: systemClock,
        log: this.log,
        signal: new AbortController().signal,
        ...changes,
      });
    } finally {
      await shown;
    }
  }

  async control(method: string, path: string, body?: object): Promise<unknown> {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(`${this.sandbox.info.controlUrl}${path}`, { method, ...sent });
    assert.ok(answer.ok, `${method} ${path}`);
    return answer.json();
  }

  /** Each secret that was given out and stands in a text, by its kind alone. */
  async secretsIn(text: string): Promise<string[]> {
    const { secrets } = (await this.control('GET', 'secrets')) as { secrets: { kind: string; value: string }[] };
    return secrets.flatMap(({ kind, value }) => (text.includes(value.slice(0, 60)) ? [kind] : []));
  }
}

/** What a diagnosis came to: findings by step, faults and remarks apart, and the last step that was reached. */
export interface Outcome {
  faults: Record<string, unknown[]>;
  remarks: Record<string, unknown[]>;
  /** The last one; `nothing after` it was reached. */
  reached: string;
}

export function outcomeOf(steps: readonly StepReport[], { sandbox, acsPort }: DoctorScene): Outcome {
  assert.deepEqual(
    steps.map(({ id }) => id),
    stepIds,
  );
  const hosts = Object.entries({ STS: sandbox.info.endpoints.sts, 'Data API': sandbox.info.endpoints.redshiftData });
  const named = (value: unknown): unknown => {
    if (value === `http://localhost:${acsPort}/redshift/`) return 'our ACS';
    return hosts.find(([, address]) => new URL(address).host === value)?.[0] ?? value;
  };
  const told = (which: boolean): Record<string, unknown[]> =>
    Object.fromEntries(
      steps
        .map(({ id, findings }) => [id, findings.filter(({ remark = false }) => remark === which)] as const)
        .filter(([, findings]) => findings.length > 0)
        .map(([id, findings]) => [id, findings.map((finding) => factsOf(finding, named))]),
    );
  const outcome = { faults: told(false), remarks: told(true) };
  assert.deepEqual(
    steps.filter(({ state }) => state === 'failed').map(({ id }) => id),
    Object.keys(outcome.faults),
  );
  const states = steps.map(({ state }) => state);
  assert.deepEqual(
    states.filter((state) => state === 'waiting' || state === 'running'),
    [],
  );
  return { ...outcome, reached: steps[states.findLastIndex((state) => state !== 'notReached')]?.id ?? 'none' };
}

/** Code and facts; moments, addresses that differ from run to run, and durations near a full hour or minute by their names. */
function factsOf({ code, facts }: Finding, named: (value: unknown) => unknown): unknown[] {
  const told = Object.entries(facts as Record<string, unknown>).map(([name, value]): [string, unknown] => {
    if (['now', 'ended', 'begins'].includes(name)) return [name, 'a time'];
    if (name === 'aheadSeconds') return ['aheadHours', Math.round(Number(value) / 3600)];
    if (code === 'response.tooOld') return ['minutes', Math.floor(Number(value) / 60)];
    return [name, named(value)];
  });
  return told.length === 0 ? [code] : [code, Object.fromEntries(told)];
}
