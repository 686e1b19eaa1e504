import { SignedXml } from 'xml-crypto';
import { attributeOf, child, children, isElement, NS, parseXml } from '../wire/xml';

/** What of a response is vouched for by a signature. Read from what was signed, never from the document around it. */
export interface Signed {
  assertion: Element;
  /** Issuers of the response and the assertion are both checked where the response is signed. */
  response: Element | undefined;
}

/**
 * Verifies every signature at its two rightful places with the keys of one provider alone; KeyInfo is not looked at.
 * Undefined when there is none, when one is wrong, or when they do not cover exactly one assertion.
 */
export function verifySignatures(xml: string, root: Element, certificates: readonly string[]): Signed | undefined {
  const assertions = children(root, NS.saml, 'Assertion');
  const [assertion] = assertions;
  if (!assertion || assertions.length > 1) return undefined;
  const ofResponse = child(root, NS.signature, 'Signature');
  const ofAssertion = child(assertion, NS.signature, 'Signature');
  if (!ofResponse && !ofAssertion) return undefined;

  const response = ofResponse && signedElement(xml, ofResponse, root, certificates);
  const own = ofAssertion && signedElement(xml, ofAssertion, assertion, certificates);
  if ((ofResponse && !response) || (ofAssertion && !own)) return undefined;
  const inside = response && children(response, NS.saml, 'Assertion');
  if (inside && inside.length !== 1) return undefined;
  const verified = own ?? inside?.[0];
  return verified && { assertion: verified, response };
}

/** The element as it was signed; undefined when no key fits, or when the signature covers something else. */
function signedElement(
  xml: string,
  signature: Element,
  parent: Element,
  certificates: readonly string[],
): Element | undefined {
  for (const certificate of certificates) {
    const signed = signedContent(xml, signature, certificate);
    const element = signed === undefined ? undefined : parseXml(signed);
    const same =
      isElement(element, parent.namespaceURI ?? '', parent.localName) &&
      attributeOf(element, 'ID') === attributeOf(parent, 'ID');
    if (same) return element;
  }
  return undefined;
}

function signedContent(xml: string, signature: Element, certificate: string): string | undefined {
  const verifier = new SignedXml({ publicCert: certificate, getCertFromKeyInfo: () => null });
  try {
    verifier.loadSignature(signature);
    if (!verifier.checkSignature(xml)) return undefined;
    const references = verifier.getSignedReferences();
    return references.length === 1 ? references[0] : undefined;
  } catch {
    // xml-crypto throws for malformed signatures, unknown algorithms and ambiguous ids: none of them is a signature.
    return undefined;
  }
}
