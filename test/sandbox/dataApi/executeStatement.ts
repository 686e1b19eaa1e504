import { DatabaseError } from 'pg';
import { redshiftErrorText } from '../warehouse/redshiftErrors';
import { Rewriting } from '../warehouse/rewriting';
import { countStatements, sqlTokens } from '../warehouse/sqlTokens';
import { ServiceError, type Action, type Call, type Caller, type JsonObject } from '../wire/service';
import type { DataApi } from './dataApi';
import { Input } from './input';
import { LIMITS } from './limits';
import { bindParameters, readParameters } from './parameters';
import { invalid } from './refusals';
import { Session } from './session';
import { Statement, type Parameter } from './statement';
import type { Target } from './target';

interface Plan {
  sql: string;
  parameters: Parameter[];
  name?: string;
  target: Target;
  /** A session that is there already. */
  sessionId?: string;
  keepAliveSeconds?: number;
  token?: string;
  waitSeconds?: number;
}

const SESSION_DECIDES = ['ClusterIdentifier', 'WorkgroupName', 'Database', 'DbUser', 'SecretArn'];

/** https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_ExecuteStatement.html */
export function executeStatement(api: DataApi): Action {
  return {
    permissions: (call) => {
      const { target, sessionId } = read(api, call);
      const action = { action: 'redshift-data:ExecuteStatement', resource: api.targets.arn(target.warehouse) };
      if (sessionId === undefined) return [action, ...api.targets.signInPermissions(target)];
      const owner = api.sessions.find(sessionId, call.caller).owner.userId;
      return [{ ...action, context: { 'redshift-data:session-owner-iam-userid': owner } }];
    },
    run: async (call) => {
      const plan = read(api, call);
      const statement = submit(api, plan, call);
      await statement.wait(plan.waitSeconds, call.signal);
      return output(statement, plan.waitSeconds !== undefined);
    },
  };
}

function read(api: DataApi, { input: members, caller }: Call): Plan {
  const input = new Input(members);
  const sql = input.requiredText('Sql');
  if (Buffer.byteLength(sql) > LIMITS.statementBytes)
    throw invalid(`sql must be at most ${LIMITS.statementBytes} bytes (100 KB), it has ${Buffer.byteLength(sql)}`);
  const tokens = sqlTokens(sql);
  if (countStatements(tokens) > 1)
    throw invalid('Multiple statements are not supported in one call: ExecuteStatement takes a single SQL statement');
  if (![undefined, 'JSON'].includes(input.text('ResultFormat')))
    throw invalid('resultFormat: this sandbox answers JSON alone');
  const parameters = readParameters(input);
  bindParameters(tokens, parameters);
  const name = input.text('StatementName', { min: 0, max: 2048 });
  const token = input.text('ClientToken', { max: 64 });
  const waitSeconds = input.integer('WaitTimeSeconds', { min: 1, max: LIMITS.waitTimeSeconds });
  const keepAliveSeconds = input.integer('SessionKeepAliveSeconds', { min: 0, max: LIMITS.sessionKeepAliveSeconds });
  const sessionId = input.text('SessionId', { pattern: /^[a-z0-9]{8}(-[a-z0-9]{4}){3}-[a-z0-9]{12}$/ });
  return {
    sql,
    parameters,
    target: sessionId === undefined ? api.targets.read(input) : ofSession(api, sessionId, input, caller),
    ...(name === undefined ? {} : { name }),
    ...(token === undefined ? {} : { token }),
    ...(sessionId === undefined ? {} : { sessionId }),
    ...(waitSeconds === undefined ? {} : { waitSeconds }),
    ...(keepAliveSeconds === undefined ? {} : { keepAliveSeconds }),
  };
}

function ofSession(api: DataApi, id: string, input: Input, caller: Caller): Target {
  const other = SESSION_DECIDES.find((name) => input.has(name));
  if (other !== undefined) throw invalid(`${other} cannot be specified with sessionId`);
  return api.sessions.find(id, caller).target;
}

/** Makes the statement and lets it go; one that its ClientToken has made before is given again. */
function submit(api: DataApi, plan: Plan, { input, caller }: Call): Statement {
  const { WaitTimeSeconds: _, ...what } = input;
  const request = JSON.stringify(what, Object.keys(what).sort());
  const known = plan.token === undefined ? undefined : api.statements.known(plan.token, request, caller);
  if (known) return known;
  const session = sessionOf(api, plan, caller);
  const { sql, parameters, name, target } = plan;
  const statement = new Statement(
    {
      sql,
      parameters,
      target,
      ...(name === undefined ? {} : { name }),
      dbUser: session?.dbUser ?? api.targets.userOf(target, caller),
      owner: { roleArn: caller.roleArn, userId: caller.userId },
      ...(session ? { sessionId: session.id } : {}),
    },
    api.clock,
  );
  api.statements.add(statement);
  if (plan.token !== undefined) api.statements.remember(plan.token, request, statement);
  void carryOut(api, statement, caller, session);
  return statement;
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
async function carryOut(api: DataApi, statement: Statement, caller: Caller, session?: Session): Promise<void> {
  statement.pick();
  const open = () => api.targets.connect(statement.request.target, caller);
  try {
    const connection = await (session ? session.connect(open) : open());
    await api.execution.run(statement, connection);
    if (!session) await connection.close();
  } catch (error) {
    statement.finish({ status: 'FAILED', error: connectError(error) });
  }
  await session?.release();
}

function connectError(error: unknown): string {
  if (error instanceof DatabaseError) return redshiftErrorText(error, new Rewriting('', []));
  if (error instanceof ServiceError) return error.message;
  return `FATAL: ${error instanceof Error ? error.message : String(error)}`;
}

function output(statement: Statement, waited: boolean): JsonObject {
  const { target, dbUser, sessionId } = statement.request;
  const { kind, name } = target.warehouse.name;
  return {
    Id: statement.id,
    CreatedAt: statement.createdAt / 1000,
    ...(kind === 'cluster' ? { ClusterIdentifier: name } : { WorkgroupName: name }),
    Database: target.database,
    DbUser: dbUser,
    ...(sessionId === undefined ? {} : { SessionId: sessionId }),
    ...(waited
      ? {
          Status: statement.status,
          HasResultSet: statement.outcome?.result !== undefined,
          ...(statement.pid > 0 ? { RedshiftPid: statement.pid } : {}),
        }
      : {}),
  };
}
