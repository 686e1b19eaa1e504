import { ControlError, type ControlRequest, type ControlRoutes } from '../faults/controlRoutes';
import { checkMembers } from '../faults/members';
import type { DataApi } from './dataApi';
import { LEDGER_KEYS, type LedgerFilter } from './ledger';
import type { Session } from './session';

/** The Data API's orders at the control address: what really ran, and its sessions. */
export function addDataApiRoutes(control: ControlRoutes, api: DataApi): void {
  const { ledger, sessions } = api;
  control.add('GET', 'statements', ({ query }) => {
    const entries = ledger.entries(filterOf(query));
    const list = query.get('list') === 'no' ? {} : { statements: entries };
    return { count: entries.length, forgotten: ledger.forgotten, ...list };
  });
  control.add('GET', 'statements/counts', ({ query }) => {
    const by = LEDGER_KEYS.find((key) => key === (query.get('by') ?? 'text'));
    if (!by) throw new ControlError(`by must be one of ${LEDGER_KEYS.join(', ')}.`);
    return { counts: ledger.counts(by, filterOf(query, 'by')), forgotten: ledger.forgotten };
  });
  control.add('DELETE', 'statements', () => {
    ledger.clear();
    return {};
  });
  control.add('GET', 'dataApi/sessions', () => ({ sessions: sessions.list().map(shown) }));
  control.add('POST', 'dataApi/sessions/lose', async ({ body }: ControlRequest) => {
    checkMembers(body, { sessionId: 'string', user: 'string' });
    const lost = sessions
      .list()
      .filter(
        ({ id, dbUser, state }) =>
          state !== 'CLOSED' &&
          (body['sessionId'] === undefined || body['sessionId'] === id) &&
          (body['user'] === undefined || body['user'] === dbUser),
      );
    for (const session of lost) await session.lose();
    return { lost: lost.length };
  });
}

/** A misspelt key would otherwise be a filter that lets everything pass. */
function filterOf(query: URLSearchParams, ...others: readonly string[]): LedgerFilter {
  const filter: LedgerFilter = {};
  for (const [name, value] of query) {
    const key = LEDGER_KEYS.find((each) => each === name);
    if (key) filter[key] = value;
    else if (!['list', ...others].includes(name))
      throw new ControlError(`Statements are asked for by ${LEDGER_KEYS.join(', ')}, not by ${name}.`);
  }
  return filter;
}

function shown({ id, state, dbUser, target, keepAliveSeconds, current }: Session) {
  const { kind, name } = target.warehouse.name;
  return {
    sessionId: id,
    state,
    user: dbUser,
    warehouse: `${kind}:${name}`,
    database: target.database,
    keepAliveSeconds,
    statementId: state === 'BUSY' ? (current ?? null) : null,
  };
}
