import type { DbUserReading } from '../warehouse/identity';
import type { Warehouses } from '../warehouse/warehouses';
import type { SandboxClock } from '../wire/clock';
import type { Account, WorkgroupPlan } from '../wire/context';
import { Execution } from './execution';
import { StatementLedger } from './ledger';
import { SessionBook } from './session';
import { RunBook } from './runBook';
import { Targets } from './target';

export interface DataApiSetting {
  account: Account;
  workgroups: readonly WorkgroupPlan[];
  warehouses: Warehouses;
  dbUser: DbUserReading;
  clock: SandboxClock;
}

/** What the actions of the Data API share. */
export class DataApi {
  readonly runs: RunBook;
  readonly sessions: SessionBook;

  private constructor(
    readonly targets: Targets,
    readonly execution: Execution,
    /** Everything that ran. */
    readonly ledger: StatementLedger,
    readonly clock: SandboxClock,
  ) {
    this.runs = new RunBook(clock);
    this.sessions = new SessionBook(clock);
  }

  static async start({ account, workgroups, warehouses, dbUser, clock }: DataApiSetting): Promise<DataApi> {
    const ledger = new StatementLedger();
    const execution = new Execution(ledger, clock, await warehouses.temporaryFolder('results'));
    return new DataApi(new Targets(account, workgroups, warehouses, dbUser), execution, ledger, clock);
  }

  async stop(): Promise<void> {
    await this.sessions.stop();
  }
}
