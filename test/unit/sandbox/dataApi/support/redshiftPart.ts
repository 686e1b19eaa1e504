import { ACCOUNT, CLUSTERS, WORKGROUPS } from '../../../../sandbox/accounts';
import { ControlRoutes } from '../../../../sandbox/faults/controlRoutes';
import { startRedshiftPart } from '../../../../sandbox/redshift/part';
import { SandboxClock } from '../../../../sandbox/wire/clock';
import type { Part } from '../../../../sandbox/wire/context';
import {
  RawJson,
  ServiceError,
  type Call,
  type Caller,
  type JsonObject,
  type Permission,
} from '../../../../sandbox/wire/service';

/** Rows of the big table: enough for more than a page. */
export const BIG_ROWS = 20_000;

export const CLUSTER = { ClusterIdentifier: 'redshift-cluster-1', Database: 'dev' };
export const WORKGROUP = { WorkgroupName: 'workgroup-1', Database: 'dev' };

/** Redshift's services over real warehouses, called without the wire. */
export interface RedshiftUnderTest {
  part: Part;
  clock: SandboxClock;
  control: ControlRoutes;
}

let running: Promise<RedshiftUnderTest> | undefined;

/** Started once for all test files of a run, for it takes seconds. Tests take users and names of their own. */
export function redshiftUnderTest(): Promise<RedshiftUnderTest> {
  running ??= start();
  return running;
}

// A hook of the root suite, because the warehouses outlive the file that started them.
after('stop the warehouses', async function () {
  this.timeout(20_000);
  if (running) await (await running).part.stop();
});

async function start(): Promise<RedshiftUnderTest> {
  const [clock, control] = [new SandboxClock(), new ControlRoutes()];
  const setting = {
    account: ACCOUNT,
    clusters: CLUSTERS,
    workgroups: WORKGROUPS,
    rows: BIG_ROWS,
    catalog: { schemas: 0, tables: 0, columns: 0 },
  };
  const part = await startRedshiftPart({ ...setting, dbUser: 'tag', clock, control });
  return { part, clock, control };
}

/** A caller as STS makes one of an assertion. */
export function callerOf(name: string, dbRoles: string, roleName = 'redshift-sales'): Caller {
  return {
    accessKeyId: `ASIA${name}`,
    accountId: ACCOUNT.accountId,
    partition: ACCOUNT.partition,
    roleName,
    roleArn: `arn:aws:iam::${ACCOUNT.accountId}:role/${roleName}`,
    assumedRoleArn: `arn:aws:sts::${ACCOUNT.accountId}:assumed-role/${roleName}/${name}`,
    sessionName: name,
    userId: `AROA${roleName}:${name}`,
    tags: { RedshiftDbUser: name, RedshiftDbRoles: dbRoles },
    subject: `${name}@example.com`,
    expiration: Number.POSITIVE_INFINITY,
  };
}

export const ETHAN = callerOf('ethan', 'sales');
export const FRIDA = callerOf('frida', 'finance', 'redshift-finance');

/** What a service answers, parsed; numbers beyond 2^53 are rounded by that, `rawOf` keeps them. */
export async function ask(
  service: string,
  action: string,
  input: JsonObject,
  caller: Caller = ETHAN,
): Promise<JsonObject> {
  return JSON.parse(await rawOf(service, action, input, caller)) as JsonObject;
}

export async function rawOf(
  service: string,
  action: string,
  input: JsonObject,
  caller: Caller = ETHAN,
): Promise<string> {
  const { found, call } = await prepare(service, action, input, caller);
  await found.permissions?.(call);
  const output = await found.run(call);
  return output instanceof RawJson ? output.text : JSON.stringify(output);
}

/** Gives an order to the control address, without the wire. */
export async function controlled(
  method: string,
  path: string,
  query: Record<string, string> = {},
  body: JsonObject = {},
): Promise<JsonObject> {
  const { control } = await redshiftUnderTest();
  const route = control.find(method, path);
  if (!route) throw new Error(`There is no ${method} ${path}.`);
  return (await route.handler({ body, query: new URLSearchParams(query), rest: route.rest })) as JsonObject;
}

/** A member that is a text. */
export function textOf(answer: JsonObject, member: string): string {
  const value = answer[member];
  if (typeof value !== 'string') throw new Error(`${member} is no text in ${JSON.stringify(answer)}.`);
  return value;
}

/** What a call needs to be allowed. */
export async function permissionsOf(
  service: string,
  action: string,
  input: JsonObject,
  caller: Caller = ETHAN,
): Promise<Permission[]> {
  const { found, call } = await prepare(service, action, input, caller);
  return (await found.permissions?.(call)) ?? [];
}

/** Code and text of a refusal. */
export async function refusalOf(answer: Promise<unknown>): Promise<string> {
  try {
    await answer;
  } catch (error) {
    if (error instanceof ServiceError) return `${error.code} ${error.status}: ${error.message}`;
    throw error;
  }
  return 'was not refused';
}

/** Runs a statement to its end; the description, and the id for more. */
export async function run(sql: string, input: JsonObject = CLUSTER, caller: Caller = ETHAN): Promise<JsonObject> {
  const { Id } = await ask('redshift-data', 'ExecuteStatement', { ...input, Sql: sql, WaitTimeSeconds: 30 }, caller);
  return ask('redshift-data', 'DescribeStatement', { Id: Id ?? null }, caller);
}

/** The values of all rows of a statement's first page, each as its JSON text. */
export async function rowsOf(sql: string, input: JsonObject = CLUSTER, caller: Caller = ETHAN): Promise<string[]> {
  const { Id, Error: error } = await run(sql, input, caller);
  if (typeof error === 'string') throw new Error(error);
  const text = await rawOf('redshift-data', 'GetStatementResult', { Id: Id ?? null }, caller);
  const records = /^\{"Records":\[(.*)\],"ColumnMetadata"/s.exec(text)?.[1] ?? '';
  return records === '' ? [] : records.split(/(?<=\]),(?=\[)/);
}

async function prepare(service: string, action: string, input: JsonObject, caller: Caller) {
  const { part } = await redshiftUnderTest();
  const found = part.services.find(({ name }) => name === service)?.actions[action];
  if (!found) throw new Error(`There is no ${service}.${action}.`);
  const call: Call = { input, caller, signal: new AbortController().signal, requestId: 'test' };
  return { found, call };
}
