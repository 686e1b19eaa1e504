import type { Action, Caller, JsonObject } from '../wire/service';
import type { DataApi } from './dataApi';
import { Input } from './input';
import { LIMITS } from './limits';
import { listOwner, scopeOf } from './listing';
import { newestFirst } from './paging';
import { SESSION_ID } from './plan';
import { invalid, sessionNotFound } from './refusals';
import { SESSION_STATES, type Session } from './session';

const OWNER = 'redshift-data:session-owner-iam-userid';
const FILTERS = ['Status', 'ClusterIdentifier', 'WorkgroupName', 'Database'];

/** https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_ListSessions.html */
export function listSessions(api: DataApi): Action {
  return {
    permissions: ({ input: members, caller }) => {
      const input = new Input(members);
      const one = oneOf(api, input, caller);
      const context = one ? { context: { [OWNER]: one.owner.userId } } : listOwner(input, OWNER, caller);
      return [{ action: 'redshift-data:ListSessions', resource: '*', ...context }];
    },
    run: ({ input: members, caller }) => {
      const input = new Input(members);
      const one = oneOf(api, input, caller);
      if (one) return { Sessions: [listed(one)] };
      const status = input.choice('Status', SESSION_STATES);
      const database = input.text('Database');
      const fits = api.targets.filter(input);
      const roleWide = input.flag('RoleLevel') ?? true;
      const sessions = lastDay(api).filter(
        ({ owner, state, target }) =>
          owner.roleArn === caller.roleArn &&
          (roleWide || owner.userId === caller.userId) &&
          (status === undefined ? state !== 'CLOSED' : state === status) &&
          (database === undefined || target.database === database) &&
          fits(target.warehouse),
      );
      const { page, next } = newestFirst(sessions, input, scopeOf('ListSessions', members), LIMITS.maxSessions);
      return { Sessions: page.map(listed), ...(next === undefined ? {} : { NextToken: next }) };
    },
  };
}

/** The session that SessionId names; undefined where it was not sent. */
function oneOf(api: DataApi, input: Input, caller: Caller): Session | undefined {
  const id = input.text('SessionId', { pattern: SESSION_ID });
  if (id === undefined) return undefined;
  const other = FILTERS.find((name) => input.has(name));
  if (other !== undefined) throw invalid(`${other} cannot be specified with sessionId`);
  const session = lastDay(api).find((each) => each.id === id);
  const hidden = input.flag('RoleLevel') === false && session?.owner.userId !== caller.userId;
  if (session?.owner.roleArn !== caller.roleArn || hidden) throw sessionNotFound(id);
  return session;
}

function lastDay(api: DataApi): Session[] {
  return api.sessions.list().filter(({ createdAt }) => createdAt + LIMITS.sessionMs > api.clock.now());
}

function listed(session: Session): JsonObject {
  const { kind, name } = session.target.warehouse.name;
  return {
    SessionId: session.id,
    Status: session.state,
    CreatedAt: session.createdAt / 1000,
    UpdatedAt: session.updatedAt / 1000,
    Database: session.target.database,
    DbUser: session.dbUser,
    ...(kind === 'cluster' ? { ClusterIdentifier: name } : { WorkgroupName: name }),
    SessionAliveSeconds: session.keepAliveSeconds,
    SessionTtl: session.expiresAt / 1000,
    ...(session.state === 'BUSY' && session.current !== undefined ? { CurrentStatementId: session.current } : {}),
  };
}
