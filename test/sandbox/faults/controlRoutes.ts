import type { Json, JsonObject } from '../wire/service';

export interface ControlRequest {
  /** The JSON body; `{}` when there is none. */
  body: JsonObject;
  query: URLSearchParams;
  /** What follows the route's path: `DELETE faults/3` has `3` for the route `faults`. */
  rest: string;
}

/** Throwing ControlError answers 400 with its text. */
export type ControlHandler = (request: ControlRequest) => Json | Promise<Json>;

export class ControlError extends Error {}

/** What the control address can do; every part adds its own. */
export class ControlRoutes {
  private readonly handlers = new Map<string, ControlHandler>();

  /** `path` without slashes at its ends; the answer is sent as JSON. */
  add(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, handler: ControlHandler): void {
    const key = `${method} ${path}`;
    if (this.handlers.has(key)) throw new Error(`The control address has ${key} twice.`);
    this.handlers.set(key, handler);
  }

  /** `GET faults`, `POST faults`, ... */
  list(): string[] {
    return [...this.handlers.keys()].sort();
  }

  /** The route with the longest path that fits. */
  find(method: string, path: string): { handler: ControlHandler; rest: string } | undefined {
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
      const handler = this.handlers.get(`${method} ${path.slice(0, end)}`);
      if (handler) return { handler, rest: path.slice(end + 1) };
    }
    return undefined;
  }
}
