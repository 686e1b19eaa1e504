/** A person at the sandbox's provider, with as much browser as that takes: redirects, cookies, forms. */
export class SandboxBrowser {
  readonly #cookies = new Map<string, string>();
  /** The page that is shown. */
  page = '';
  /** Every SAMLResponse that was posted. */
  readonly posted: string[] = [];
  /** Origin of every request, in their order. */
  readonly asked: string[] = [];

  /** Opens an address, signs in where a login page comes, and submits the form with the answer. */
  async signIn(address: string, person: { user: string; password: string }): Promise<void> {
    await this.#open(address);
    const login = formOf(this.page);
    if (login?.fields.has('password') === true) {
      login.fields.set('username', person.user);
      login.fields.set('password', person.password);
      await this.#open(new URL(login.action, this.#address).href, login.fields);
    }
    const answer = formOf(this.page);
    const samlResponse = answer?.fields.get('SAMLResponse');
    if (answer === undefined || samlResponse === null || samlResponse === undefined) return;
    this.posted.push(samlResponse);
    await this.#open(answer.action, answer.fields);
  }

  #address = '';

  async #open(address: string, form?: URLSearchParams): Promise<void> {
    const { origin } = new URL(address);
    this.asked.push(origin);
    const response = await fetch(address, {
      redirect: 'manual',
      headers: { Cookie: this.#cookies.get(origin) ?? '', Origin: new URL(this.#address || address).origin },
      ...(form === undefined ? {} : { method: 'POST', body: form }),
    });
    const cookie = response.headers.get('set-cookie')?.split(';')[0];
    if (cookie !== undefined) this.#cookies.set(origin, cookie);
    this.#address = address;
    this.page = await response.text();
    const location = response.headers.get('location');
    if (location !== null) await this.#open(new URL(location, address).href);
  }
}

function formOf(page: string): { action: string; fields: URLSearchParams } | undefined {
  const form = /<form[^>]*action="([^"]*)"[^>]*>(.*?)<\/form>/s.exec(page);
  if (form === null) return undefined;
  const fields = new URLSearchParams();
  for (const [input] of form[2]?.matchAll(/<input[^>]*>/g) ?? []) {
    const name = / name="([^"]*)"/.exec(input)?.[1];
    if (name !== undefined) fields.set(name, unescape(/ value="([^"]*)"/.exec(input)?.[1] ?? ''));
  }
  return { action: unescape(form[1] ?? ''), fields };
}

function unescape(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return named[name] ?? whole;
    return String.fromCodePoint(hex === undefined ? Number(decimal) : parseInt(hex, 16));
  });
}
