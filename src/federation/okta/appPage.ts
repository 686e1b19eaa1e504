import { Failure } from '../../core/failure';
import { readResponsePage } from '../responsePage';
import { foreignText } from '../text';
import type { OktaSite } from './oktaSite';

const mostRedirects = 10;

/**
 * Opens the app's page with a session token, as a browser would, and takes the SAML response from its form. Okta turns the token
 * into a cookie on the way, by redirects on its own host; both are forgotten with this call.
 * @returns the field SAMLResponse. Secret.
 * @throws Failure okta.*; Cancelled
 */
export async function fetchResponse(site: OktaSite, sessionToken: string): Promise<string> {
  const cookies = new Map<string, string>();
  const start = new URL(site.profile.loginUrl);
  start.searchParams.set('onetimetoken', sessionToken);
  let address = start.href;
  for (let hop = 0; hop <= mostRedirects; hop++) {
    const headers = { Accept: 'text/html', ...(cookies.size === 0 ? {} : { Cookie: headerOf(cookies) }) };
    const { status, headers: answered, text } = await site.ask({ method: 'GET', address, headers });
    answered.getSetCookie().forEach((cookie) => keep(cookies, cookie));
    site.log.conceal?.([...cookies.values()]);
    const location = answered.get('location');
    if (status >= 300 && status < 400 && location !== null && URL.canParse(location, address)) {
      address = new URL(location, address).href;
      continue;
    }
    return responseOf(site, status, text);
  }
  throw site.badAnswer('tooManyRedirects');
}

function responseOf(site: OktaSite, status: number, html: string): string {
  const { responses, title: heading } = readResponsePage(html);
  const [response, ...others] = responses;
  if (status === 200 && response !== undefined && response !== '') {
    if (others.length > 0) throw site.badAnswer('severalForms');
    return response;
  }
  const title = foreignText(heading, 120);
  if (status === 429) throw new Failure('okta.rateLimited', site.at);
  if (status >= 400) throw new Failure('okta.appRefused', { ...site.at, status, title });
  // The password was good, and yet here is a page for a person: a policy of the app asks for more.
  throw new Failure('okta.notPossible', { ...site.at, reason: 'appAsksMore', detail: title });
}

/** Name and value alone: it all stays on one host, for one call. */
function keep(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
  const equals = pair.indexOf('=');
  if (equals <= 0) return;
  const name = pair.slice(0, equals);
  const value = pair.slice(equals + 1);
  const isOver = attributes.some((one) => /^max-age=(0|-\d+)$/i.test(one));
  if (value === '' || isOver) cookies.delete(name);
  else cookies.set(name, value);
}

function headerOf(cookies: ReadonlyMap<string, string>): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}
