import { DOMParser } from '@xmldom/xmldom';

/** Reading SAML documents, for the identity provider and STS. */

export const NS = {
  saml: 'urn:oasis:names:tc:SAML:2.0:assertion',
  samlp: 'urn:oasis:names:tc:SAML:2.0:protocol',
  metadata: 'urn:oasis:names:tc:SAML:2.0:metadata',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
} as const;

const ELEMENT = 1;

/** Root of a document; undefined for what is not well-formed, or has a document type declaration. */
export function parseXml(text: string): Element | undefined {
  if (/<!DOCTYPE/i.test(text)) return undefined;
  const faults: string[] = [];
  const note = (message: string): void => void faults.push(message);
  try {
    const parser = new DOMParser({ errorHandler: { warning: note, error: note, fatalError: note } });
    // The declared type promises a root; an empty document has none.
    const root = parser.parseFromString(text, 'text/xml').documentElement as Element | null;
    return faults.length > 0 || root === null ? undefined : root;
  } catch {
    // xmldom throws for some faults even with a handler; the caller says what was wanted.
    return undefined;
  }
}

export function isElement(node: Node | undefined, namespace: string, name: string): node is Element {
  return (
    node?.nodeType === ELEMENT && (node as Element).namespaceURI === namespace && (node as Element).localName === name
  );
}

/** Direct children of that name. */
export function children(parent: Element, namespace: string, name: string): Element[] {
  return Array.from(parent.childNodes).filter((node): node is ChildNode & Element => isElement(node, namespace, name));
}

export function child(parent: Element | undefined, namespace: string, name: string): Element | undefined {
  return parent && children(parent, namespace, name)[0];
}

/** Text of an element without the space around it; '' where there is no element. */
export function textOf(element: Element | undefined): string {
  return element?.textContent.trim() ?? '';
}

/** Undefined when the attribute is not there. */
export function attributeOf(element: Element | undefined, name: string): string | undefined {
  return element?.hasAttribute(name) ? (element.getAttribute(name) ?? undefined) : undefined;
}

/** Writes text into XML or HTML, as content or between double quotes. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
