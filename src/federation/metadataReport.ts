import type { ProviderMetadata } from './metadata';
import { isMetadataText, MetadataSource, readMetadata, type LoadOptions } from './metadataSource';
import { escapeXml, ns } from './xml';

/** What a provider's metadata says, for whoever makes a connection of it. */
export interface MetadataReport {
  entityId: string;
  /** How many keys may sign. */
  certificates: number;
  /** Whether a sign-in can begin by it alone. */
  namesAddress: boolean;
  /** The same in short, for the settings: what is used of it, and nothing else. */
  text: string;
}

/**
 * Reads metadata that somebody wants to use, never from memory.
 * @param setting XML text, or an https address (http for loopback alone)
 * @throws Failure metadata.*; Cancelled
 */
export async function reportMetadata(
  setting: string,
  { clock, log, signal }: Pick<LoadOptions, 'clock' | 'log' | 'signal'>,
): Promise<MetadataReport> {
  const metadata = isMetadataText(setting)
    ? readMetadata(setting, '', clock.now())
    : await new MetadataSource().load(setting, { clock, log, signal });
  return {
    entityId: metadata.entityId,
    certificates: metadata.certificates.length,
    namesAddress: metadata.ssoRedirect !== undefined,
    text: shortMetadata(metadata),
  };
}

/** Metadata with what is read here alone. A signature would not survive that, and none is checked: its source is trusted. */
export function shortMetadata({ entityId, certificates, ssoRedirect }: ProviderMetadata): string {
  const keys = certificates.map((pem) => {
    const base64 = pem.replace(/-----[^-]+-----|\s/g, '');
    return (
      `<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="${ns.signature}"><ds:X509Data>` +
      `<ds:X509Certificate>${base64}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`
    );
  });
  const service =
    ssoRedirect === undefined
      ? ''
      : '<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"' +
        ` Location="${escapeXml(ssoRedirect)}"/>`;
  return (
    `<md:EntityDescriptor xmlns:md="${ns.metadata}" entityID="${escapeXml(entityId)}">` +
    `<md:IDPSSODescriptor protocolSupportEnumeration="${ns.samlp}">${keys.join('')}${service}</md:IDPSSODescriptor>` +
    '</md:EntityDescriptor>'
  );
}
