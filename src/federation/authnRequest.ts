import { randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import type { ReachableProfile } from '../core/profile';
import { acsUrl } from '../core/profile';
import type { ProviderMetadata } from './metadata';
import { escapeXml, ns } from './xml';

/** How the browser is sent to the provider. */
export type LoginRequest =
  | {
      kind: 'spInitiated';
      url: string;
      /** Id of the AuthnRequest, which the answer must name. Unguessable, as is the RelayState. */
      requestId: string;
      relayState: string;
    }
  /** The login URL as it is: the answer names no request, so that nothing ties it to us but its time. */
  | { kind: 'idpInitiated'; url: string };

/** With an AuthnRequest where it is known who takes one, else by the login URL unchanged (as the drivers do). */
export function loginRequest(
  profile: Pick<ReachableProfile, 'loginUrl' | 'spEntityId' | 'acsPort'>,
  metadata: ProviderMetadata | undefined,
  now: number,
): LoginRequest {
  const destination = metadata?.ssoRedirect ?? (isSsoUrl(profile.loginUrl) ? profile.loginUrl : undefined);
  if (destination === undefined) return { kind: 'idpInitiated', url: profile.loginUrl };
  return withRequest(destination, profile.spEntityId, acsUrl(profile), now);
}

/**
 * For an answer that comes by hand, to whatever address the provider's app has: the login URL unchanged where that is enough, else
 * an AuthnRequest that leaves the address to the app.
 */
export function loginRequestForAnywhere(
  profile: Pick<ReachableProfile, 'loginUrl' | 'spEntityId'>,
  metadata: ProviderMetadata | undefined,
  now: number,
): LoginRequest {
  const { loginUrl, spEntityId } = profile;
  const wantsRequest = loginUrl === metadata?.ssoRedirect || isSsoUrl(loginUrl);
  if (!wantsRequest) return { kind: 'idpInitiated', url: loginUrl };
  return withRequest(loginUrl, spEntityId, undefined, now);
}

function withRequest(destination: string, issuer: string, acs: string | undefined, now: number): LoginRequest {
  const requestId = `_${randomBytes(20).toString('hex')}`;
  const relayState = randomBytes(20).toString('hex');
  const xml = authnRequestXml({ id: requestId, destination, acs, issuer, now });
  const url = new URL(destination);
  // HTTP-Redirect binding (SAML 2.0 bindings, 3.4.4.1). searchParams writes + and / as %2B and %2F.
  url.searchParams.set('SAMLRequest', deflateRawSync(xml).toString('base64'));
  url.searchParams.set('RelayState', relayState);
  return { kind: 'spInitiated', url: url.href, requestId, relayState };
}

/**
 * Addresses of which the providers' documentation says that they take an AuthnRequest: Okta's `/app/{app}/{id}/sso/saml`, and
 * Entra's `/{tenant}/saml2` on its sign-in hosts. Ping's `startSSO.ping` and `startsso` begin at the provider.
 */
export function isSsoUrl(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { hostname, pathname } = new URL(address);
  if (/^\/app\/[^/]+\/[^/]+\/sso\/saml\/?$/.test(pathname)) return true;
  return (
    /^login\.(microsoftonline\.(com|us)|partner\.microsoftonline\.cn)$/.test(hostname) &&
    /^\/[^/]+\/saml2$/.test(pathname)
  );
}

// No NameIDPolicy: the format is the application's own setting at the provider.
function authnRequestXml(request: {
  id: string;
  destination: string;
  acs: string | undefined;
  issuer: string;
  now: number;
}): string {
  const instant = new Date(request.now).toISOString().replace(/\.\d+Z$/, 'Z');
  const answerTo =
    request.acs === undefined
      ? ''
      : ` AssertionConsumerServiceURL="${escapeXml(request.acs)}" ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"`;
  return (
    `<samlp:AuthnRequest xmlns:samlp="${ns.samlp}" xmlns:saml="${ns.saml}" ID="${request.id}" Version="2.0"` +
    ` IssueInstant="${instant}" Destination="${escapeXml(request.destination)}"` +
    `${answerTo}><saml:Issuer>${escapeXml(request.issuer)}</saml:Issuer></samlp:AuthnRequest>`
  );
}
