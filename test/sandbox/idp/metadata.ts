import { child, children, attributeOf, isElement, NS, parseXml, textOf, escapeXml } from '../wire/xml';

const BINDING = 'urn:oasis:names:tc:SAML:2.0:bindings:';

/** An IdP's metadata document, as Okta writes it. `ssoUrl` is absolute: the standard asks for it. */
export function metadataDocument(entityId: string, certificates: readonly string[], ssoUrl: string): string {
  const keys = certificates.map(
    (certificate) =>
      `<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="${NS.signature}"><ds:X509Data>` +
      `<ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`,
  );
  const services = ['HTTP-POST', 'HTTP-Redirect'].map(
    (binding) => `<md:SingleSignOnService Binding="${BINDING}${binding}" Location="${escapeXml(ssoUrl)}"/>`,
  );
  return (
    `<?xml version="1.0" encoding="UTF-8"?><md:EntityDescriptor entityID="${escapeXml(entityId)}" xmlns:md="${NS.metadata}">` +
    `<md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="${NS.samlp}">${keys.join('')}` +
    `<md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified</md:NameIDFormat>` +
    `<md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>` +
    `${services.join('')}</md:IDPSSODescriptor></md:EntityDescriptor>`
  );
}

/**
 * As Entra writes it: default namespaces, an ID, and descriptors of another protocol before ours, with the same keys.
 * Unlike Entra's, it is not signed.
 */
export function entraMetadataDocument(entityId: string, certificates: readonly string[], ssoUrl: string): string {
  const keys = certificates
    .map(
      (certificate) =>
        `<KeyDescriptor use="signing"><KeyInfo xmlns="${NS.signature}"><X509Data>` +
        `<X509Certificate>${certificate}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>`,
    )
    .join('');
  const location = escapeXml(ssoUrl);
  const service = (binding: string): string =>
    `<SingleSignOnService Binding="${BINDING}${binding}" Location="${location}"/>`;
  return (
    `<?xml version="1.0" encoding="utf-8"?><EntityDescriptor ID="_5f0c3a52-7c2f-4d3e-8f0a-6b1d2c3e4f5a" entityID="${escapeXml(entityId)}" ` +
    `xmlns="${NS.metadata}"><RoleDescriptor xsi:type="fed:SecurityTokenServiceType" ` +
    `protocolSupportEnumeration="http://docs.oasis-open.org/wsfed/federation/200706" ` +
    `xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:fed="http://docs.oasis-open.org/wsfed/federation/200706">` +
    `${keys}</RoleDescriptor><IDPSSODescriptor protocolSupportEnumeration="${NS.samlp}">${keys}` +
    `<SingleLogoutService Binding="${BINDING}HTTP-Redirect" Location="${location}"/>` +
    `${service('HTTP-Redirect')}${service('HTTP-POST')}</IDPSSODescriptor></EntityDescriptor>`
  );
}

export interface ProviderMetadata {
  entityId: string;
  /** PEM */
  certificates: string[];
}

/** What IAM takes from a metadata document; throws with the reason when it would refuse it. */
export function readMetadata(xml: string): ProviderMetadata {
  const root = parseXml(xml);
  if (!root) throw new Error('The metadata is not well-formed XML.');
  const entity = isElement(root, NS.metadata, 'EntitiesDescriptor')
    ? children(root, NS.metadata, 'EntityDescriptor').find((each) => child(each, NS.metadata, 'IDPSSODescriptor'))
    : root;
  const entityId = attributeOf(entity, 'entityID');
  const descriptor = child(entity, NS.metadata, 'IDPSSODescriptor');
  if (entityId === undefined || !descriptor) throw new Error('The metadata describes no SAML identity provider.');
  const certificates = children(descriptor, NS.metadata, 'KeyDescriptor')
    .filter((key) => (attributeOf(key, 'use') ?? 'signing') === 'signing')
    .map((key) =>
      child(child(child(key, NS.signature, 'KeyInfo'), NS.signature, 'X509Data'), NS.signature, 'X509Certificate'),
    )
    .map((certificate) => textOf(certificate).replace(/\s+/g, ''))
    .filter((base64) => base64 !== '')
    .map(pem);
  if (certificates.length === 0) throw new Error('The metadata has no signing certificate.');
  return { entityId, certificates };
}

function pem(base64: string): string {
  return ['-----BEGIN CERTIFICATE-----', ...(base64.match(/.{1,64}/g) ?? []), '-----END CERTIFICATE-----', ''].join(
    '\n',
  );
}
