import { parse, type DefaultTreeAdapterMap } from 'parse5';

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

/** What a page of the provider holds. */
export interface ResponsePage {
  /** The values of its fields SAMLResponse; one, where it is the page that brings the answer. Secret. */
  responses: string[];
  title: string;
}

/**
 * Reads a page as a browser would, by the rules of HTML (parse5): what stands in comments, scripts or templates is none of it, and
 * values come without their character references.
 */
export function readResponsePage(html: string): ResponsePage {
  const page: ResponsePage = { responses: [], title: '' };
  // By a stack of its own: pages may nest deeper than calls may.
  const rest: Node[] = [parse(html)];
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    if ('tagName' in node) look(node, page);
    if ('childNodes' in node) rest.push(...node.childNodes.toReversed());
  }
  return page;
}

function look(element: Element, page: ResponsePage): void {
  if (element.tagName === 'title' && page.title === '') page.title = textOf(element);
  if (element.tagName !== 'input' || attribute(element, 'name') !== 'SAMLResponse') return;
  page.responses.push(attribute(element, 'value') ?? '');
}

function attribute({ attrs }: Element, name: string): string | undefined {
  return attrs.find((one) => one.name === name)?.value;
}

function textOf({ childNodes }: Element): string {
  return childNodes.map((node) => ('value' in node ? node.value : '')).join('');
}
