import { randomUUID } from 'node:crypto';
import type { Person } from '../accounts';
import type { FaultBook } from '../faults/faultBook';
import { interfereAfter, interfereBefore } from '../faults/interference';
import type { RequestLedger } from '../faults/requestLedger';
import type { SandboxClock } from '../wire/clock';
import { headerOf, ResetConnection, type Handler, type RawRequest, type RawResponse } from '../wire/httpServer';
import { ServiceError } from '../wire/service';
import { answer, type Keys } from './answer';
import { attributesOf, embedPath, ENTITY_ID, metadataPath, ssoPath, type App } from './apps';
import { readPost, readRedirect, type AuthnRequest } from './authnRequest';
import { BrowserSessions } from './browserSessions';
import { metadataDocument } from './metadata';
import { errorPage, homePage, loginPage, postPage, signedOutPage } from './pages';
import type { VariantQueue } from './variant';

export interface ProviderOptions {
  people: readonly Person[];
  apps: readonly App[];
  keys: Keys;
  aws: { roleArn(name: string): string; providerArn: string };
  clock: SandboxClock;
  variants: VariantQueue;
  faults: FaultBook;
  ledger: RequestLedger;
}

type Page = RawResponse | Promise<RawResponse>;

interface Route {
  /** Name in the ledger, and for faults. */
  action: string;
  serve(request: RawRequest): Page;
}

const LOGIN = '/login/login.htm';
const HOME = '/app/UserHome';

/** The Okta-shaped provider. All links are relative, so that it works under any Host. */
export class Provider {
  readonly sessions = new BrowserSessions();
  private readonly routes: ReadonlyMap<string, Route>;

  constructor(private readonly options: ProviderOptions) {
    this.routes = new Map(this.allRoutes());
  }

  /** To be served by wire/httpServer. */
  readonly handler: Handler = async (request, signal) => {
    const { faults, ledger } = this.options;
    const route = this.routes.get(`${request.method} ${request.path}`);
    const entry = ledger.open('idp', randomUUID());
    ledger.name(entry, route?.action ?? 'unknown', [...queryOf(request).keys()]);
    const throttled = (): ServiceError => new ServiceError('E0000047', 'API call exceeded rate limit', 429);
    try {
      const rules = faults.take({ service: 'idp', action: entry.action, input: {} });
      await interfereBefore(rules, throttled, signal);
      const response = route
        ? await route.serve(request)
        : errorPage(404, 'Page not found', 'There is nothing at this address.');
      const changed = await interfereAfter(rules, throttled, signal, response);
      entry.status = changed.status;
      return changed;
    } catch (error) {
      if (error instanceof ResetConnection) entry.reset = true;
      if (!(error instanceof ServiceError)) throw error;
      entry.status = error.status;
      entry.code = error.code;
      return errorPage(error.status, 'Something went wrong', error.message);
    } finally {
      entry.durationMs = Date.now() - entry.at;
    }
  };

  private allRoutes(): [string, Route][] {
    const route = (key: string, action: string, serve: Route['serve']): [string, Route] => [key, { action, serve }];
    return [
      route('GET /', 'home', () => redirect(HOME)),
      route(`GET ${HOME}`, 'home', (request) => this.home(request)),
      route(`GET ${LOGIN}`, 'loginPage', (request) => loginPage({ fromUri: ownPath(queryOf(request).get('fromURI')) })),
      route(`POST ${LOGIN}`, 'login', (request) => this.login(request)),
      route('GET /login/signout', 'signOut', (request) => this.signOut(request)),
      ...this.options.apps.flatMap((app) => [
        route(`GET ${embedPath(app)}`, 'embedLink', (request) => redirect(withQuery(ssoPath(app), request.query))),
        route(`GET ${ssoPath(app)}`, 'sso', (request) => this.sso(app, request)),
        route(`POST ${ssoPath(app)}`, 'ssoPost', (request) => this.ssoPost(app, request)),
        route(`GET ${metadataPath(app)}`, 'metadata', (request) => this.metadata(app, request)),
      ]),
    ];
  }

  private home(request: RawRequest): Page {
    const session = this.sessions.find(request);
    if (!session) return redirect(loginFor(HOME));
    const apps = session.person.unassigned ? [] : this.options.apps;
    return homePage(
      session.person.mail,
      apps.map((app) => [app.label, embedPath(app)]),
    );
  }

  private login(request: RawRequest): Page {
    const form = new URLSearchParams(request.body.toString('utf8'));
    const user = form.get('username') ?? '';
    const fromUri = ownPath(form.get('fromURI'));
    const person = this.options.people.find((each) => [each.user, each.mail].includes(user.trim().toLowerCase()));
    if (!person || person.password !== form.get('password'))
      return loginPage({ fromUri, user, error: 'Unable to sign in' });
    const cookie = this.sessions.start(person, this.options.clock.now());
    return redirect(fromUri, { 'Set-Cookie': cookie });
  }

  private signOut(request: RawRequest): Page {
    const page = signedOutPage();
    return { ...page, headers: { ...page.headers, 'Set-Cookie': this.sessions.end(request) } };
  }

  private metadata(app: App, request: RawRequest): Page {
    const host = headerOf(request, 'host') ?? '127.0.0.1';
    const certificates = [this.options.keys.own.certificateBase64];
    return {
      status: 200,
      headers: { 'Content-Type': 'application/xml;charset=UTF-8' },
      body: metadataDocument(ENTITY_ID, certificates, `http://${host}${ssoPath(app)}`),
    };
  }

  /** IdP-initiated, HTTP-Redirect, and the second half of HTTP-POST. */
  private sso(app: App, request: RawRequest): Page {
    const query = queryOf(request);
    const key = query.get('okta_key');
    const samlRequest = query.get('SAMLRequest');
    if (key !== null) {
      const kept = this.sessions.kept(key);
      return kept ? this.respond(app, request, kept) : badRequest();
    }
    const relayState = query.get('RelayState') ?? undefined;
    if (samlRequest === null) return this.respond(app, request, { request: undefined, relayState });
    const authnRequest = readRedirect(samlRequest);
    return authnRequest ? this.respond(app, request, { request: authnRequest, relayState }) : badRequest();
  }

  /** A cross-site POST brings no cookie: the request is kept, and the answer comes by the GET that follows. */
  private ssoPost(app: App, request: RawRequest): Page {
    const form = new URLSearchParams(request.body.toString('utf8'));
    const authnRequest = readPost(form.get('SAMLRequest') ?? '');
    if (!authnRequest) return badRequest();
    const key = this.sessions.keep({ request: authnRequest, relayState: form.get('RelayState') ?? undefined });
    return redirect(`${ssoPath(app)}?okta_key=${key}`);
  }

  private async respond(
    app: App,
    request: RawRequest,
    asked: { request: AuthnRequest | undefined; relayState: string | undefined },
  ): Promise<RawResponse> {
    const acs = asked.request?.acs ?? app.acs[0];
    if (!app.acs.includes(acs))
      return errorPage(400, 'Bad request', `The app does not send answers to the address that was asked for.`);
    const session = this.sessions.find(request);
    const passive = asked.request?.isPassive === true;
    if (!passive && (!session || this.mustSignInAgain(asked, session.at)))
      return redirect(loginFor(withQuery(request.path, request.query)));
    if (session?.person.unassigned)
      return errorPage(
        403,
        'User is not assigned to this application.',
        `Sorry, you can't access ${app.label} because you are not assigned this app. Ask your administrator.`,
      );
    const person = session?.person ?? nobody;
    const { variants, keys, aws, clock } = this.options;
    const made = await answer(
      {
        person,
        acs,
        requestId: asked.request?.id,
        now: clock.now(),
        attributes: attributesOf(person, aws),
        ...(session ? {} : { refusal: 'NoPassive' }),
      },
      session ? variants.take(person.mail) : {},
      keys,
    );
    return postPage(acs, [
      ['SAMLResponse', made.base64],
      ['RelayState', asked.relayState ?? ''],
    ]);
  }

  /** ForceAuthn asks for the password once for each request. */
  private mustSignInAgain(asked: { request: AuthnRequest | undefined }, signedInAt: number): boolean {
    const { request } = asked;
    if (!request?.forceAuthn) return false;
    const first = this.forced.get(request.id);
    if (first === undefined) this.forced.set(request.id, this.options.clock.now());
    return first === undefined || signedInAt < first;
  }

  /** When each request with ForceAuthn was seen first. */
  private readonly forced = new Map<string, number>();
}

const nobody: Person = { user: '', password: '', mail: '', roles: [], dbUser: '', dbRoles: '' };

function badRequest(): RawResponse {
  return errorPage(400, 'Bad SAML request', 'Your request resulted in an error: the SAML request could not be read.');
}

function redirect(location: string, headers: Record<string, string> = {}): RawResponse {
  return { status: 302, headers: { Location: location, 'Cache-Control': 'no-store', ...headers } };
}

function queryOf(request: RawRequest): URLSearchParams {
  return new URLSearchParams(request.query);
}

function withQuery(path: string, query: string): string {
  return query === '' ? path : `${path}?${query}`;
}

function loginFor(fromUri: string): string {
  return `${LOGIN}?fromURI=${encodeURIComponent(fromUri)}`;
}

/** Only paths of this host: the login page must not send people elsewhere. */
function ownPath(uri: string | null): string {
  return uri !== null && /^\/(?![/\\])/.test(uri) ? uri : HOME;
}
