import type { DefaultPrivilege, RoleLink, SchemaAccess, Told } from '../core/access';
import { Failure } from '../core/failure';
import type { WarehouseRef } from '../core/warehouse';
import type { CallPorts } from './awsCalls';
import type { Catalog, Query } from './catalog';
import type { Services } from './connection';
import { isOneOf } from './relationAccess';
import { defaultPrivileges, linksFrom, roleLinks, systemPrivileges, type Granted } from './roleAccess';
import { rolesReport, type RolesReport } from './roles';
import { schemaAccess } from './schemaAccess';
import { listStatements } from './sessionList';
import { told } from './told';

/** What the database and the Data API say about one's own access; each part for itself. */
export interface AccessReport extends RolesReport {
  inherited: Told<readonly RoleLink[]>;
  schemas: Told<readonly SchemaAccess[]>;
  systemPrivileges: Told<readonly { role: string; privilege: string }[]>;
  defaultPrivileges: Told<readonly DefaultPrivilege[]>;
  /** See AccessPicture. */
  othersStatements: Told<number>;
}

interface Parts {
  services: Pick<Services, 'data'>;
  ports: CallPorts;
  catalog: Pick<Catalog, 'query'>;
}

/**
 * Seven statements side by side, and one more where the server does not know all privileges; how many schemas and tables there are
 * makes no difference. Rejects with Failures when user and roles cannot be read, and with Cancelled.
 */
export async function accessReport(
  { services, ports, catalog }: Parts,
  warehouse: WarehouseRef,
  database: string,
  signal: AbortSignal,
): Promise<AccessReport> {
  const query: Query = (sql) => catalog.query(sql, warehouse, database, signal);
  const [report, links, schemas, ofSystem, ofDefault, othersStatements] = await Promise.all([
    rolesReport(catalog, warehouse, database, signal),
    told(roleLinks(query)),
    told(schemaAccess(query, database)),
    told(systemPrivileges(query)),
    told(defaultPrivileges(query)),
    told(readableOfOthers(services, ports, signal)),
  ]);
  const roles = report.roles.map(({ name }) => name);
  const inherited = mapTold(links, (all) => linksFrom(roles, all));
  const ofOneself = <T>(all: readonly Granted<T>[]): T[] =>
    all.filter(({ identityType, identity }) => isMine(identityType, identity)).map(({ value }) => value);
  // Without the links nobody can say which of the others are one's own; these views show a plain user nothing else.
  const isMine = (type: string, name: string): boolean =>
    !inherited.told ||
    isOneOf(
      { user: report.currentUser, roles: [...roles, ...inherited.value.map(({ inherits }) => inherits)] },
      type,
      name,
    );
  return {
    ...report,
    inherited,
    schemas,
    systemPrivileges: mapTold(ofSystem, ofOneself),
    defaultPrivileges: mapTold(ofDefault, ofOneself),
    othersStatements,
  };
}

/** How many of the role's latest statements are not among one's own. */
async function readableOfOthers(
  services: Pick<Services, 'data'>,
  ports: CallPorts,
  signal: AbortSignal,
): Promise<number> {
  try {
    // One after the other: what one sends meanwhile is in one's own list alone.
    const ofRole = await listStatements(services, ports, 'role', signal);
    const own = new Set((await listStatements(services, ports, 'own', signal)).map(({ id }) => id));
    return ofRole.filter(({ id }) => !own.has(id)).length;
  } catch (error) {
    // The policy's owner condition: nobody's but one's own.
    if (Failure.has(error, 'aws.accessDenied')) return 0;
    throw error;
  }
}

function mapTold<T, U>(one: Told<T>, change: (value: T) => U): Told<U> {
  return one.told ? { told: true, value: change(one.value) } : one;
}
