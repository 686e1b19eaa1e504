import { SignedXml } from 'xml-crypto';
import { Failure } from '../core/failure';
import type { ResponseForm } from './samlForm';
import { parseXml } from './xml';

/**
 * Verifies every signature that is there, each by one of the certificates, and gives the signed element as it was signed: the
 * canonical text of the outermost one, parsed again. What is used later is read from that and from nothing else.
 *
 * saml2-js verifies too (see samlLibrary.ts), but stops at the first signature that holds and doesn't say what it covered.
 * @throws Failure saml.badSignature
 */
export function verifiedElement(xml: string, form: ResponseForm, certificates: readonly string[]): Element {
  const signed = form.signatures.map((signature) => {
    const text = signedText(xml, signature, certificates);
    if (text === undefined) throw new Failure('saml.badSignature', { certificates: certificates.length });
    return text;
  });
  // Signatures come in document order: the response's before the assertion's.
  return parseXml(signed[0] ?? '');
}

function signedText(xml: string, signature: Element, certificates: readonly string[]): string | undefined {
  for (const publicCert of certificates) {
    // Without getCertFromKeyInfo, a certificate that the message brings along counts for nothing.
    const verifier = new SignedXml({ publicCert });
    try {
      verifier.loadSignature(signature);
      if (!verifier.checkSignature(xml)) continue;
    } catch {
      // The library throws for "does not hold" too, and its words quote the message: the next certificate may fit.
      continue;
    }
    const [text, ...others] = verifier.getSignedReferences();
    if (text !== undefined && others.length === 0) return text;
  }
  return undefined;
}
