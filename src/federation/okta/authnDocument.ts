import { foreignText } from '../text';

/** How a factor is verified: by a code that it shows, by one that is sent, by a tap, by an answer; or not without a browser. */
export type FactorKind = 'code' | 'sms' | 'call' | 'email' | 'push' | 'question' | 'unsupported';

export interface Factor {
  id: string;
  kind: FactorKind;
  /** Okta's own name of the type: `token:software:totp`, `push`, `webauthn`, ... */
  type: string;
  /** Whose it is: OKTA, GOOGLE, RSA, ... */
  provider: string;
  /** What tells it from another of its kind: the masked telephone number, the phone's name, the question. */
  detail: string;
  /** Where it is verified. */
  verify: string | undefined;
}

/** Where a sign-in stands, as Okta's Authn API says (its reference: "Transaction model"). Texts that are missing are ''. */
export interface Transaction {
  status: string;
  /** Secret. */
  stateToken: string;
  /** Secret; with SUCCESS alone. */
  sessionToken: string;
  /** WAITING, REJECTED, ... while a factor is challenged. */
  factorResult: string;
  factorMessage: string;
  /** Those to choose from, with MFA_REQUIRED. */
  factors: Factor[];
  /** The number to choose on the phone, while a push with a number waits. */
  correctAnswer: number | undefined;
  passwordDays: number | undefined;
  next: string | undefined;
  prev: string | undefined;
  skip: string | undefined;
  cancel: string | undefined;
  resend: string | undefined;
}

type Json = Readonly<Record<string, unknown>>;

/** Reads what Okta answered; undefined where it is no such document. Links are taken as they are: the client judges them. */
export function readTransaction(document: unknown): Transaction | undefined {
  const top = asObject(document);
  const status = text(top['status']);
  if (status === '') return undefined;
  const embedded = asObject(top['_embedded']);
  const links = asObject(top['_links']);
  const challenge = inside(embedded, 'factor', '_embedded', 'challenge');
  const expiration = inside(embedded, 'policy', 'expiration');
  return {
    status,
    stateToken: text(top['stateToken']),
    sessionToken: text(top['sessionToken']),
    factorResult: foreignText(text(top['factorResult']), 40),
    factorMessage: foreignText(text(top['factorResultMessage'])),
    factors: asList(embedded['factors']).map(readFactor),
    correctAnswer: number(challenge['correctAnswer']),
    passwordDays: number(expiration['passwordExpireDays']),
    next: href(links['next']),
    prev: href(links['prev']),
    skip: href(links['skip']),
    cancel: href(links['cancel']),
    resend: href(asList(links['resend'])[0] ?? links['resend']),
  };
}

const kinds: Readonly<Record<string, FactorKind>> = {
  'token:software:totp': 'code',
  'token:hardware': 'code',
  'token:hotp': 'code',
  token: 'code',
  sms: 'sms',
  call: 'call',
  email: 'email',
  push: 'push',
  question: 'question',
};

function readFactor(json: unknown): Factor {
  const factor = asObject(json);
  const profile = asObject(factor['profile']);
  const type = foreignText(text(factor['factorType']), 40);
  const verify = href(asObject(factor['_links'])['verify']);
  const details = ['phoneNumber', 'email', 'questionText', 'name', 'credentialId'];
  return {
    id: text(factor['id']),
    kind: verify === undefined ? 'unsupported' : (kinds[type] ?? 'unsupported'),
    type,
    provider: foreignText(text(factor['provider']), 40),
    detail: foreignText(details.map((name) => text(profile[name])).find((value) => value !== '') ?? '', 100),
    verify,
  };
}

function href(link: unknown): string | undefined {
  return text(asObject(link)['href']) || undefined;
}

function inside(json: Json, ...path: string[]): Json {
  return path.reduce((place, name) => asObject(place[name]), json);
}

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}
