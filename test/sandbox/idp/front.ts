import { randomUUID } from 'node:crypto';
import type { FaultBook } from '../faults/faultBook';
import { interfereAfter, interfereBefore } from '../faults/interference';
import type { RequestLedger } from '../faults/requestLedger';
import { headerOf, ResetConnection, type Handler, type RawRequest, type RawResponse } from '../wire/httpServer';
import { readJson } from '../wire/json11';
import { ServiceError } from '../wire/service';
import { errorPage } from './pages';

/** One address of a provider. */
export interface Route {
  method: 'GET' | 'POST';
  /** `/api/v1/authn/factors/:id/verify`: a part with a colon takes any one segment. */
  path: string;
  /** Name in the ledger, and for faults. */
  action: string;
  serve(request: RawRequest, params: Readonly<Record<string, string>>): RawResponse | Promise<RawResponse>;
  /** How a refusal looks here; a page unless said. */
  writeError?(error: ServiceError): RawResponse;
}

export interface FrontOptions {
  /** Name in the ledger, and for faults: `idp`, `entra`, ... */
  service: string;
  routes: readonly Route[];
  faults: FaultBook;
  ledger: RequestLedger;
}

/** Puts a provider's routes on the network, with ledger and faults; to be served by wire/httpServer. */
export function providerHandler({ service, routes, faults, ledger }: FrontOptions): Handler {
  return async (request, signal) => {
    const { route, params } = find(routes, request);
    const entry = ledger.open(service, randomUUID());
    const members = membersOf(request);
    ledger.name(entry, route?.action ?? 'unknown', members);
    const throttled = (): ServiceError =>
      new ServiceError('E0000047', 'API call exceeded rate limit due to too many requests.', 429);
    try {
      const input = Object.fromEntries(members.map((name) => [name, null]));
      const rules = faults.take({ service, action: entry.action, input });
      await interfereBefore(rules, throttled, signal);
      const response = route
        ? await route.serve(request, params)
        : errorPage(404, 'Page not found', 'There is nothing at this address.');
      const changed = await interfereAfter(rules, throttled, signal, response);
      entry.status = changed.status;
      return changed;
    } catch (error) {
      if (error instanceof ResetConnection) entry.reset = true;
      if (!(error instanceof ServiceError)) throw error;
      entry.status = error.status;
      entry.code = error.code;
      return route?.writeError?.(error) ?? errorPage(error.status, 'Something went wrong', error.message);
    } finally {
      entry.durationMs = Date.now() - entry.at;
    }
  };
}

function find(
  routes: readonly Route[],
  { method, path }: RawRequest,
): { route?: Route; params: Record<string, string> } {
  for (const route of routes) {
    const params = route.method === method ? match(route.path, path) : undefined;
    if (params) return { route, params };
  }
  return { params: {} };
}

function match(pattern: string, path: string): Record<string, string> | undefined {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':') && value !== '') params[part.slice(1)] = value;
    else if (part !== value) return undefined;
  }
  return params;
}

/** Names of what was sent, by query or as JSON. */
function membersOf(request: RawRequest): string[] {
  const isJson = /^application\/json\b/i.test(headerOf(request, 'content-type') ?? '');
  const body = isJson ? Object.keys(readJson(request.body) ?? {}) : [];
  return [...new URLSearchParams(request.query).keys(), ...body];
}
