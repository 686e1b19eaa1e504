import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the host answers to one request; `json` is a document, in which `{origin}` stands for its own address. */
export interface OktaAnswer {
  status?: number;
  json?: unknown;
  text?: string;
  headers?: Record<string, string | string[]>;
}

/** A request as it came. */
export interface OktaCall {
  /** `POST /api/v1/authn` */
  what: string;
  query: string;
  body: Record<string, unknown>;
  cookie: string;
}

/** A host that answers what the test says, in that order, in the shapes of Okta's reference. */
export class FakeOkta {
  readonly calls: OktaCall[] = [];
  #answers: OktaAnswer[] = [];

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => {
      void this.#keep(request).then(() => {
        const { status = 200, json, text = '', headers = {} } = this.#answers.shift() ?? { status: 599 };
        for (const [name, value] of Object.entries(headers)) {
          response.setHeader(name, typeof value === 'string' ? this.#fill(value) : value);
        }
        response.writeHead(status).end(this.#fill(json === undefined ? text : JSON.stringify(json)));
      });
    });
  }

  static async start(): Promise<FakeOkta> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new FakeOkta(server);
  }

  get origin(): string {
    return `http://${this.host}`;
  }

  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get loginUrl(): string {
    return `${this.origin}/home/amazon/exk1/aln1`;
  }

  /** What comes from now on. */
  script(answers: readonly OktaAnswer[]): void {
    this.#answers = [...answers];
    this.calls.length = 0;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  #fill(text: string): string {
    return text.replaceAll('{origin}', this.origin);
  }

  async #keep(request: IncomingMessage): Promise<void> {
    let text = '';
    for await (const piece of request.setEncoding('utf8')) text += String(piece);
    const url = new URL(request.url ?? '/', this.origin);
    this.calls.push({
      what: `${request.method ?? ''} ${url.pathname}`,
      query: url.search,
      body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
      cookie: request.headers.cookie ?? '',
    });
  }
}

const authn = '{origin}/api/v1/authn';
const link = (path: string): object => ({ href: `${authn}${path}`, hints: { allow: ['POST'] } });

/** A transaction in a state, with the links that Okta gives there. */
export function state(status: string, more: Record<string, unknown> = {}): OktaAnswer {
  const { _links: links, ...rest } = more;
  const token = status === 'SUCCESS' ? { sessionToken: 'the-session-token' } : { stateToken: 'the-state-token' };
  return { json: { ...token, status, ...rest, _links: { cancel: link('/cancel'), ...(links as object | undefined) } } };
}

export function factor(
  id: string,
  factorType: string,
  profile: Record<string, string> = {},
  provider = 'OKTA',
): object {
  return { id, factorType, provider, profile, _links: { verify: link(`/factors/${id}/verify`) } };
}

export function mfaRequired(...factors: object[]): OktaAnswer {
  return state('MFA_REQUIRED', { _embedded: { factors } });
}

export function challenge(id: string, factorResult?: string, more: Record<string, unknown> = {}): OktaAnswer {
  const _links = {
    next: link(`/factors/${id}/verify`),
    prev: link('/previous'),
    resend: [{ name: 'sms', ...link(`/factors/${id}/verify/resend`) }],
  };
  return state('MFA_CHALLENGE', { ...(factorResult === undefined ? {} : { factorResult }), _links, ...more });
}

export function refusal(status: number, errorCode: string, headers: Record<string, string> = {}): OktaAnswer {
  return { status, headers, json: { errorCode, errorSummary: `summary of ${errorCode}`, errorCauses: [] } };
}

export const success = state('SUCCESS');
export const authnLink = link;
