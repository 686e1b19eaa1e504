import { SignedXml } from 'xml-crypto';
import type { SigningKey } from './signingKey';

const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const ALGORITHMS = {
  sha256: ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'http://www.w3.org/2001/04/xmlenc#sha256'],
  sha1: ['http://www.w3.org/2000/09/xmldsig#rsa-sha1', 'http://www.w3.org/2000/09/xmldsig#sha1'],
} as const;

export type Digest = keyof typeof ALGORITHMS;

/** Signs the assertion or the whole response, as XML Signature's enveloped form, placed behind its Issuer. */
export function signDocument(
  xml: string,
  element: 'Assertion' | 'Response',
  key: SigningKey,
  digest: Digest = 'sha256',
): string {
  const [signatureAlgorithm, digestAlgorithm] = ALGORITHMS[digest];
  const signer = new SignedXml({
    privateKey: key.privateKey,
    publicCert: key.certificate,
    signatureAlgorithm,
    canonicalizationAlgorithm: EXCLUSIVE,
  });
  const path = `//*[local-name(.)='${element}']`;
  signer.addReference({ xpath: path, digestAlgorithm, transforms: [ENVELOPED, EXCLUSIVE] });
  signer.computeSignature(xml, {
    prefix: 'ds',
    location: { reference: `${path}/*[local-name(.)='Issuer']`, action: 'after' },
  });
  return signer.getSignedXml();
}
