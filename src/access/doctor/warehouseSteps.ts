import { Failure } from '../../core/failure';
import type { ServerError } from '../../core/result';
import type { Session } from '../../core/session';
import { warehouseKey, type WarehouseRef } from '../../core/warehouse';
import { reach } from '../../federation/reach';
import { redshiftEndpoints } from '../../redshift/endpoints';
import type { PermissionReport, Redshift, RolesReport } from '../../redshift/redshift';
import { rolesPicture } from '../rolesPicture';
import { asRemark, fault, remark, type Finding } from './findings';
import type { DoctorRequest } from './request';
import type { Evidence, StepResult } from './steps';

/** Which warehouse to look at. That one may not list them is nobody's fault. */
export async function warehouseStep(request: DoctorRequest, redshift: Redshift): Promise<StepResult<WarehouseRef>> {
  const { warehouse, profile, chooseWarehouse, signal } = request;
  const named: WarehouseRef[] = warehouse === undefined ? [...profile.warehouses] : [warehouse];
  const listing = named.length === 0 ? await redshift.listWarehouses(signal) : { warehouses: named, failures: [] };
  const choices = listing.warehouses.filter(
    (one, at, all) => all.findIndex((other) => warehouseKey(other) === warehouseKey(one)) === at,
  );
  const [only] = choices;
  if (only === undefined) {
    const failures = listing.failures.filter((failure) => !Failure.has(failure, 'aws.accessDenied'));
    const remarks = failures.map((failure) => asRemark(fault(failure.code, failure.facts)));
    return { findings: [...remarks, fault('warehouse.none', {})] };
  }
  const chosen = choices.length === 1 ? only : await chooseWarehouse(choices, signal);
  return { evidence: [{ name: 'warehouse', value: `${warehouseKey(chosen)}, ${chosen.database}` }], value: chosen };
}

/** Whether the services answer. Without the Data API nothing goes; the other one is needed by other tools alone. */
export async function endpointsStep(
  { profile, clock, signal }: DoctorRequest,
  { kind }: WarehouseRef,
): Promise<StepResult<true>> {
  const { region, endpoints } = profile;
  const addresses = redshiftEndpoints(region, profile, endpoints);
  const [data, own] = await Promise.all([
    reach(addresses.redshiftData, clock, signal),
    reach(kind === 'cluster' ? addresses.redshift : addresses.redshiftServerless, clock, signal),
  ]);
  const service = kind === 'cluster' ? 'Amazon Redshift' : 'Amazon Redshift Serverless';
  const findings: Finding[] = [
    ...(data.reached
      ? []
      : [fault('aws.unreachable', { service: 'Amazon Redshift Data API', host: data.host, reason: data.reason })]),
    ...(own.reached ? [] : [remark('aws.unreachable', { service, host: own.host, reason: own.reason })]),
  ];
  return { evidence: [data, own].map(({ host }) => ({ name: 'host', value: host })), findings, value: true };
}

/** The call by which group federation signs in to the database: GetClusterCredentialsWithIAM, or GetCredentials. */
export async function credentialsStep(
  redshift: Redshift,
  warehouse: WarehouseRef,
  signal: AbortSignal,
): Promise<StepResult<true>> {
  try {
    const { user, expiration } = await redshift.temporaryPassword(warehouse, warehouse.database, signal);
    return {
      evidence: [
        { name: 'databaseUser', value: user },
        { name: 'expires', value: new Date(expiration).toISOString() },
      ],
      value: true,
    };
  } catch (error) {
    // The Data API makes that call by itself, from AWS's own network.
    if (!Failure.has(error, 'aws.unreachable')) throw error;
    return { findings: [remark(error.code, error.facts)], value: true };
  }
}

/** Without these, nothing can be said about the database. */
const needed: readonly string[] = ['ExecuteStatement', 'DescribeStatement', 'GetStatementResult'];

/** What of the Data API one may call. */
export function dataApiStep({ trials }: PermissionReport): StepResult & { goesOn: boolean } {
  const evidence = trials.flatMap(({ action, verdict }): Evidence[] =>
    verdict === 'failed' ? [] : [{ name: verdict, value: action }],
  );
  const findings = trials.flatMap(({ failure }) => (failure === undefined ? [] : [findingOf(failure)]));
  const goesOn = trials.every(({ action, verdict }) => verdict === 'allowed' || !needed.includes(action));
  return { evidence, findings, goesOn };
}

function findingOf(failure: Failure): Finding {
  const finding = fault(failure.code, failure.facts);
  // An older endpoint that does not know an action: nobody here can change that.
  const unknown = Failure.has(failure, 'aws.failed') && /UnknownOperation/.test(failure.facts.code);
  return unknown ? asRemark(finding) : finding;
}

/** How `SELECT 1` ended. */
export function loginStep({ login }: PermissionReport, { name, database }: WarehouseRef): StepResult {
  const evidence: Evidence[] = [{ name: 'database', value: database }];
  if (login === 'good') return { evidence };
  return { evidence, findings: [loginFinding(login, name, database)] };
}

/** In the words of Redshift, of PostgreSQL, and of both (as `redshift/serverErrors.ts` reads them). */
const refusing =
  /permission denied for database|authentication failed|\b(user|role) "?.*"? (does not|doesn't) exist|no pg_hba\.conf entry|not permitted to log in/i;

/** What an error of the database says about the login. */
export function loginFinding(error: ServerError | undefined, warehouse: string, database: string): Finding {
  const { kind } = error ?? {};
  const message = [error?.message, error?.detail].filter((line) => line !== undefined).join(' ');
  if (/\bdatabase "?.*"? (does not|doesn't) exist/i.test(message)) return fault('login.noDatabase', { database });
  if (refusing.test(message)) return fault('login.refused', { database, message });
  const code = kind === 'connection' ? 'warehouse.connectionFailed' : 'warehouse.queryFailed';
  return fault(code, { warehouse, database, message });
}

/** The session's roles beside those that the provider asks for. */
export function dbRolesStep(session: Session, warehouse: WarehouseRef, report: RolesReport): StepResult {
  const { user, currentUser, taggedUser, rolesTagged, roles } = rolesPicture(session, warehouse, report);
  const findings: Finding[] = roles
    .filter(({ standing }) => standing === 'missing')
    .map(({ name }) => fault('dbRole.missing', { role: name }));
  if (!rolesTagged) findings.push(remark('dbRoles.untagged', {}));
  if (user === 'different')
    findings.push(remark('dbUser.different', { tagged: taggedUser ?? '', current: currentUser }));
  if (user === 'shared') findings.push(remark('dbUser.shared', { current: currentUser }));
  const granted = roles.filter(({ standing }) => standing !== 'missing');
  return {
    evidence: [
      { name: 'databaseUser', value: currentUser },
      ...granted.map(({ name, sessionName = name }): Evidence => ({ name: 'granted', value: sessionName })),
    ],
    findings,
  };
}
