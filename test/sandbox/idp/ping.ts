import type { FaultBook } from '../faults/faultBook';
import type { RequestLedger } from '../faults/requestLedger';
import { headerOf, type Handler, type RawRequest, type RawResponse } from '../wire/httpServer';
import { attributesOf, AUDIENCE, type AwsNames } from './apps';
import { providerHandler, type Route } from './front';
import type { KeyRing } from './keyRing';
import { metadataDocument } from './metadata';
import type { UserBook } from './okta/userBook';
import { errorPage, homePage } from './pages';
import { SamlDesk, type AnswerContext, type Asked } from './samlDesk';
import { askedByGet, keepPost } from './samlRequest';
import { SignInDesk } from './signInDesk';
import { pingVoice } from './voice';

/** What tells PingFederate and PingOne apart: addresses and names. */
export interface PingShape {
  /** Name in the ledger, and for faults. */
  service: string;
  entityId: string;
  cookie: string;
  loginPath: string;
  signOutPath: string;
  /** IdP-initiated; the service provider is named in the query. */
  startPath: string;
  partnerParameter: string;
  /** For AuthnRequests. */
  ssoPath: string;
  metadataPath: string;
  /** Title of the page for a partner that it does not know. */
  unknownPartner: string;
}

/** PingFederate's application endpoints ("IdP endpoints" of its server guide). */
export const PING_FEDERATE: PingShape = {
  service: 'ping',
  entityId: 'https://ping.sandbox.example',
  cookie: 'PF',
  loginPath: '/idp/login.ping',
  signOutPath: '/idp/startSLO.ping',
  startPath: '/idp/startSSO.ping',
  partnerParameter: 'PartnerSpId',
  ssoPath: '/idp/SSO.saml2',
  metadataPath: '/pf/federation_metadata.ping',
  unknownPartner: 'Unknown or inactive SP connection',
};

const ENVIRONMENT = '5d0f4c1a-7e2b-4a63-8c9d-1f2e3d4c5b6a';
const APPLICATION = '2b9a7c54-61d3-4f0e-9b8a-7c6d5e4f3a2b';

/** PingOne's addresses of one environment ("PingOne API, SAML 2.0"). */
export const PING_ONE: PingShape = {
  service: 'pingone',
  entityId: `https://auth.pingone.com/${ENVIRONMENT}`,
  cookie: 'ST',
  loginPath: `/${ENVIRONMENT}/flows/signon`,
  signOutPath: `/${ENVIRONMENT}/as/signoff`,
  startPath: `/${ENVIRONMENT}/saml20/idp/startsso`,
  partnerParameter: 'spEntityId',
  ssoPath: `/${ENVIRONMENT}/saml20/idp/sso`,
  metadataPath: `/${ENVIRONMENT}/saml20/metadata/${APPLICATION}`,
  unknownPartner: 'Invalid Application',
};

export interface PingOptions extends AnswerContext {
  users: UserBook;
  keys: KeyRing;
  aws: AwsNames;
  acs: readonly [string, ...string[]];
  faults: FaultBook;
  ledger: RequestLedger;
}

/** A provider in the shape of PingFederate or PingOne: started at its own address, or by an AuthnRequest. */
export class PingProvider {
  readonly desk: SignInDesk;
  readonly handler: Handler;
  private readonly saml: SamlDesk;

  constructor(
    private readonly shape: PingShape,
    private readonly options: PingOptions,
  ) {
    const { users, clock, secrets, aws, faults, ledger } = options;
    const { cookie, loginPath, signOutPath, entityId, service } = shape;
    this.desk = new SignInDesk({ users, clock, secrets, cookie, loginPath, signOutPath, homePath: '/' });
    this.saml = new SamlDesk({
      ...options,
      desk: this.desk,
      voice: pingVoice(entityId),
      attributesOf: (person) => attributesOf(person, aws),
      refuse: (reason) =>
        reason === 'acs'
          ? errorPage(
              400,
              'Unexpected System Error',
              'The assertion consumer service URL is not one of the connection.',
            )
          : errorPage(403, 'Access denied', 'You are not authorized to use this application.'),
    });
    this.handler = providerHandler({ service, routes: this.routes(), faults, ledger });
  }

  private routes(): Route[] {
    const { startPath, ssoPath, metadataPath } = this.shape;
    return [
      ...this.desk.routes(),
      { method: 'GET', path: '/', action: 'home', serve: (request) => this.home(request) },
      { method: 'GET', path: startPath, action: 'start', serve: (request) => this.start(request) },
      { method: 'GET', path: ssoPath, action: 'sso', serve: (request) => this.sso(request) },
      { method: 'POST', path: ssoPath, action: 'ssoPost', serve: (request) => this.ssoPost(request) },
      { method: 'GET', path: metadataPath, action: 'metadata', serve: (request) => this.metadata(request) },
    ];
  }

  private home(request: RawRequest): RawResponse {
    const session = this.desk.sessions.find(request);
    return session ? homePage(session.person.mail, [], this.shape.signOutPath) : this.desk.loginFor('/');
  }

  private start(request: RawRequest): RawResponse | Promise<RawResponse> {
    const query = new URLSearchParams(request.query);
    if (query.get(this.shape.partnerParameter) !== AUDIENCE) return this.unknownPartner();
    const relayState = query.get('TargetResource') ?? query.get('RelayState') ?? undefined;
    return this.respond(request, { request: undefined, relayState });
  }

  private sso(request: RawRequest): RawResponse | Promise<RawResponse> {
    const asked = askedByGet(request, this.desk);
    if (asked === 'unreadable' || !asked.request) return unreadable();
    return asked.request.issuer === AUDIENCE ? this.respond(request, asked) : this.unknownPartner();
  }

  private ssoPost(request: RawRequest): RawResponse {
    const kept = keepPost(request, this.desk);
    return kept === 'unreadable' ? unreadable() : kept;
  }

  private respond(request: RawRequest, asked: Asked): Promise<RawResponse> {
    return this.saml.respond({ acs: this.options.acs, audience: AUDIENCE }, request, asked);
  }

  private unknownPartner(): RawResponse {
    return errorPage(400, this.shape.unknownPartner, 'No active connection to that service provider was found.');
  }

  private async metadata(request: RawRequest): Promise<RawResponse> {
    const { entityId, ssoPath } = this.shape;
    const host = headerOf(request, 'host') ?? '127.0.0.1';
    const certificates = (await this.options.keys.published()).map((key) => key.certificateBase64);
    return {
      status: 200,
      headers: { 'Content-Type': 'application/samlmetadata+xml;charset=utf-8' },
      body: metadataDocument(entityId, certificates, `http://${host}${ssoPath}`),
    };
  }
}

function unreadable(): RawResponse {
  return errorPage(400, 'Unexpected System Error', 'The SAML message could not be read.');
}
