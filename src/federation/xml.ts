import { DOMParser } from '@xmldom/xmldom';

export const ns = {
  saml: 'urn:oasis:names:tc:SAML:2.0:assertion',
  samlp: 'urn:oasis:names:tc:SAML:2.0:protocol',
  metadata: 'urn:oasis:names:tc:SAML:2.0:metadata',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
} as const;

/** Levels of elements; a SAML response has about ten. The libraries walk trees by recursion. */
const deepest = 100;

const nodeType = { element: 1, text: 3, cdata: 4, instruction: 7, comment: 8 } as const;

/** Text that is not XML as we take it. Its message says where, never what. */
export class XmlError extends Error {
  constructor(
    readonly problem: 'dtd' | 'xml',
    options?: ErrorOptions,
  ) {
    super(`not usable as XML: ${problem}`, options);
  }
}

/**
 * Parses strictly: whatever the parser only warns of is an error, there is one root, and no document type declaration
 * (entities could hide what is signed, and the parser skips declarations that it doesn't know).
 */
export function parseXml(text: string): Element {
  // Looked for in the text: the parser does not always report one.
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new XmlError('dtd');
  const refuse = (): never => {
    // The parser's own words quote the text, which may be an assertion.
    throw new XmlError('xml');
  };
  let document;
  try {
    const errorHandler = { warning: refuse, error: refuse, fatalError: refuse };
    document = new DOMParser({ errorHandler }).parseFromString(text, 'text/xml');
  } catch (error) {
    throw error instanceof XmlError ? error : new XmlError('xml');
  }
  const roots = nodesOf(document).filter(isElement);
  const [root] = roots;
  if (root === undefined || roots.length !== 1 || !textAroundIsBlank(text)) throw new XmlError('xml');
  for (const { node, depth } of walk(document)) {
    if (depth > deepest) throw new XmlError('xml');
    if (node.nodeType === nodeType.instruction && node.nodeName !== 'xml') throw new XmlError('xml');
  }
  return root;
}

/** The parser drops text around the root element silently. */
function textAroundIsBlank(text: string): boolean {
  return /^\uFEFF?\s*</.test(text) && />\s*$/.test(text);
}

export function is(element: Element, namespace: string, name: string): boolean {
  return element.namespaceURI === namespace && element.localName === name;
}

/** The child elements of that name, in order; not those deeper down, where a forged one could hide. */
export function children(parent: Node, namespace: string, name: string): Element[] {
  return nodesOf(parent).filter((node): node is Element => isElement(node) && is(node, namespace, name));
}

/** All child elements. */
export function childElements(parent: Node): Element[] {
  return nodesOf(parent).filter(isElement);
}

/** Every element below and including the given one. */
export function elementsOf(top: Element): Element[] {
  return [top, ...Array.from(walk(top), ({ node }) => node).filter(isElement)];
}

/** True where something else than text stands inside, so that there is no one text to read. */
export function isNotPlainText(element: Element): boolean {
  return nodesOf(element).some(({ nodeType: type }) => type !== nodeType.text && type !== nodeType.cdata);
}

/** True where a comment stands in the middle of text: readers disagree about what such a text is. */
export function hasInterruptedText(element: Element): boolean {
  const nodes = nodesOf(element);
  return nodes.some(({ nodeType: type }) => type === nodeType.comment) && element.textContent.trim() !== '';
}

/** The whole text of an element, without the white space around it. */
export function textOf(element: Element): string {
  return element.textContent.trim();
}

/** The value of an attribute without namespace; undefined where it is missing (an empty one is ''). */
export function attribute(element: Element, name: string): string | undefined {
  return element.getAttributeNode(name)?.value;
}

/** The five characters that have a meaning in XML and HTML, escaped; good for text and for quoted attributes. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function isElement(node: Node): node is Element {
  return node.nodeType === nodeType.element;
}

function nodesOf(parent: Node): Node[] {
  // Not childNodes: the parser gives text nodes none, whatever its types say.
  const nodes: Node[] = [];
  for (let node: Node | null = parent.firstChild; node !== null; node = node.nextSibling) nodes.push(node);
  return nodes;
}

/** All nodes below, in document order; by a stack of its own, so that deep nesting cannot end in a RangeError. */
function* walk(top: Node): Generator<{ node: Node; depth: number }> {
  const rest = nodesOf(top)
    .map((node) => ({ node, depth: 1 }))
    .reverse();
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    yield next;
    const depth = next.depth + 1;
    rest.push(
      ...nodesOf(next.node)
        .map((node) => ({ node, depth }))
        .reverse(),
    );
  }
}
