import type { SecretBook } from '../faults/secretBook';
import type { SandboxClock } from '../wire/clock';
import type { RawRequest, RawResponse } from '../wire/httpServer';
import { BrowserSessions } from './browserSessions';
import type { Route } from './front';
import type { UserBook } from './okta/userBook';
import { loginPage, signedOutPage } from './pages';

export interface SignInDeskOptions {
  users: UserBook;
  clock: SandboxClock;
  secrets: SecretBook;
  /** Name of its cookie. */
  cookie: string;
  /** `/login/login.htm` */
  loginPath: string;
  /** `/login/signout` */
  signOutPath: string;
  /** Where people go who came for nothing else. */
  homePath: string;
}

/** The part of a provider where people sign in and out; all links are relative, so that it works under any Host. */
export class SignInDesk {
  readonly sessions: BrowserSessions;

  constructor(private readonly options: SignInDeskOptions) {
    this.sessions = new BrowserSessions(options.cookie, options.secrets);
  }

  routes(): Route[] {
    const { loginPath, signOutPath } = this.options;
    return [
      { method: 'GET', path: loginPath, action: 'loginPage', serve: (request) => this.page(request) },
      { method: 'POST', path: loginPath, action: 'login', serve: (request) => this.login(request) },
      { method: 'GET', path: signOutPath, action: 'signOut', serve: (request) => this.signOut(request) },
    ];
  }

  /** Sends the browser to the login page, and afterwards back to where it was going, a path of this host. */
  loginFor(fromUri: string): RawResponse {
    return redirect(`${this.options.loginPath}?fromURI=${encodeURIComponent(fromUri)}`);
  }

  private page(request: RawRequest): RawResponse {
    const fromUri = this.ownPath(new URLSearchParams(request.query).get('fromURI'));
    return loginPage({ action: this.options.loginPath, fromUri });
  }

  private login(request: RawRequest): RawResponse {
    const { users, clock, loginPath } = this.options;
    const form = new URLSearchParams(request.body.toString('utf8'));
    const user = form.get('username') ?? '';
    const fromUri = this.ownPath(form.get('fromURI'));
    const person = users.check(user, form.get('password') ?? '');
    if (!person || users.setting(person).account === 'lockedOut')
      return loginPage({ action: loginPath, fromUri, user, error: 'Unable to sign in' });
    const cookie = this.sessions.start({ person, at: clock.now(), byToken: false });
    return redirect(fromUri, { 'Set-Cookie': cookie });
  }

  private signOut(request: RawRequest): RawResponse {
    const page = signedOutPage(this.options.loginPath);
    return { ...page, headers: { ...page.headers, 'Set-Cookie': this.sessions.end(request) } };
  }

  /** Only paths of this host: the login page must not send people elsewhere. */
  private ownPath(uri: string | null): string {
    return uri !== null && /^\/(?![/\\])/.test(uri) ? uri : this.options.homePath;
  }
}

export function redirect(location: string, headers: Readonly<Record<string, string>> = {}): RawResponse {
  return { status: 302, headers: { Location: location, 'Cache-Control': 'no-store', ...headers } };
}

export function withQuery(path: string, query: string): string {
  return query === '' ? path : `${path}?${query}`;
}
