import { countStatements, sqlTokens, type SqlToken } from '../warehouse/sqlTokens';
import type { Call, Caller, Permission } from '../wire/service';
import type { DataApi } from './dataApi';
import { Input } from './input';
import { LIMITS } from './limits';
import { checkParameters, readParameters } from './parameters';
import { invalid } from './refusals';
import { RESULT_FORMATS, type Parameter, type ResultFormat } from './run';
import type { Target } from './target';

/** What ExecuteStatement and BatchExecuteStatement have in common. */
export interface Plan {
  parameters: Parameter[];
  resultFormat: ResultFormat;
  name?: string;
  target: Target;
  /** A session that is there already. */
  sessionId?: string;
  keepAliveSeconds?: number;
  token?: string;
  waitSeconds?: number;
}

const SESSION_DECIDES = ['ClusterIdentifier', 'WorkgroupName', 'Database', 'DbUser', 'SecretArn'];

export const SESSION_ID = /^[a-z0-9]{8}(-[a-z0-9]{4}){3}-[a-z0-9]{12}$/;

/** Reads the members beside the SQL, and refuses what is wrong with the two together. */
export function readPlan(api: DataApi, { input: members, caller }: Call, sqls: readonly string[]): Plan {
  const input = new Input(members);
  const tokens = sqls.map(tokensOfOne);
  const parameters = readParameters(input);
  checkParameters(tokens, parameters);
  const resultFormat = input.choice('ResultFormat', RESULT_FORMATS) ?? 'JSON';
  const name = input.text('StatementName', { min: 0, max: 2048 });
  const token = input.text('ClientToken', { max: 64 });
  const waitSeconds = input.integer('WaitTimeSeconds', { min: 1, max: LIMITS.waitTimeSeconds });
  const keepAliveSeconds = input.integer('SessionKeepAliveSeconds', { min: 0, max: LIMITS.sessionKeepAliveSeconds });
  const sessionId = input.text('SessionId', { pattern: SESSION_ID });
  return {
    parameters,
    resultFormat,
    target: sessionId === undefined ? api.targets.read(input) : ofSession(api, sessionId, input, caller),
    ...(name === undefined ? {} : { name }),
    ...(token === undefined ? {} : { token }),
    ...(sessionId === undefined ? {} : { sessionId }),
    ...(waitSeconds === undefined ? {} : { waitSeconds }),
    ...(keepAliveSeconds === undefined ? {} : { keepAliveSeconds }),
  };
}

/** The action on the warehouse, and what it does to get into the database; a session is in there already. */
export function planPermissions(api: DataApi, plan: Plan, { caller }: Call, action: string): Permission[] {
  const { target, sessionId } = plan;
  const own = { action: `redshift-data:${action}`, resource: api.targets.arn(target.warehouse) };
  if (sessionId === undefined) return [own, ...api.targets.signInPermissions(target)];
  const owner = api.sessions.find(sessionId, caller).owner.userId;
  return [{ ...own, context: { 'redshift-data:session-owner-iam-userid': owner } }];
}

function tokensOfOne(sql: string): SqlToken[] {
  const bytes = Buffer.byteLength(sql);
  if (bytes > LIMITS.statementBytes)
    throw invalid(`sql must be at most ${LIMITS.statementBytes} bytes (100 KB), it has ${bytes}`);
  const tokens = sqlTokens(sql);
  if (countStatements(tokens) > 1)
    throw invalid('Multiple statements are not supported in one text: each is a single SQL statement');
  return tokens;
}

function ofSession(api: DataApi, id: string, input: Input, caller: Caller): Target {
  const other = SESSION_DECIDES.find((name) => input.has(name));
  if (other !== undefined) throw invalid(`${other} cannot be specified with sessionId`);
  return api.sessions.find(id, caller).target;
}
