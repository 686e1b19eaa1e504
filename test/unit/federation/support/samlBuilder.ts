import { SignedXml } from 'xml-crypto';
import { escapeXml } from '../../../../src/federation/xml';
import type { SigningKey } from './certificate';
import { signingKey } from './certificate';

export const acs = 'http://localhost:7890/redshift/';
export const issuer = 'http://www.okta.com/exk1';
export const audience = 'urn:amazon:webservices';
export const role = 'arn:aws:iam::123456789012:role/sales';
export const provider = 'arn:aws:iam::123456789012:saml-provider/okta';
/** The time of all tests on assertions. */
export const now = Date.parse('2026-03-01T12:00:00Z');

/** Made once: keys take long. `key` and `nextKey` are the provider's (roll-over), `foreignKey` is somebody else's. */
export const key = signingKey();
export const nextKey = signingKey();
export const foreignKey = signingKey();

/** Seconds from the tests' now as xs:dateTime. */
export function at(seconds: number): string {
  return new Date(now + seconds * 1000).toISOString();
}

let serial = 0;

/** The parts of an assertion; each as XML so that a test can break just one. */
export interface AssertionParts {
  id: string;
  version: string;
  issuer: string;
  nameId: string;
  confirmation: string;
  conditions: string;
  authnStatement: string;
  attributes: string;
  /** Between the attributes and the end. */
  more: string;
}

export function attributeXml(name: string, ...values: string[]): string {
  const full = name.includes(':/') ? name : `https://aws.amazon.com/SAML/Attributes/${name}`;
  const value = (text: string): string => `<saml:AttributeValue>${escapeXml(text)}</saml:AttributeValue>`;
  return `<saml:Attribute Name="${full}">${values.map(value).join('')}</saml:Attribute>`;
}

export const usualAttributes =
  attributeXml('Role', `${role},${provider}`) +
  attributeXml('RoleSessionName', 'ethan@example.org') +
  attributeXml('PrincipalTag:RedshiftDbUser', 'ethan') +
  attributeXml('PrincipalTag:RedshiftDbRoles', 'sales');

export function confirmationXml(
  data = `Recipient="${acs}" NotOnOrAfter="${at(300)}"`,
  method = 'urn:oasis:names:tc:SAML:2.0:cm:bearer',
): string {
  return `<saml:SubjectConfirmation Method="${method}"><saml:SubjectConfirmationData ${data}/></saml:SubjectConfirmation>`;
}

export function conditionsXml(
  times = `NotBefore="${at(-300)}" NotOnOrAfter="${at(300)}"`,
  audiences: string[] = [audience],
  more = '',
): string {
  const restriction = audiences.map((text) => `<saml:Audience>${text}</saml:Audience>`).join('');
  return `<saml:Conditions ${times}><saml:AudienceRestriction>${restriction}</saml:AudienceRestriction>${more}</saml:Conditions>`;
}

/** An assertion, rightful where the parts don't say otherwise. */
export function assertionXml(parts: Partial<AssertionParts> = {}): string {
  const { id = `_a${++serial}`, version = '2.0' } = parts;
  return (
    `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${id}" Version="${version}" IssueInstant="${at(-5)}">` +
    (parts.issuer ?? `<saml:Issuer>${issuer}</saml:Issuer>`) +
    `<saml:Subject>${parts.nameId ?? '<saml:NameID>ethan@example.org</saml:NameID>'}${parts.confirmation ?? confirmationXml()}</saml:Subject>` +
    (parts.conditions ?? conditionsXml()) +
    (parts.authnStatement ?? `<saml:AuthnStatement AuthnInstant="${at(-5)}" SessionIndex="s1"/>`) +
    `<saml:AttributeStatement>${parts.attributes ?? usualAttributes}</saml:AttributeStatement>${parts.more ?? ''}</saml:Assertion>`
  );
}

export interface ResponseParts {
  id: string;
  /** Attributes beside ID, Version and IssueInstant. */
  attributes: string;
  issuer: string;
  status: string;
  /** Before the status, where Extensions go. */
  extensions: string;
}

export const success =
  '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>';

/** A response around assertions (or whatever else). */
export function responseXml(content: string, parts: Partial<ResponseParts> = {}): string {
  const { id = `_r${++serial}`, attributes = `Destination="${acs}"` } = parts;
  return (
    `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="${id}" Version="2.0" IssueInstant="${at(-5)}" ${attributes}>` +
    (parts.issuer ?? `<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${issuer}</saml:Issuer>`) +
    `${parts.extensions ?? ''}${parts.status ?? success}${content}</samlp:Response>`
  );
}

export interface Signing {
  key?: SigningKey;
  /** Local name of the element that is signed and carries the signature. */
  element: 'Assertion' | 'Response' | 'Status' | 'Subject';
  /** XPath of the element behind which the signature goes; the issuer of the signed element without it. */
  place?: string;
  signatureAlgorithm?: string;
  digestAlgorithm?: string;
  transforms?: string[];
  canonicalization?: string;
  prefixList?: string[];
  /** Prefix of the signature's elements; none without. */
  prefix?: string;
}

/** Signs as providers do: the signature right behind the issuer of the element. */
export function sign(xml: string, signing: Signing): string {
  const { key: by = key, element } = signing;
  const signer = new SignedXml({
    privateKey: by.privateKey,
    publicCert: by.certificate,
    signatureAlgorithm: signing.signatureAlgorithm ?? 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: signing.canonicalization ?? 'http://www.w3.org/2001/10/xml-exc-c14n#',
  });
  signer.addReference({
    xpath: `//*[local-name(.)='${element}']`,
    transforms: signing.transforms ?? [
      'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
      'http://www.w3.org/2001/10/xml-exc-c14n#',
    ],
    digestAlgorithm: signing.digestAlgorithm ?? 'http://www.w3.org/2001/04/xmlenc#sha256',
    inclusiveNamespacesPrefixList: signing.prefixList ?? [],
  });
  const place = signing.place ?? `//*[local-name(.)='${element}']/*[local-name(.)='Issuer']`;
  signer.computeSignature(xml, {
    location: { reference: place, action: 'after' },
    ...(signing.prefix === undefined ? {} : { prefix: signing.prefix }),
  });
  return signer.getSignedXml();
}

/** The classic confusion: a public certificate used as the secret of an HMAC. */
export function signByHmac(xml: string, secret: string): string {
  const signer = new SignedXml({
    privateKey: secret,
    signatureAlgorithm: 'http://www.w3.org/2000/09/xmldsig#hmac-sha1',
    canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  });
  signer.enableHMAC();
  signer.addReference({
    xpath: "//*[local-name(.)='Assertion']",
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', 'http://www.w3.org/2001/10/xml-exc-c14n#'],
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
  });
  const reference = "//*[local-name(.)='Assertion']/*[local-name(.)='Issuer']";
  signer.computeSignature(xml, { location: { reference, action: 'after' } });
  return signer.getSignedXml();
}

/** As the browser posts it. */
export function posted(xml: string): string {
  return Buffer.from(xml).toString('base64');
}

/** A rightful response with the assertion signed. */
export function rightful(parts: Partial<AssertionParts> = {}, around: Partial<ResponseParts> = {}): string {
  return posted(sign(responseXml(assertionXml(parts), around), { element: 'Assertion' }));
}

/** Metadata of the provider with these certificates. */
export function metadataXml(keys: readonly SigningKey[] = [key], sso = 'https://idp.example.org/sso'): string {
  const descriptor = ({ certificate }: SigningKey): string =>
    '<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>' +
    certificate.replace(/-----.*-----/g, '').trim() +
    '</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>';
  return (
    `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${issuer}">` +
    '<md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">' +
    keys.map(descriptor).join('') +
    `<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${sso}/post"/>` +
    `<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${sso}"/>` +
    '</md:IDPSSODescriptor></md:EntityDescriptor>'
  );
}
