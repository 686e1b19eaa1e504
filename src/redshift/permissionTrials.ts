import { randomUUID } from 'node:crypto';
import {
  CancelStatementCommand,
  DescribeStatementCommand,
  ExecuteStatementCommand,
  GetStatementResultCommand,
  ListDatabasesCommand,
  ListSessionsCommand,
  ListStatementsCommand,
  type ExecuteStatementOutput,
} from '@aws-sdk/client-redshift-data';
import { Failure } from '../core/failure';
import type { ServerError } from '../core/result';
import type { WarehouseRef } from '../core/warehouse';
import { callAws, littlePatience, type CallPorts } from './awsCalls';
import { refusesWaiting } from './awsFailures';
import { Backoff } from './backoff';
import type { Services } from './connection';
import { warehouseInput } from './dataCalls';
import { readServerError } from './serverErrors';
import { hasEnded } from './waiting';

/** Actions of the Data API that the extension calls. */
export const dataActions = [
  'ExecuteStatement',
  'DescribeStatement',
  'GetStatementResult',
  'CancelStatement',
  'ListStatements',
  'ListSessions',
  'ListDatabases',
  'BatchExecuteStatement',
] as const;
export type DataAction = (typeof dataActions)[number];

/** Whether AWS lets one call an action; `notTried` where asking was not possible, or would have done something. */
export interface PermissionTrial {
  action: DataAction;
  verdict: 'allowed' | 'denied' | 'notTried' | 'failed';
  /** Of those that were denied, or failed for another reason than a missing permission. */
  failure?: Failure;
}

export interface PermissionReport {
  /** In the order of {@link dataActions}. */
  trials: readonly PermissionTrial[];
  /** How `SELECT 1` ended in the database: with the server's error, or well; undefined where that could not be learnt. */
  login?: 'good' | ServerError;
}

const aboutWarehouse: readonly DataAction[] = ['ExecuteStatement', 'ListDatabases'];
const waitSeconds = 10;
/** How long the end of `SELECT 1` is asked for; a paused workgroup takes its time to come back. */
const patienceMs = 120_000;
const text = 'SELECT 1';

/**
 * Tries each permission by a call that changes nothing: by a `SELECT 1` of one's own, and by what is described, fetched and cancelled
 * of it when it has ended. Policies with an owner condition allow these for statements of one's own alone, so that ids which do not
 * exist would be refused. BatchExecuteStatement could not be asked without running something twice.
 *
 * Rejects with Failures that are no refusal (the network, credentials), and with Cancelled.
 */
export async function tryPermissions(
  services: Pick<Services, 'data'>,
  ports: CallPorts,
  warehouse: Pick<WarehouseRef, 'kind' | 'name'>,
  database: string,
  signal: AbortSignal,
): Promise<PermissionReport> {
  const { client, name: service, host } = services.data;
  const failures = new Map<DataAction, Failure | 'allowed'>();
  /** The answer, where the action is allowed and had one. */
  const attempt = async <T>(
    action: DataAction,
    send: (abortSignal: AbortSignal) => Promise<T>,
  ): Promise<T | undefined> => {
    try {
      const call = {
        service,
        host,
        action,
        ...(aboutWarehouse.includes(action) && { warehouse: warehouse.name, database }),
      };
      const answer = await callAws(ports, call, send, littlePatience, signal);
      failures.set(action, 'allowed');
      return answer;
    } catch (error) {
      if (!Failure.is(error) || isNoAnswer(error)) throw error;
      failures.set(action, error);
      return undefined;
    }
  };

  const about = { ...warehouseInput(warehouse), Database: database };
  const statement = { ...about, Sql: text, StatementName: `redshift-federation-doctor-${randomUUID()}` };
  const token = randomUUID();
  const started = await attempt('ExecuteStatement', async (abortSignal): Promise<ExecuteStatementOutput> => {
    const send = (waits: object): Promise<ExecuteStatementOutput> =>
      client.send(new ExecuteStatementCommand({ ...statement, ...waits, ClientToken: token }), { abortSignal });
    try {
      return await send({ WaitTimeSeconds: waitSeconds });
    } catch (error) {
      // An older endpoint, or a gateway before it.
      if (refusesWaiting(error)) return send({});
      throw error;
    }
  });
  let login: PermissionReport['login'] | undefined;
  if (started?.Id !== undefined) {
    const id = { Id: started.Id };
    const described = await untilEnded(started, ports, signal, () =>
      attempt('DescribeStatement', (abortSignal) => client.send(new DescribeStatementCommand(id), { abortSignal })),
    );
    if (described.status === 'FINISHED') login = 'good';
    else if (described.error !== undefined) login = readServerError(described.error, text);
    await attempt('GetStatementResult', (abortSignal) =>
      client.send(new GetStatementResultCommand(id), { abortSignal }),
    );
    await attempt('CancelStatement', (abortSignal) => client.send(new CancelStatementCommand(id), { abortSignal }));
  }
  // Without RoleLevel false, those of everybody on the AWS role are asked for, which policies rightly refuse.
  const own = { RoleLevel: false, MaxResults: 1 };
  await attempt('ListStatements', (abortSignal) => client.send(new ListStatementsCommand(own), { abortSignal }));
  await attempt('ListSessions', (abortSignal) => client.send(new ListSessionsCommand(own), { abortSignal }));
  await attempt('ListDatabases', (abortSignal) => client.send(new ListDatabasesCommand(about), { abortSignal }));
  login ??= connectionError(failures);
  const trials = dataActions.map((action) => verdictOf(action, failures.get(action)));
  return { trials, ...(login === undefined ? {} : { login }) };
}

async function untilEnded(
  { Status: first }: ExecuteStatementOutput,
  { clock }: CallPorts,
  signal: AbortSignal,
  describe: () => Promise<{ Status?: string | undefined; Error?: string | undefined } | undefined>,
): Promise<{ status?: string | undefined; error?: string | undefined }> {
  const backoff = new Backoff(clock, { firstMs: 200, longestMs: 4_000 });
  const until = clock.now() + patienceMs;
  for (;;) {
    const described = await describe();
    if (described === undefined) return { status: first };
    if (hasEnded(described.Status) || clock.now() >= until) return { status: described.Status, error: described.Error };
    await backoff.pause(signal);
  }
}

function verdictOf(action: DataAction, failure: Failure | 'allowed' | undefined): PermissionTrial {
  if (failure === undefined) return { action, verdict: 'notTried' };
  if (failure === 'allowed' || isBeyond(action, failure)) return { action, verdict: 'allowed' };
  return { action, verdict: Failure.has(failure, 'aws.accessDenied') ? 'denied' : 'failed', failure };
}

/** The service let one ask, and says that there is nothing to fetch or to cancel, or that the database does not let it in. */
function isBeyond(action: DataAction, failure: Failure): boolean {
  if (Failure.has(failure, 'warehouse.connectionFailed')) return true;
  if (action !== 'GetStatementResult' && action !== 'CancelStatement') return false;
  return (
    Failure.has(failure, 'result.gone') ||
    (Failure.has(failure, 'aws.failed') && /Validation|ResourceNotFound/.test(failure.facts.code))
  );
}

/** Where the service itself says that it could not connect. */
function connectionError(failures: ReadonlyMap<DataAction, Failure | 'allowed'>): ServerError | undefined {
  const failed = [...failures.values()].find((one) => Failure.has(one, 'warehouse.connectionFailed'));
  return failed === undefined ? undefined : readServerError(failed.facts.message, text);
}

/** Nothing that is about one action. */
function isNoAnswer({ code }: Failure): boolean {
  return ['aws.unreachable', 'aws.credentialsRefused', 'aws.credentialsExpired', 'internal.unexpected'].includes(code);
}
