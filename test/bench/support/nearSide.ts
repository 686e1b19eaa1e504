import { on } from 'node:events';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { startChild, type Child } from '../../../scripts/common/children';
import type { Profile } from '../../../src/core/profile';
import type { SandboxInfo } from '../../sandbox/info';
import { bundled } from './bundled';
import type { Order, Report } from './signInProcess';

type Kind = Report['report'];
type Told<K extends Kind> = Extract<Report, { report: K }>;

/** Longest wait for a report, ms. */
const patience = 60_000;

/** The process of signInProcess.ts, bundled as the extension ships, as those who measure it see it. */
export class NearSide {
  readonly #child: Child;
  /** In the order of arrival; none is lost while nobody waits. */
  readonly #reports: AsyncIterator<[Report], undefined>;

  private constructor(child: Child, signal: AbortSignal) {
    this.#child = child;
    this.#reports = on(child.process, 'message', { signal }) as AsyncIterator<[Report], undefined>;
  }

  static async start(home: string, signal: AbortSignal): Promise<NearSide> {
    const program = await bundled('test/bench/support/signInProcess.ts', path.join(home, 'signInProcess.js'));
    const child = startChild(process.execPath, ['--expose-gc', program], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    return new NearSide(child, signal);
  }

  end(): Promise<void> {
    return this.#child.end();
  }

  /** Gives an order, and waits for a report of that kind. */
  ask<K extends Kind>(order: Order, kind: K): Promise<Told<K>> {
    this.#child.process.send(order);
    return this.next(kind);
  }

  /** The next report of that kind; throws when the process tells of a failure, ends, or says nothing for a minute. */
  async next<K extends Kind>(kind: K): Promise<Told<K>> {
    const over = new AbortController();
    const silent = setTimeout(patience, undefined, { signal: over.signal }).then(() => fail('nothing came'));
    silent.catch(() => undefined); // it is heard of by the race, or is over
    const ended = this.#child.ended.then(() => fail('the process ended'));
    ended.catch(() => undefined); // as above
    try {
      for (;;) {
        const { value } = await Promise.race([this.#reports.next(), silent, ended]);
        const [report] = value ?? fail('there are no more');
        if (isOf(report, kind)) return report;
        if (report.report === 'failed') fail(report.reason);
      }
    } catch (error) {
      throw new Error(`The sign-in process was to tell of '${kind}'.`, { cause: error });
    } finally {
      over.abort();
    }
  }
}

function isOf<K extends Kind>(report: Report, kind: K): report is Told<K> {
  return report.report === kind;
}

function fail(reason: string): never {
  throw new Error(reason);
}

/** A profile of the sandbox's own app. */
export function profileOf({ idp, region, endpoints }: SandboxInfo, acsPort: number): Profile & { loginUrl: string } {
  return {
    id: 'bench',
    name: 'Bench',
    provider: 'okta',
    loginUrl: idp.embedLink,
    metadata: idp.metadataUrl,
    spEntityId: 'urn:amazon:webservices',
    region,
    acsPort,
    sessionDuration: 43_200,
    signInTimeout: 600,
    warehouses: [],
    endpoints: { sts: endpoints.sts },
  };
}
