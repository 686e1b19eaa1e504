import { randomBytes } from 'node:crypto';
import type { SandboxClock } from '../wire/clock';
import { serveHttp, type HttpServer, type RawRequest, type RawResponse } from '../wire/httpServer';
import { readJson } from '../wire/json11';
import type { Json } from '../wire/service';
import { ControlError, type ControlRoutes } from './controlRoutes';

export interface ControlServer {
  /** `http://127.0.0.1:PORT/<random>/`; who does not know the random part gets 404. */
  url: string;
  server: HttpServer;
}

/** Serves the orders as JSON over HTTP. */
export async function serveControl(routes: ControlRoutes, port: number, clock: SandboxClock): Promise<ControlServer> {
  const prefix = `/${randomBytes(18).toString('base64url')}/`;
  const server = await serveHttp((request) => respond(routes, prefix, request), {
    port,
    clock,
    bodyLimit: 1024 * 1024,
  });
  return { url: `${server.origin}${prefix}`, server };
}

async function respond(routes: ControlRoutes, prefix: string, request: RawRequest): Promise<RawResponse> {
  if (!request.path.startsWith(prefix)) return json(404, { error: 'Nothing here.' });
  const path = decodeURIComponent(request.path.slice(prefix.length)).replace(/\/$/, '');
  if (path === '' && request.method === 'GET') return json(200, { routes: routes.list() });
  const found = routes.find(request.method, path);
  if (!found) return json(404, { error: `There is no ${request.method} ${path}.`, routes: routes.list() });
  const body = readJson(request.body);
  if (!body) return json(400, { error: 'The body is no JSON object.' });
  try {
    return json(200, await found.handler({ body, query: new URLSearchParams(request.query), rest: found.rest }));
  } catch (error) {
    if (error instanceof ControlError) return json(400, { error: error.message });
    throw error;
  }
}

function json(status: number, body: Json): RawResponse {
  return { status, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}
