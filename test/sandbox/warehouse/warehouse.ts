import type { Client } from 'pg';
import type { CatalogPlan } from '../wire/context';
import { makeBigCatalog } from './bigCatalog';
import { loadBigTable, type BigTable } from './bigTable';
import { WarehouseConnection } from './connection';
import { FederatedUsers } from './federatedUsers';
import type { PostgresServer } from './server';
import { connectTo, setUp } from './setup';

/** A provisioned cluster or a serverless workgroup, as the services name it. */
export interface WarehouseName {
  kind: 'cluster' | 'workgroup';
  /** ClusterIdentifier or workgroup name. */
  name: string;
  /** Default database. */
  database: string;
}

/** One warehouse: a PostgreSQL server of its own. */
export class Warehouse {
  private stopped = false;

  private constructor(
    readonly name: WarehouseName,
    private readonly server: PostgresServer,
    private readonly admin: Client,
    private readonly users: FederatedUsers,
    private readonly bigTable: BigTable,
  ) {
    bigTable.loaded.catch((error: unknown) => {
      // An empty big table would otherwise look like a table without rows.
      if (!this.stopped) console.error(`sandbox: ${name.name}: the big table could not be filled:`, error);
    });
  }

  /** The server must be running and empty. */
  static async open(
    name: WarehouseName,
    server: PostgresServer,
    rows: number,
    catalog?: CatalogPlan,
  ): Promise<Warehouse> {
    await setUp(server, name.database);
    if (catalog) await makeBigCatalog(server, name.database, catalog);
    const bigTable = await loadBigTable(server, name.database, rows);
    const [admin, forUsers] = await Promise.all([connectTo(server, name.database), connectTo(server, name.database)]);
    // A lost connection shows at its next use.
    for (const client of [admin, forUsers]) client.on('error', () => undefined);
    return new Warehouse(name, server, admin, new FederatedUsers(forUsers), bigTable);
  }

  /** Where people log in, with the passwords of `issuePassword`. */
  get address(): { host: string; port: number } {
    return { host: '127.0.0.1', port: this.server.port };
  }

  /** Resolves when the big table is filled; using it before then waits by itself. */
  get loaded(): Promise<void> {
    return this.bigTable.loaded;
  }

  /**
   * A federated sign-in: makes the user at the first one, and gives it exactly these database roles (those that exist).
   * Rejects with UserNameRefused.
   */
  signIn(user: string, roles: readonly string[]): Promise<void> {
    return this.users.signIn(user, roles);
  }

  /** A sign-in by name alone, without roles; see FederatedUsers. */
  signInByName(user: string): Promise<boolean> {
    return this.users.signInByName(user);
  }

  /** A password of a user who has signed in; see FederatedUsers. */
  issuePassword(user: string, seconds: number): Promise<string> {
    return this.users.issuePassword(user, seconds);
  }

  /** A connection of a user who has signed in. */
  connect(user: string, database: string): Promise<WarehouseConnection> {
    return WarehouseConnection.open(this.server, user, database);
  }

  /** Cancels what the connection with this pid is running; false when there is no such connection. */
  async cancel(pid: number): Promise<boolean> {
    const { rows } = await this.admin.query<{ done: boolean }>('SELECT pg_cancel_backend($1) AS done', [pid]);
    return rows[0]?.done ?? false;
  }

  /** Ends the connection with this pid, and what it is running; resolves when its process is gone. */
  async terminate(pid: number): Promise<void> {
    await this.admin.query('SELECT pg_terminate_backend($1, 10000)', [pid]);
  }

  /** Databases that people can connect to. */
  async databases(): Promise<string[]> {
    const { rows } = await this.admin.query<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE datallowconn AND NOT datistemplate ORDER BY datname',
    );
    return rows.map((row) => row.datname);
  }

  /** Ends the server and every connection with it. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.server.stop();
  }
}
