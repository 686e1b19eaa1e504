import type { ControlRoutes } from '../faults/controlRoutes';
import type { SandboxClock } from './clock';
import type { Service } from './service';

/** Names and numbers of the sandbox's one AWS account, for ARNs. */
export interface Account {
  partition: string;
  region: string;
  accountId: string;
}

export interface ClusterPlan {
  identifier: string;
  /** Its default database. */
  database: string;
}

export interface WorkgroupPlan {
  name: string;
  /** ARNs of workgroups carry this id, not the name. */
  id: string;
  database: string;
}

/** Schemas to be added to a catalog, tables in each of them, and columns in each of these. */
export interface CatalogPlan {
  schemas: number;
  tables: number;
  columns: number;
}

/** What a part (Redshift, Serverless, Data API and their warehouses) is handed to build its services. */
export interface PartContext {
  account: Account;
  clusters: readonly ClusterPlan[];
  workgroups: readonly WorkgroupPlan[];
  /** Rows of the big table. */
  rows: number;
  /** Of the clusters' default databases, beside what is always there. */
  catalog: CatalogPlan;
  /** `tag`: the database user is the tag RedshiftDbUser; `iamr`: `IAMR:<role>` (protocol.md 1.1). */
  dbUser: 'tag' | 'iamr';
  clock: SandboxClock;
  /** A part may add routes of its own to the control address: `control.add('GET', 'statements', () => ...)`. */
  control: ControlRoutes;
}

/** A started part. `stop` ends its processes and removes its files; it is called once. */
export interface Part {
  services: readonly Service[];
  stop(): Promise<void>;
}

export type StartPart = (context: PartContext) => Promise<Part>;
