import { deflateRawSync } from 'node:zlib';

/** What a page answered. */
export interface Visited {
  status: number;
  /** Path and query of the last address, after redirects. */
  path: string;
  title: string;
  text: string;
  html: string;
  /** Fields of its form, with their references resolved. */
  fields: Record<string, string>;
  /** Where its form goes. */
  action: string;
}

/** As much of a browser as the provider's pages need: cookies, redirects, forms. */
export class Browser {
  private cookies = new Map<string, string>();

  get(url: string): Promise<Visited> {
    return this.visit(url, { method: 'GET' });
  }

  post(url: string, form: Record<string, string>): Promise<Visited> {
    return this.visit(url, { method: 'POST', body: new URLSearchParams(form) });
  }

  /** Fills in the login page. */
  signIn(page: Visited, origin: string, user: string, password: string): Promise<Visited> {
    return this.post(new URL(page.action, origin).href, { ...page.fields, username: user, password });
  }

  private async visit(url: string, init: RequestInit): Promise<Visited> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, headers: { cookie }, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
      this.cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location !== null) return this.visit(new URL(location, url).href, { method: 'GET' });
    return read(new URL(url), response.status, await response.text());
  }
}

/** The SAMLRequest parameter of HTTP-Redirect (deflated) or HTTP-POST. */
export function authnRequest(
  binding: 'redirect' | 'post',
  {
    id,
    acs,
    attributes = '',
    issuer = 'urn:amazon:webservices',
  }: { id: string; acs?: string; attributes?: string; issuer?: string },
): string {
  const where = acs === undefined ? '' : ` AssertionConsumerServiceURL="${acs}"`;
  const xml =
    `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="${id}" Version="2.0" ` +
    `IssueInstant="${new Date().toISOString()}"${where} ${attributes}>` +
    `<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${issuer}</saml:Issuer></samlp:AuthnRequest>`;
  return (binding === 'redirect' ? deflateRawSync(xml) : Buffer.from(xml)).toString('base64');
}

function read(url: URL, status: number, html: string): Visited {
  const inputs = [...html.matchAll(/<input\b[^>]*>/g)].map(([tag]) => [
    attribute(tag, 'name'),
    attribute(tag, 'value'),
  ]);
  const [form = ''] = /<form\b[^>]*>/.exec(html) ?? [];
  const main = /<main>([^]*)<\/main>/.exec(html)?.[1] ?? '';
  return {
    status,
    path: url.pathname + url.search,
    title: /<title>(.*?)<\/title>/.exec(html)?.[1] ?? '',
    text: unescape(main.replace(/<script[^]*?<\/script>|<[^>]*>/g, ' ').replace(/\s+/g, ' ')).trim(),
    html,
    fields: Object.fromEntries(inputs) as Record<string, string>,
    action: attribute(form, 'action'),
  };
}

function attribute(tag: string, name: string): string {
  return unescape(new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
}

function unescape(text: string): string {
  return text
    .replace(/&#x([0-9a-f]+);/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}
