import { createHash, randomBytes } from 'node:crypto';
import type { Person } from '../accounts';
import type { FaultBook } from '../faults/faultBook';
import type { RequestLedger } from '../faults/requestLedger';
import { headerOf, type Handler, type RawRequest, type RawResponse } from '../wire/httpServer';
import { attributesOf, type AwsNames } from './apps';
import { providerHandler, type Route } from './front';
import type { KeyRing } from './keyRing';
import { entraMetadataDocument } from './metadata';
import type { UserBook } from './okta/userBook';
import { errorPage, homePage } from './pages';
import { SamlDesk, type AnswerContext, type Asked } from './samlDesk';
import { askedByGet, keepPost } from './samlRequest';
import { SignInDesk } from './signInDesk';
import { entraVoice } from './voice';

export interface EntraOptions extends AnswerContext {
  users: UserBook;
  keys: KeyRing;
  aws: AwsNames;
  /** Its reply URLs. */
  acs: readonly [string, ...string[]];
  faults: FaultBook;
  ledger: RequestLedger;
}

export const ENTRA_TENANT = '8f2c6d1e-5b4a-4c7d-9e3f-0a1b2c3d4e5f';
export const ENTRA_ENTITY_ID = `https://sts.windows.net/${ENTRA_TENANT}/`;
/** The application's identifier. A tenant's second app for AWS has to differ by `#n`, which Entra cuts from the audience. */
export const ENTRA_IDENTIFIER = 'https://signin.aws.amazon.com/saml#2';

export const entraPaths = {
  saml: `/${ENTRA_TENANT}/saml2`,
  metadata: `/${ENTRA_TENANT}/FederationMetadata/2007-06/FederationMetadata.xml`,
} as const;

const CLAIMS = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/';
const MICROSOFT = 'http://schemas.microsoft.com/';

/**
 * A provider in the shape of Microsoft Entra ID: SAML requests alone, by HTTP-Redirect or HTTP-POST, from an application
 * that its tenant knows by the request's Issuer (https://learn.microsoft.com/entra/identity-platform/single-sign-on-saml-protocol).
 */
export class EntraProvider {
  readonly desk: SignInDesk;
  readonly handler: Handler;
  private readonly saml: SamlDesk;

  constructor(private readonly options: EntraOptions) {
    const { users, clock, secrets, aws, faults, ledger } = options;
    this.desk = new SignInDesk({
      users,
      clock,
      secrets,
      cookie: 'ESTSAUTH',
      loginPath: `/${ENTRA_TENANT}/login`,
      signOutPath: `/${ENTRA_TENANT}/logout`,
      homePath: '/',
    });
    this.saml = new SamlDesk({
      ...options,
      desk: this.desk,
      voice: entraVoice(ENTRA_ENTITY_ID),
      attributesOf: (person) => [...claimsOf(person), ...attributesOf(person, aws)],
      refuse: (reason, session) => (reason === 'acs' ? trouble.replyUrl() : trouble.unassigned(session?.person.mail)),
    });
    this.handler = providerHandler({ service: 'entra', routes: this.routes(), faults, ledger });
  }

  private routes(): Route[] {
    return [
      ...this.desk.routes(),
      { method: 'GET', path: '/', action: 'home', serve: (request) => this.home(request) },
      { method: 'GET', path: entraPaths.saml, action: 'sso', serve: (request) => this.sso(request) },
      {
        method: 'POST',
        path: entraPaths.saml,
        action: 'ssoPost',
        serve: (request) => {
          const kept = keepPost(request, this.desk);
          return kept === 'unreadable' ? trouble.unreadable() : kept;
        },
      },
      { method: 'GET', path: entraPaths.metadata, action: 'metadata', serve: (request) => this.metadata(request) },
    ];
  }

  private home(request: RawRequest): RawResponse {
    const session = this.desk.sessions.find(request);
    return session ? homePage(session.person.mail, [], `/${ENTRA_TENANT}/logout`) : this.desk.loginFor('/');
  }

  private sso(request: RawRequest): RawResponse | Promise<RawResponse> {
    const asked = askedByGet(request, this.desk);
    if (asked === 'unreadable') return trouble.unreadable();
    return (
      this.refusal(asked) ??
      this.saml.respond({ acs: this.options.acs, audience: ENTRA_IDENTIFIER.replace(/#.*$/, '') }, request, asked)
    );
  }

  private refusal({ request }: Asked): RawResponse | undefined {
    if (!request) return trouble.noRequest();
    return request.issuer === ENTRA_IDENTIFIER ? undefined : trouble.unknownApplication(request.issuer);
  }

  private async metadata(request: RawRequest): Promise<RawResponse> {
    const origin = `http://${headerOf(request, 'host') ?? '127.0.0.1'}`;
    const certificates = (await this.options.keys.published()).map((key) => key.certificateBase64);
    return {
      status: 200,
      headers: { 'Content-Type': 'application/samlmetadata+xml; charset=utf-8' },
      body: entraMetadataDocument(ENTRA_ENTITY_ID, certificates, `${origin}${entraPaths.saml}`),
    };
  }
}

/** Who the person is, as every app of Entra is told. */
function claimsOf({ user, mail }: Person): (readonly [string, readonly string[]])[] {
  const id = createHash('sha256').update(user).digest('hex');
  const objectId = [id.slice(0, 8), id.slice(8, 12), id.slice(12, 16), id.slice(16, 20), id.slice(20, 32)].join('-');
  return [
    [`${MICROSOFT}identity/claims/tenantid`, [ENTRA_TENANT]],
    [`${MICROSOFT}identity/claims/objectidentifier`, [objectId]],
    [`${MICROSOFT}identity/claims/displayname`, [user]],
    [
      `${MICROSOFT}claims/authnmethodsreferences`,
      ['http://schemas.microsoft.com/ws/2008/06/identity/authenticationmethod/password'],
    ],
    [`${CLAIMS}name`, [mail]],
  ];
}

/** Entra's own refusals ("Microsoft Entra authentication and authorization error codes"). */
const trouble = {
  noRequest: () =>
    sorry(
      'AADSTS750054: SAMLRequest or SAMLResponse must be present as query string parameters in HTTP request for SAML Redirect binding.',
    ),
  unreadable: () => sorry('AADSTS750056: SAML message was not properly base64-encoded.'),
  unknownApplication: (issuer: string) =>
    sorry(`AADSTS700016: Application with identifier '${issuer}' was not found in the directory 'Sandbox'.`),
  replyUrl: () =>
    sorry(
      `AADSTS50011: The reply URL specified in the request does not match the reply URLs configured for the application '${ENTRA_IDENTIFIER}'.`,
    ),
  unassigned: (mail = '') =>
    sorry(
      `AADSTS50105: Your administrator has configured the application to block users unless they are specifically granted access. The signed in user '${mail}' is blocked.`,
    ),
};

function sorry(text: string): RawResponse {
  return errorPage(
    400,
    'Sign in to your account',
    `Sorry, but we’re having trouble signing you in. ${text} Correlation ID: ${randomBytes(8).toString('hex')}`,
  );
}
