import { randomBytes } from 'node:crypto';
import type { Person } from '../accounts';
import type { SecretBook } from '../faults/secretBook';
import { headerOf, type RawRequest } from '../wire/httpServer';
import type { AuthnRequest } from './authnRequest';

/** A request that waits for its user to sign in. */
export interface Waiting {
  request: AuthnRequest;
  relayState: string | undefined;
}

export interface BrowserSession {
  person: Person;
  /** ms since 1970 */
  at: number;
  /** It came from a session token, not from the login page. */
  byToken: boolean;
}

/** Who is signed in at the provider, by cookie, so that a second sign-in needs no password. */
export class BrowserSessions {
  private readonly people = new Map<string, BrowserSession>();
  private readonly waiting = new Map<string, Waiting>();

  /** `cookie` is its name: providers share the host 127.0.0.1, and cookies do not tell ports apart. */
  constructor(
    private readonly cookie: string,
    private readonly secrets: SecretBook,
  ) {}

  /** The value of Set-Cookie. */
  start(session: BrowserSession): string {
    const id = randomBytes(24).toString('base64url');
    this.secrets.add('cookie', id, session.person.user);
    this.people.set(id, session);
    return `${this.cookie}=${id}; Path=/; HttpOnly; SameSite=Lax`;
  }

  find(request: RawRequest): BrowserSession | undefined {
    const id = this.idIn(request);
    return id === undefined ? undefined : this.people.get(id);
  }

  /** The value of Set-Cookie that makes the browser forget. */
  end(request: RawRequest): string {
    const id = this.idIn(request);
    if (id !== undefined) this.people.delete(id);
    return `${this.cookie}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`;
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

  private idIn(request: RawRequest): string | undefined {
    const pairs = (headerOf(request, 'cookie') ?? '').split(';').map((pair) => pair.trim().split('='));
    return pairs.find(([name]) => name === this.cookie)?.[1];
  }
}
