import { X509Certificate } from 'node:crypto';
import type { MetadataProblem } from '../core/failureFactsOfFederation';
import { attribute, children, elementsOf, is, ns, parseXml, textOf, XmlError } from './xml';
import { isSafeAddress } from './text';

/** What a provider says about itself. Trusted as its source is: the settings' text, or TLS to its address. */
export interface ProviderMetadata {
  entityId: string;
  /** Every certificate that may sign now, PEM; several while keys roll over. */
  certificates: string[];
  /** Where an AuthnRequest goes by HTTP-Redirect; undefined where the provider takes none that way. */
  ssoRedirect: string | undefined;
}

/** Metadata that cannot be used; the caller knows where it came from. */
export class MetadataError extends Error {
  constructor(readonly problem: MetadataProblem) {
    super(`metadata: ${problem}`);
  }
}

/**
 * Reads SAML 2.0 metadata: one EntityDescriptor, alone or in an EntitiesDescriptor, with an IDPSSODescriptor.
 * @param now ms since 1970, against validUntil
 * @throws MetadataError
 */
export function parseMetadata(text: string, now: number): ProviderMetadata {
  const root = parse(text);
  const entities = elementsOf(root).filter((element) => is(element, ns.metadata, 'EntityDescriptor'));
  if (entities.length === 0) throw new MetadataError('notMetadata');
  const [entity, ...others] = entities.filter((one) => descriptorsOf(one).length > 0);
  if (entity === undefined) throw new MetadataError('noProvider');
  if (others.length > 0) throw new MetadataError('severalProviders');
  const descriptors = descriptorsOf(entity);
  for (const element of [root, entity, ...descriptors]) {
    const until = attribute(element, 'validUntil');
    if (until !== undefined && !(Date.parse(until) > now)) throw new MetadataError('expired');
  }

  const entityId = attribute(entity, 'entityID')?.trim() ?? '';
  if (entityId === '') throw new MetadataError('notMetadata');
  const certificates = descriptors.flatMap(signingCertificates);
  if (certificates.length === 0) throw new MetadataError('noCertificate');
  return { entityId, certificates: [...new Set(certificates)], ssoRedirect: redirectLocation(descriptors) };
}

function parse(text: string): Element {
  try {
    return parseXml(text);
  } catch (error) {
    throw error instanceof XmlError ? new MetadataError('notXml') : error;
  }
}

function descriptorsOf(entity: Element): Element[] {
  return children(entity, ns.metadata, 'IDPSSODescriptor').filter((descriptor) =>
    (attribute(descriptor, 'protocolSupportEnumeration') ?? '').split(/\s+/).includes(ns.samlp),
  );
}

/** Keys without `use` serve for both purposes. Ends of validity in certificates mean nothing here (SAML 2.0 practice). */
function signingCertificates(descriptor: Element): string[] {
  return children(descriptor, ns.metadata, 'KeyDescriptor')
    .filter((key) => (attribute(key, 'use') ?? 'signing') === 'signing')
    .flatMap((key) => elementsOf(key).filter((element) => is(element, ns.signature, 'X509Certificate')))
    .map((element) => textOf(element).replace(/\s+/g, ''))
    .flatMap((base64) => {
      const pem = `-----BEGIN CERTIFICATE-----\n${(base64.match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`;
      return isRsa(pem) ? [pem] : [];
    });
}

/** Only RSA signatures are accepted, and one certificate that cannot be read must not spoil the others. */
function isRsa(pem: string): boolean {
  try {
    return new X509Certificate(pem).publicKey.asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}

function redirectLocation(descriptors: readonly Element[]): string | undefined {
  return descriptors
    .flatMap((descriptor) => children(descriptor, ns.metadata, 'SingleSignOnService'))
    .filter((service) => attribute(service, 'Binding') === 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect')
    .map((service) => attribute(service, 'Location') ?? '')
    .find(isSafeAddress);
}
