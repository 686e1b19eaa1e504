import type { PasteProblem } from '../core/failureFactsOfWays';
import { readResponsePage } from './responsePage';

/** More than any form with a response: three characters for each of its 100,000, and a RelayState. */
const longest = 400_000;

/** What was pasted, read: the response as Base64 (secret), or what is wrong with the text. */
export type Pasted = { samlResponse: string } | { problem: PasteProblem };

/**
 * Reads a SAML response in each form in which the browser's tools show it: the value itself, percent-encoded or not; a line
 * `SAMLResponse=...` of a form, with others around it; `SAMLResponse: ...` of a list; the source of the page with the form. What the
 * response says is judged later.
 */
export function readPasted(text: string): Pasted {
  if (text.length > longest) return { problem: 'tooLong' };
  const trimmed = text.trim().replace(/^["'`]+|["'`]+$/g, '');
  if (trimmed === '') return { problem: 'empty' };
  if (trimmed.startsWith('<')) return fromMarkup(trimmed);
  const named = /(?:^|[?&\s"'{,])SAMLResponse["']?\s*[=:]\s*["']?([^&"',}]*)/.exec(trimmed)?.[1];
  if (named === undefined && /(^|[?&\s])SAMLRequest\s*[=:]/.test(trimmed)) return { problem: 'request' };
  if (named === undefined && /[?&:]/.test(trimmed)) return { problem: 'noField' };
  return asResponse(named ?? trimmed);
}

/** The source of the provider's page, with its form; or the decoded response, which is no use. */
function fromMarkup(text: string): Pasted {
  const [response, ...others] = readResponsePage(text).responses;
  return response === undefined || others.length > 0 ? { problem: 'decoded' } : asResponse(response);
}

function asResponse(value: string): Pasted {
  // In a list of fields, the next one may follow without a break; a colon is no character of Base64.
  const alone = value.replace(/RelayState\s*[:=].*$/s, '');
  const samlResponse = percentDecoded(alone).replace(/\s+/g, '');
  if (samlResponse === '') return { problem: 'empty' };
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(samlResponse)) return { problem: 'notBase64' };
  const xml = Buffer.from(samlResponse, 'base64').toString('latin1');
  // A byte order mark or white space may stand before it.
  if (!/^(\xef\xbb\xbf)?\s*</.test(xml)) return { problem: 'notXml' };
  // What ends in the middle has no last bracket, or not whole groups of four characters.
  if (!xml.trimEnd().endsWith('>') || samlResponse.length % 4 !== 0) return { problem: 'cutOff' };
  return { samlResponse };
}

function percentDecoded(value: string): string {
  if (!value.includes('%')) return value;
  // In a form, a plus is a space; but some tools leave the pluses of Base64 as they are.
  const spaced = /%2b/i.test(value) ? value.replaceAll('+', ' ') : value;
  // Not decodeURIComponent, which throws where a text was cut in the middle of a character.
  return spaced.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
