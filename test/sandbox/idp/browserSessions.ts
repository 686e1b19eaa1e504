import { randomBytes } from 'node:crypto';
import type { Person } from '../accounts';
import { headerOf, type RawRequest } from '../wire/httpServer';
import type { AuthnRequest } from './authnRequest';

const COOKIE = 'sid';

/** A request that waits for its user to sign in. */
export interface Waiting {
  request: AuthnRequest;
  relayState: string | undefined;
}

/** Who is signed in at the provider, by cookie, so that a second sign-in needs no password. */
export class BrowserSessions {
  private readonly people = new Map<string, { person: Person; at: number }>();
  private readonly waiting = new Map<string, Waiting>();

  /** The value of Set-Cookie. */
  start(person: Person, now: number): string {
    const id = randomBytes(24).toString('base64url');
    this.people.set(id, { person, at: now });
    return `${COOKIE}=${id}; Path=/; HttpOnly; SameSite=Lax`;
  }

  /** Who, and since when (ms since 1970). */
  find(request: RawRequest): { person: Person; at: number } | undefined {
    const id = cookieOf(request);
    return id === undefined ? undefined : this.people.get(id);
  }

  /** The value of Set-Cookie that makes the browser forget. */
  end(request: RawRequest): string {
    const id = cookieOf(request);
    if (id !== undefined) this.people.delete(id);
    return `${COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`;
  }

  endAll(): number {
    const count = this.people.size;
    this.people.clear();
    return count;
  }

  /** Keeps an AuthnRequest that came by POST over the login page; Okta names it by `okta_key` too. */
  keep(waiting: Waiting): string {
    const key = randomBytes(12).toString('hex');
    this.waiting.set(key, waiting);
    return key;
  }

  kept(key: string): Waiting | undefined {
    return this.waiting.get(key);
  }
}

function cookieOf(request: RawRequest): string | undefined {
  const pairs = (headerOf(request, 'cookie') ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === COOKIE)?.[1];
}
