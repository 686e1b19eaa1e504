import { randomBytes } from 'node:crypto';
import type { Person } from '../accounts';
import type { FaultBook } from '../faults/faultBook';
import type { RequestLedger } from '../faults/requestLedger';
import { headerOf, type Handler, type RawRequest, type RawResponse } from '../wire/httpServer';
import { attributesOf, AUDIENCE, embedPath, ENTITY_ID, metadataPath, ssoPath, type App, type AwsNames } from './apps';
import type { BrowserSession } from './browserSessions';
import { providerHandler, type Route } from './front';
import type { KeyRing } from './keyRing';
import { metadataDocument } from './metadata';
import { AuthnApi } from './okta/authnApi';
import type { RegisteredApp } from './okta/registeredApp';
import { TransactionBook } from './okta/transaction';
import type { UserBook } from './okta/userBook';
import { errorPage, homePage, widgetPage } from './pages';
import { SamlDesk, type AnswerContext, type Asked } from './samlDesk';
import { askedByGet, keepPost } from './samlRequest';
import { redirect, SignInDesk, withQuery } from './signInDesk';
import { oktaVoice } from './voice';

export interface ProviderOptions extends AnswerContext {
  users: UserBook;
  apps: readonly App[];
  registered: RegisteredApp;
  keys: KeyRing;
  aws: AwsNames;
  faults: FaultBook;
  ledger: RequestLedger;
}

type Page = RawResponse | Promise<RawResponse>;

const HOME = '/app/UserHome';
const SIGN_OUT = '/login/signout';
/** Both are one-use tokens of the Authn API in the address of an app. */
const TOKEN_NAMES = ['onetimetoken', 'sessionToken'];

/** The Okta-shaped provider. Links of its pages are relative, those of its API absolute: it works under any Host. */
export class Provider {
  readonly desk: SignInDesk;
  readonly transactions: TransactionBook;
  private readonly saml: SamlDesk;
  /** To be served by wire/httpServer. */
  readonly handler: Handler;

  constructor(private readonly options: ProviderOptions) {
    const { users, clock, secrets, keys, aws, faults, ledger } = options;
    this.transactions = new TransactionBook(clock, secrets);
    this.desk = new SignInDesk({
      users,
      clock,
      secrets,
      cookie: 'sid',
      loginPath: '/login/login.htm',
      signOutPath: SIGN_OUT,
      homePath: HOME,
    });
    this.saml = new SamlDesk({
      ...options,
      desk: this.desk,
      voice: oktaVoice(ENTITY_ID),
      keys,
      attributesOf: (person) => attributesOf(person, aws),
      refuse,
      instead: (session) => this.widget(session),
    });
    const authn = new AuthnApi({ users, transactions: this.transactions, secrets, clock });
    this.handler = providerHandler({
      service: 'idp',
      routes: [...this.desk.routes(), ...this.pages(), ...authn.routes()],
      faults,
      ledger,
    });
  }

  private pages(): Route[] {
    const get = (path: string, action: string, serve: (request: RawRequest) => Page): Route => ({
      method: 'GET',
      path,
      action,
      serve,
    });
    return [
      get('/', 'home', () => redirect(HOME)),
      get(HOME, 'home', (request) => this.home(request)),
      ...this.options.apps.flatMap((app) => [
        get(
          embedPath(app),
          'embedLink',
          (request) => this.enter(ssoPath(app), request) ?? redirect(withQuery(ssoPath(app), request.query)),
        ),
        get(ssoPath(app), 'sso', (request) => this.enter(ssoPath(app), request) ?? this.sso(app, request)),
        { ...get(ssoPath(app), 'ssoPost', (request) => this.ssoPost(request)), method: 'POST' as const },
        get(metadataPath(app), 'metadata', (request) => this.metadata(app, request)),
      ]),
    ];
  }

  private home(request: RawRequest): Page {
    const session = this.desk.sessions.find(request);
    if (!session) return this.desk.loginFor(HOME);
    const apps = session.person.unassigned ? [] : this.options.apps;
    return homePage(
      session.person.mail,
      apps.map((app) => [app.label, embedPath(app)]),
      SIGN_OUT,
    );
  }

  /** Turns a session token in the address into a session: the cookie, and the same address without the token. */
  private enter(path: string, request: RawRequest): RawResponse | undefined {
    const query = new URLSearchParams(request.query);
    const given = TOKEN_NAMES.find((name) => query.has(name));
    if (given === undefined) return undefined;
    const token = query.get(given) ?? '';
    for (const name of TOKEN_NAMES) query.delete(name);
    const person = this.transactions.redeem(token);
    const to = withQuery(path, query.toString());
    if (!person) return redirect(to);
    const cookie = this.desk.sessions.start({ person, at: this.options.clock.now(), byToken: true });
    return redirect(to, { 'Set-Cookie': cookie });
  }

  /** The app's own policy on the Identity Engine: what a token of the Authn API has is not enough for it. */
  private widget({ person, byToken }: BrowserSession): RawResponse | undefined {
    const { users, secrets } = this.options;
    if (!byToken || users.setting(person).identityEngine !== 'appPolicy') return undefined;
    const stateToken = `02.id.${randomBytes(30).toString('base64url')}`;
    secrets.add('stateToken', stateToken, person.user);
    return widgetPage(stateToken);
  }

  private async metadata(app: App, request: RawRequest): Promise<RawResponse> {
    const host = headerOf(request, 'host') ?? '127.0.0.1';
    const certificates = (await this.options.keys.published()).map((key) => key.certificateBase64);
    return {
      status: 200,
      headers: { 'Content-Type': 'application/xml;charset=UTF-8' },
      body: metadataDocument(ENTITY_ID, certificates, `http://${host}${ssoPath(app)}`),
    };
  }

  /** IdP-initiated, HTTP-Redirect, and the second half of HTTP-POST. */
  private sso(app: App, request: RawRequest): Page {
    const asked = askedByGet(request, this.desk);
    return asked === 'unreadable' ? badRequest() : this.respond(app, request, asked);
  }

  private ssoPost(request: RawRequest): Page {
    const kept = keepPost(request, this.desk);
    return kept === 'unreadable' ? badRequest() : kept;
  }

  private respond(app: App, request: RawRequest, asked: Asked): Page {
    const { apps, registered } = this.options;
    const own = { acs: app.acs, audience: AUDIENCE };
    // The first is the one that an administrator's app stands in for.
    if (app !== apps[0]) return this.saml.respond(own, request, asked);
    const attributesOf = (person: Person): ReturnType<RegisteredApp['attributesOf']> => registered.attributesOf(person);
    return this.saml.respond({ ...(registered.target ?? own), attributesOf }, request, asked);
  }
}

function refuse(reason: 'acs' | 'unassigned'): RawResponse {
  return reason === 'acs'
    ? errorPage(400, 'Bad request', 'The app does not send answers to the address that was asked for.')
    : errorPage(
        403,
        'User is not assigned to this application.',
        "Sorry, you can't access this app because you are not assigned to it. Ask your administrator.",
      );
}

function badRequest(): RawResponse {
  return errorPage(400, 'Bad SAML request', 'Your request resulted in an error: the SAML request could not be read.');
}
