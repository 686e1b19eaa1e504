import { SignedXml } from 'xml-crypto';
import type { SigningKey } from './signingKey';

const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const SIGNATURE = {
  sha256: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  sha1: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
} as const;
const DIGEST = {
  sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
  sha1: 'http://www.w3.org/2000/09/xmldsig#sha1',
} as const;

/** What is hashed how: `sha1` both the signature and the digest, `sha1Signature` and `sha1Digest` one of them alone. */
export const DIGESTS = ['sha256', 'sha1', 'sha1Signature', 'sha1Digest'] as const;
export type Digest = (typeof DIGESTS)[number];

/** Signs the assertion or the whole response, as XML Signature's enveloped form, placed behind its Issuer. */
export function signDocument(
  xml: string,
  element: 'Assertion' | 'Response',
  key: SigningKey,
  digest: Digest = 'sha256',
  prefix = 'ds',
): string {
  const oldSignature = digest === 'sha1' || digest === 'sha1Signature';
  const oldDigest = digest === 'sha1' || digest === 'sha1Digest';
  const signer = new SignedXml({
    privateKey: key.privateKey,
    publicCert: key.certificate,
    signatureAlgorithm: SIGNATURE[oldSignature ? 'sha1' : 'sha256'],
    canonicalizationAlgorithm: EXCLUSIVE,
  });
  const path = `//*[local-name(.)='${element}']`;
  signer.addReference({
    xpath: path,
    digestAlgorithm: DIGEST[oldDigest ? 'sha1' : 'sha256'],
    transforms: [ENVELOPED, EXCLUSIVE],
  });
  signer.computeSignature(xml, {
    ...(prefix === '' ? {} : { prefix }),
    location: { reference: `${path}/*[local-name(.)='Issuer']`, action: 'after' },
  });
  return signer.getSignedXml();
}
