import { Failure } from '../core/failure';
import { attribute, childElements, children, elementsOf, hasInterruptedText, is, ns, textOf } from './xml';
import { foreignText } from './text';

/** A response whose form leaves no room for doubt about what is signed and what is read. */
export interface ResponseForm {
  response: Element;
  /** The only assertion, a child of the response. */
  assertion: Element;
  /** Signatures of the response and of the assertion, as far as they are there; at least one. */
  signatures: Element[];
}

const algorithms = {
  signature: [
    'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
    'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
  ],
  digest: ['http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2001/04/xmlenc#sha512'],
  canonicalization: ['http://www.w3.org/2001/10/xml-exc-c14n#', 'http://www.w3.org/2001/10/xml-exc-c14n#WithComments'],
  enveloped: 'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
};

/**
 * Refuses every form that signature wrapping needs, before any signature is looked at: exactly one assertion, right below the
 * response; signatures only as children of these two; each covering its own parent as a whole (SAML 2.0 core, 5.4).
 * What passes is signed exactly where it will be read, if the signature holds.
 */
export function checkForm(response: Element): ResponseForm {
  const all = elementsOf(response);
  if (all.some(isEncrypted)) throw new Failure('saml.encrypted', {});
  const assertions = all.filter((element) => is(element, ns.saml, 'Assertion'));
  const responses = all.filter((element) => is(element, ns.samlp, 'Response'));
  if (responses.length > 1 || assertions.some((element) => element.parentNode !== response)) {
    throw new Failure('saml.wrapped', { problem: 'assertionElsewhere' });
  }
  const [assertion] = assertions;
  if (assertion === undefined || assertions.length > 1) {
    throw new Failure('saml.assertionCount', { found: assertions.length });
  }
  checkIds(all);
  checkTexts(all);
  const signatures = all.filter((element) => is(element, ns.signature, 'Signature'));
  const own = [response, assertion].flatMap((parent) => children(parent, ns.signature, 'Signature'));
  if (signatures.length !== own.length || new Set(own.map((one) => one.parentNode)).size !== own.length) {
    throw new Failure('saml.wrapped', { problem: 'signatureElsewhere' });
  }
  if (own.length === 0) throw new Failure('saml.unsigned', {});
  own.forEach(checkSignatureForm);
  return { response, assertion, signatures: own };
}

/** The assertion as a whole, or the user or attributes in it: AWS reads none of them here (SAML 2.0 core, 6). */
function isEncrypted(element: Element): boolean {
  return ['EncryptedAssertion', 'EncryptedID', 'EncryptedAttribute'].some((name) => is(element, ns.saml, name));
}

/**
 * A signature does not cover comments, and readers that take the first piece of a text only (whoever they may be between here and
 * AWS) would see `admin` in `admin<!-- -->@example.org` (CVE-2017-11427 and its kin).
 */
function checkTexts(all: readonly Element[]): void {
  const values = all.filter((element) => childElements(element).length === 0);
  if (values.some(hasInterruptedText)) throw new Failure('saml.malformed', { problem: 'interruptedText' });
}

/** Ids that occur twice would let the reference of a signature mean either element. */
function checkIds(all: readonly Element[]): void {
  const ids = all.flatMap((element) =>
    Array.from(element.attributes)
      .filter(({ localName }) => localName.toLowerCase() === 'id')
      .map(({ value }) => value),
  );
  if (new Set(ids).size !== ids.length) throw new Failure('saml.wrapped', { problem: 'duplicateId' });
}

function checkSignatureForm(signature: Element): void {
  const signedInfo = only(signature, 'SignedInfo');
  const reference = only(signedInfo, 'Reference');
  const transforms = children(only(reference, 'Transforms'), ns.signature, 'Transform').map(algorithmOf);
  const digest = only(reference, 'DigestMethod');

  // Anything more (Object, Manifest, a second SignedInfo in KeyInfo) is room for another reading.
  const names = elementsOf(signature).map(({ localName }) => localName);
  const once = [
    'SignedInfo',
    'Reference',
    'SignatureMethod',
    'CanonicalizationMethod',
    'SignatureValue',
    'DigestValue',
  ];
  if (once.some((name) => names.filter((other) => other === name).length !== 1) || names.includes('Object')) {
    throw new Failure('saml.wrapped', { problem: 'signatureForm' });
  }
  if (
    childElements(only(reference, 'DigestValue')).length + childElements(only(signature, 'SignatureValue')).length >
    0
  ) {
    throw new Failure('saml.wrapped', { problem: 'signatureForm' });
  }

  accept(algorithmOf(only(signedInfo, 'SignatureMethod')), algorithms.signature);
  accept(algorithmOf(only(signedInfo, 'CanonicalizationMethod')), algorithms.canonicalization);
  accept(algorithmOf(digest), algorithms.digest);
  for (const transform of transforms) accept(transform, [algorithms.enveloped, ...algorithms.canonicalization]);
  // Without it, the signature would have to cover itself; with others behind it, order would matter.
  if (transforms[0] !== algorithms.enveloped || transforms.length > 2) {
    throw new Failure('saml.wrapped', { problem: 'signatureForm' });
  }

  const id = attribute(signature.parentNode as Element, 'ID') ?? '';
  if (id === '' || attribute(reference, 'URI') !== `#${id}`) {
    throw new Failure('saml.wrapped', { problem: 'otherElementSigned' });
  }
}

function only(parent: Element, name: string): Element {
  const [first, ...others] = children(parent, ns.signature, name);
  if (first === undefined || others.length > 0) throw new Failure('saml.wrapped', { problem: 'signatureForm' });
  return first;
}

function algorithmOf(element: Element): string {
  return attribute(element, 'Algorithm') ?? '';
}

function accept(algorithm: string, accepted: readonly string[]): void {
  if (!accepted.includes(algorithm)) throw new Failure('saml.algorithm', { algorithm: foreignText(algorithm, 120) });
}

/** The last part of the status code and the provider's own words, where the answer is a refusal. */
export function refusalOf(response: Element): { status: string; message: string } | undefined {
  const [status] = children(response, ns.samlp, 'Status');
  const [top] = status === undefined ? [] : children(status, ns.samlp, 'StatusCode');
  const value = top === undefined ? '' : (attribute(top, 'Value') ?? '');
  if (value === 'urn:oasis:names:tc:SAML:2.0:status:Success') return undefined;
  const [second] = top === undefined ? [] : children(top, ns.samlp, 'StatusCode');
  const code = second === undefined ? value : (attribute(second, 'Value') ?? value);
  const [message] = status === undefined ? [] : children(status, ns.samlp, 'StatusMessage');
  return {
    status: foreignText(code.slice(code.lastIndexOf(':') + 1), 80),
    message: message === undefined ? '' : foreignText(textOf(message)),
  };
}
