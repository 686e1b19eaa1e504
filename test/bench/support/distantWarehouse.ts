import path from 'node:path';
import { systemClock } from '../../../src/core/clock';
import type { Log } from '../../../src/core/ports';
import type { Redshift } from '../../../src/redshift/redshift';
import type { FileRunner } from '../../../src/run/fileRunner';
import type { SandboxInfo } from '../../sandbox/info';
import { spawnSandbox } from '../../sandbox/spawn';
import { silentLog } from '../../unit/redshift/support/ports';
import { credentialsOf, order } from '../../unit/redshift/support/sandboxAccount';
import { exportsOf } from './bundled';
import { PlainClient } from './plainClient';

/** What is added to each request, as a distance to AWS does; ms. */
export const delayMs = 40;

export const target = {
  warehouse: { kind: 'cluster', name: 'redshift-cluster-1', database: 'dev' },
  database: 'dev',
} as const;

/** A statement that ran, by the sandbox's book; ms since 1970. Both sides have the clock of this computer. */
export interface Ran {
  startedAt: number;
  endedAt: number;
  outcome: string;
}

interface Backend {
  Redshift: typeof Redshift;
  FileRunner: typeof FileRunner;
}

/** The far side in a process of its own behind a delay, and the near side bundled as it ships. */
export class DistantWarehouse {
  private constructor(
    readonly info: SandboxInfo,
    readonly redshift: Redshift,
    readonly plain: PlainClient,
    private readonly backend: Backend,
    private readonly stopSandbox: () => Promise<void>,
  ) {}

  /**
   * @param home a folder that the bundle is written to
   * @param options of the sandbox, as on its command line
   */
  static async start(
    home: string,
    signal: AbortSignal,
    log: Log = silentLog,
    options: readonly string[] = [],
  ): Promise<DistantWarehouse> {
    const backend = await exportsOf<Backend>('src/backend.ts', path.join(home, 'backend.js'));
    const { info, stop } = await spawnSandbox(['--rows', '1000', ...options], signal);
    try {
      const credentials = await credentialsOf(info, 'ethan');
      await order(info, 'PUT', 'network', { delayMs });
      const { region, endpoints } = info;
      const source = () => Promise.resolve(credentials);
      const redshift = new backend.Redshift({ region, endpoints, credentials: source, clock: systemClock, log });
      const plain = new PlainClient({ endpoint: endpoints.redshiftData, region, credentials });
      return new DistantWarehouse(info, redshift, plain, backend, stop);
    } catch (error) {
      await stop();
      throw error;
    }
  }

  /** A file on the warehouse, with a session of its own. */
  runner(log: Log = silentLog): FileRunner {
    return new this.backend.FileRunner({ redshift: this.redshift, target, clock: systemClock, log });
  }

  /** The one statement of this text. */
  async ran(text: string): Promise<Ran> {
    const path = `statements?text=${encodeURIComponent(text)}`;
    const { statements } = (await order(this.info, 'GET', path)) as { statements: Ran[] };
    const [only, ...more] = statements;
    if (only === undefined || more.length > 0) throw new Error(`${statements.length} statements were: ${text}`);
    return only;
  }

  /** When the requests of an action came in, in order; ms since 1970. */
  async arrivals(action: string): Promise<number[]> {
    const path = `requests?service=redshift-data&action=${action}`;
    const { entries } = (await order(this.info, 'GET', path)) as { entries: { at: number }[] };
    return entries.map(({ at }) => at);
  }

  async stop(): Promise<void> {
    this.plain.close();
    this.redshift.dispose();
    await this.stopSandbox();
  }
}

/** ms since 1970, in fractions. */
export function preciseNow(): number {
  return performance.timeOrigin + performance.now();
}
