import { DatabaseError } from 'pg';
import { redshiftErrorText } from '../warehouse/redshiftErrors';
import { Rewriting } from '../warehouse/rewriting';
import { ServiceError, type Call, type Caller, type JsonObject } from '../wire/service';
import { Batch } from './batch';
import { runBatch } from './batchExecution';
import type { DataApi } from './dataApi';
import type { Plan } from './plan';
import type { RunRequest } from './run';
import { Session } from './session';
import type { Statement } from './statement';

/** Makes the run and lets it go; one that its ClientToken has made before is given again. */
export function submit(
  api: DataApi,
  plan: Plan,
  { input, caller }: Call,
  make: (request: RunRequest) => Statement | Batch,
): Statement | Batch {
  const { WaitTimeSeconds: _, ...what } = input;
  const asked = JSON.stringify(Object.entries(what).sort(([a], [b]) => (a < b ? -1 : 1)));
  const known = plan.token === undefined ? undefined : api.runs.known(plan.token, asked, caller);
  if (known) return known;
  api.runs.checkRoom(plan.target.warehouse);
  const session = sessionOf(api, plan, caller);
  const { parameters, resultFormat, name, token, target } = plan;
  const run = make({
    parameters,
    resultFormat,
    target,
    ...(name === undefined ? {} : { name }),
    ...(token === undefined ? {} : { token }),
    dbUser: session?.dbUser ?? api.targets.userOf(target, caller),
    owner: { roleArn: caller.roleArn, userId: caller.userId },
    ...(session ? { sessionId: session.id } : {}),
  });
  session?.begin(run.id);
  api.runs.add(run);
  if (token !== undefined) api.runs.remember(token, asked, run);
  void carryOut(api, run, caller, session);
  return run;
}

/** The answer to both actions. */
export function submitted(
  { id, createdAt, request, pid, status, hasResultSet }: Statement | Batch,
  waited: boolean,
): JsonObject {
  const { target, dbUser, sessionId } = request;
  const { kind, name } = target.warehouse.name;
  return {
    Id: id,
    CreatedAt: createdAt / 1000,
    ...(kind === 'cluster' ? { ClusterIdentifier: name } : { WorkgroupName: name }),
    Database: target.database,
    DbUser: dbUser,
    ...(sessionId === undefined ? {} : { SessionId: sessionId }),
    ...(waited ? { Status: status, HasResultSet: hasResultSet, ...(pid > 0 ? { RedshiftPid: pid } : {}) } : {}),
  };
}

function sessionOf(api: DataApi, { sessionId, keepAliveSeconds, target }: Plan, caller: Caller): Session | undefined {
  if (sessionId !== undefined) {
    const session = api.sessions.take(sessionId, caller);
    session.keepAliveSeconds = keepAliveSeconds ?? session.keepAliveSeconds;
    return session;
  }
  if (!keepAliveSeconds) return undefined;
  const session = new Session(target, api.targets.userOf(target, caller), caller, keepAliveSeconds, api.clock);
  api.sessions.open(session);
  return session;
}

/** Connects, runs, and lets the connection go or keeps it for the session; never rejects. */
async function carryOut(api: DataApi, run: Statement | Batch, caller: Caller, session?: Session): Promise<void> {
  run.pick();
  const open = () => api.targets.connect(run.request.target, caller);
  try {
    const connection = await (session ? session.connect(open) : open());
    await (run instanceof Batch ? runBatch(run, connection, api.execution) : api.execution.run(run, connection));
    if (!session) await connection.close();
  } catch (error) {
    run.fail(connectError(error));
  }
  await session?.release();
}

function connectError(error: unknown): string {
  if (error instanceof DatabaseError) return redshiftErrorText(error, new Rewriting('', []));
  if (error instanceof ServiceError) return error.message;
  return `FATAL: ${error instanceof Error ? error.message : String(error)}`;
}
