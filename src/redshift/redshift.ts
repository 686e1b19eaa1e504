import type { SchemaRelations } from '../core/access';
import type { Column } from '../core/result';
import type { WarehouseRef } from '../core/warehouse';
import { accessReport, type AccessReport } from './accessReport';
import { watchAnswers, type AnswerListener } from './answerWatch';
import type { CallPorts } from './awsCalls';
import { Catalog, type Query, type Relation } from './catalog';
import { openServices, type Connection, type Services } from './connection';
import { Keys } from './keys';
import { ObjectReader } from './objectReader';
import { tryPermissions, type PermissionReport } from './permissionTrials';
import { sharedLimiter } from './rateLimiter';
import { relationAccess, type Identities } from './relationAccess';
import { rolesReport, type RolesReport } from './roles';
import { listSessions, listStatements, type ListedSession, type ListedStatement } from './sessionList';
import { DataApi } from './statements';
import {
  temporaryPassword,
  warehouseAddress,
  type TemporaryPassword,
  type WarehouseAddress,
} from './temporaryPassword';
import { listWarehouses, type WarehouseListing } from './warehouses';

export type { AccessReport } from './accessReport';
export type { Relation } from './catalog';
export type { Connection } from './connection';
export type { PermissionReport, PermissionTrial } from './permissionTrials';
export type { Identities } from './relationAccess';
export type { RolesReport } from './roles';
export type { ListedSession, ListedStatement } from './sessionList';
export type { TemporaryPassword, WarehouseAddress } from './temporaryPassword';
export type { WarehouseListing } from './warehouses';

/**
 * Amazon Redshift as one account reaches it: clusters and workgroups, their catalogs, and statements. Methods reject with
 * Failures (`aws.*`, `warehouse.*`, `signIn.needed` of the credential source) and with Cancelled.
 */
export class Redshift {
  readonly data: DataApi;
  readonly #ports: CallPorts;
  readonly #services: Services;
  readonly #catalog: Catalog;

  constructor({ onClock, ...connection }: Connection & Partial<Pick<AnswerListener, 'onClock'>>) {
    const { clock, log } = connection;
    const keys = new Keys(connection.credentials);
    this.#services = openServices({ ...connection, credentials: keys.ready });
    const limiter = sharedLimiter(this.#services.data.host, connection.awsAccount ?? '', clock);
    this.#ports = { clock, log, keys, limiter };
    watchAnswers(this.#services, clock, {
      onExpired: (accessKeyId) => keys.ended(accessKeyId),
      onClock: (aheadMs) => onClock?.(aheadMs),
    });
    this.data = new DataApi(this.#services, this.#ports);
    this.#catalog = new Catalog(this.#services, this.data, this.#ports);
  }

  /** Rejects with Cancelled and `signIn.needed` alone: what could not be listed is among the `failures`. */
  listWarehouses(signal: AbortSignal): Promise<WarehouseListing> {
    return listWarehouses(this.#services, this.#ports, signal);
  }

  databases(warehouse: WarehouseRef, signal: AbortSignal): Promise<string[]> {
    return this.#catalog.databases(warehouse, signal);
  }

  /** Those that the user can access, without the system's own. */
  schemas(warehouse: WarehouseRef, database: string, signal: AbortSignal): Promise<string[]> {
    return this.#catalog.schemas(warehouse, database, signal);
  }

  /** Tables and views of a schema that the user can access. */
  relations(warehouse: WarehouseRef, database: string, schema: string, signal: AbortSignal): Promise<Relation[]> {
    return this.#catalog.relations(warehouse, database, schema, signal);
  }

  columns(
    warehouse: WarehouseRef,
    database: string,
    schema: string,
    relation: string,
    signal: AbortSignal,
  ): Promise<Column[]> {
    return this.#catalog.columns(warehouse, database, schema, relation, signal);
  }

  /** What another tool logs in with, for the next 15 minutes. Secret. */
  temporaryPassword(warehouse: WarehouseRef, database: string, signal: AbortSignal): Promise<TemporaryPassword> {
    return temporaryPassword(this.#services, this.#ports, warehouse, database, signal);
  }

  /** Where another tool connects to. */
  address(warehouse: WarehouseRef, signal: AbortSignal): Promise<WarehouseAddress> {
    return warehouseAddress(this.#services, this.#ports, warehouse, signal);
  }

  /** Who one really is there, and with which roles. */
  rolesReport(warehouse: WarehouseRef, database: string, signal: AbortSignal): Promise<RolesReport> {
    return rolesReport(this.#catalog, warehouse, database, signal);
  }

  /** What one may do there, and by which roles. */
  accessReport(warehouse: WarehouseRef, database: string, signal: AbortSignal): Promise<AccessReport> {
    const parts = { services: this.#services, ports: this.#ports, catalog: this.#catalog };
    return accessReport(parts, warehouse, database, signal);
  }

  /** What one may do with the tables and views of a schema; empty for external and shared ones, which the catalog does not hold. */
  relationAccess(
    warehouse: WarehouseRef,
    database: string,
    schema: string,
    identities: Identities,
    signal: AbortSignal,
  ): Promise<SchemaRelations> {
    const query: Query = (sql) => this.#catalog.query(sql, warehouse, database, signal);
    return relationAccess(query, schema, identities);
  }

  /** What one may do with the Data API, tried by a `SELECT 1`. */
  tryPermissions(warehouse: WarehouseRef, database: string, signal: AbortSignal): Promise<PermissionReport> {
    return tryPermissions(this.#services, this.#ports, warehouse, database, signal);
  }

  /** What one can see of single things there. */
  objects(warehouse: WarehouseRef, database: string, signal: AbortSignal): ObjectReader {
    return new ObjectReader((sql) => this.#catalog.query(sql, warehouse, database, signal), database);
  }

  /** One's own open sessions of the Data API. */
  sessions(signal: AbortSignal): Promise<ListedSession[]> {
    return listSessions(this.#services, this.#ports, signal);
  }

  /** Statements of the last 24 hours: one's own, or those of all who share the AWS role. */
  statements(of: 'own' | 'role', signal: AbortSignal): Promise<ListedStatement[]> {
    return listStatements(this.#services, this.#ports, of, signal);
  }

  /** Closes kept connections; sessions on the server live on until they expire. */
  dispose(): void {
    this.#services.destroy();
  }
}
