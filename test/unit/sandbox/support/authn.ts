import type { SandboxInfo } from '../../../sandbox/info';
import type { JsonObject } from '../../../sandbox/wire/service';

/** Answer of the Authn API: as much of it as the tests read. */
export interface Answer {
  status: number;
  headers: Headers;
  body: AnswerBody;
}

interface Link {
  name?: string;
  href: string;
}

export interface AnswerBody {
  status?: string;
  stateToken?: string;
  sessionToken?: string;
  expiresAt?: string;
  factorResult?: string;
  errorCode?: string;
  errorCauses?: { errorSummary: string }[];
  _embedded?: {
    factors?: { id: string; factorType: string; _links: { verify?: Link; enroll?: Link } }[];
    factor?: { factorType: string; _embedded?: { challenge?: { correctAnswer?: number } } };
  };
  _links?: { next?: Link; prev?: Link; cancel?: Link; skip?: Link; resend?: Link[] };
}

/** A client that knows one address, and follows links from there. */
export class AuthnClient {
  constructor(private readonly info: SandboxInfo) {}

  start(user: string, options?: JsonObject, password = this.passwordOf(user)): Promise<Answer> {
    return this.post(`${this.info.idp.origin}/api/v1/authn`, {
      username: user,
      password,
      ...(options ? { options } : {}),
    });
  }

  /** Follows a link of the answer with its state token. */
  follow(
    answer: Answer,
    relation: 'next' | 'prev' | 'cancel' | 'skip' | 'resend',
    more: JsonObject = {},
  ): Promise<Answer> {
    const found = answer.body._links?.[relation];
    const link = Array.isArray(found) ? found[0] : found;
    if (!link) throw new Error(`There is no link ${relation} in ${JSON.stringify(answer.body)}`);
    return this.post(link.href, { stateToken: answer.body.stateToken ?? '', ...more });
  }

  /** Verifies one of the factors that the answer offers. */
  verify(answer: Answer, factorType: string, more: JsonObject = {}): Promise<Answer> {
    const factor = answer.body._embedded?.factors?.find((each) => each.factorType === factorType);
    const href = factor?._links.verify?.href;
    if (href === undefined) throw new Error(`There is no factor ${factorType} in ${JSON.stringify(answer.body)}`);
    return this.post(href, { stateToken: answer.body.stateToken ?? '', ...more });
  }

  async post(url: string, body: JsonObject, type = 'application/json'): Promise<Answer> {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': type, accept: 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as AnswerBody };
  }

  passwordOf(user: string): string {
    const { accounts, authnAccounts } = this.info;
    return [...accounts, ...authnAccounts].find((each) => each.user === user)?.password ?? '';
  }
}

/** Gives an order to the control address; the answer's JSON. */
export async function order(
  info: SandboxInfo,
  method: string,
  path: string,
  body?: JsonObject,
): Promise<{ status: number; body: JsonObject }> {
  const response = await fetch(`${info.controlUrl}${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as JsonObject };
}
