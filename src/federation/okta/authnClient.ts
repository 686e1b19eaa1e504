import { Failure } from '../../core/failure';
import type { Clock } from '../../core/ports';
import { foreignText } from '../text';
import type { Transaction } from './authnDocument';
import { readTransaction } from './authnDocument';
import { OktaRefusal } from './oktaRefusal';
import type { OktaSite, SiteAnswer } from './oktaSite';

const cancelTimeoutMs = 3_000;

/** Members of a request; some are secrets. */
type Body = Readonly<Record<string, unknown>>;

/** Okta's Authn API (https://developer.okta.com/docs/reference/api/authn/): JSON by POST, each answer says what can come next. */
export class AuthnClient {
  constructor(
    readonly site: OktaSite,
    readonly clock: Clock,
  ) {}

  /** User name and password; where the sign-in stands then. Asks to be told of a password that ends soon. */
  authenticate(username: string, password: string): Promise<Transaction> {
    const options = { warnBeforePasswordExpired: true, multiOptionalFactorEnroll: false };
    return this.#post(`${this.site.origin}/api/v1/authn`, { username, password, options });
  }

  /**
   * Follows a link of the transaction with its state token and, for some, an answer.
   * @throws OktaRefusal; Failure okta.*; Cancelled
   */
  async follow(transaction: Transaction, link: string | undefined, answer: Body = {}): Promise<Transaction> {
    if (link === undefined) throw this.site.badAnswer('noLink');
    const next = await this.#post(link, { stateToken: transaction.stateToken, ...answer });
    // It stays the same over the whole sign-in; some answers leave it out.
    return next.stateToken === '' ? { ...next, stateToken: transaction.stateToken } : next;
  }

  /** Ends a sign-in that is not gone on with, so that no push lies around on a phone; as well as it can be done. */
  async cancel({ cancel, stateToken }: Transaction): Promise<void> {
    if (cancel === undefined || stateToken === '') return;
    try {
      // Not by the sign-in's own signal, which may be the reason to come here.
      await this.site.ask(requestOf(cancel, { stateToken }), AbortSignal.timeout(cancelTimeoutMs));
    } catch (error) {
      this.site.log.debug(`the sign-in at ${this.site.host} was not cancelled there: ${String(error)}`);
    }
  }

  async #post(address: string, body: Body): Promise<Transaction> {
    const answer = await this.site.ask(requestOf(address, body));
    const document = this.#parse(answer);
    if (answer.status !== 200) throw refusalOf(answer, document, this.clock.now());
    const transaction = readTransaction(document);
    if (transaction === undefined) throw this.site.badAnswer('noStatus');
    const { status, factorResult, stateToken, sessionToken } = transaction;
    this.site.log.conceal?.([stateToken, sessionToken]);
    this.site.log.debug(`the sign-in at ${this.site.host} stands at ${foreignText(`${status} ${factorResult}`, 60)}`);
    return transaction;
  }

  #parse({ status, headers, text }: SiteAnswer): unknown {
    if (status >= 300 && status < 400) {
      const location = headers.get('location') ?? '';
      // Another host, which is said; or an address of its own, which is no part of this API.
      if (URL.canParse(location, this.site.origin)) this.site.expectOwn(new URL(location, this.site.origin).href);
    }
    try {
      return JSON.parse(text);
    } catch {
      // The reason would quote the text.
      if (status === 200) throw this.site.badAnswer('notJson');
      return undefined;
    }
  }
}

function requestOf(address: string, body: Body): Parameters<OktaSite['ask']>[0] {
  const headers = { Accept: 'application/json', 'Content-Type': 'application/json' };
  return { method: 'POST', address, headers, body: JSON.stringify(body) };
}

function refusalOf({ status, headers }: SiteAnswer, document: unknown, now: number): OktaRefusal {
  const { errorCode = '', errorSummary = '' } = (document ?? {}) as { errorCode?: unknown; errorSummary?: unknown };
  return new OktaRefusal(
    status,
    foreignText(String(errorCode), 20),
    foreignText(String(errorSummary)),
    secondsToWait(headers, now),
  );
}

/** Okta tells when its limit is lifted in seconds since 1970 (X-Rate-Limit-Reset), by its own clock. */
function secondsToWait(headers: Headers, now: number): number | undefined {
  const date = Date.parse(headers.get('date') ?? '');
  const reset = Number(headers.get('x-rate-limit-reset') ?? NaN);
  const after = Number(headers.get('retry-after') ?? NaN);
  const seconds = Number.isNaN(after) ? reset - (Number.isNaN(date) ? now : date) / 1000 : after;
  return Number.isNaN(seconds) ? undefined : Math.min(600, Math.max(1, Math.ceil(seconds)));
}

/** True for a refusal with that code of Okta's. */
export function isRefusal(error: unknown, code: string): error is OktaRefusal {
  return error instanceof OktaRefusal && error.code === code;
}

/** What a refusal means to the person, where nothing better is known about it. */
export function failureOf(refusal: OktaRefusal, site: OktaSite): Failure {
  const { at } = site;
  const { status, code, summary, seconds } = refusal;
  if (status === 429) return new Failure('okta.rateLimited', { ...at, ...(seconds === undefined ? {} : { seconds }) });
  switch (code) {
    case 'E0000004':
      return new Failure('okta.notAuthenticated', at);
    case 'E0000011':
      return new Failure('okta.tooSlow', at);
    case 'E0000069':
      return new Failure('okta.factorLocked', at);
    case 'E0000119':
      return new Failure('okta.lockedOut', at);
    case 'E0000006':
    case 'E0000007':
    case 'E0000022':
      return new Failure('okta.notPossible', { ...at, reason: 'apiClosed', detail: code });
    default:
      break;
  }
  // No words of Okta's: a proxy, or a host without this API.
  if (code === '') return new Failure('okta.notPossible', { ...at, reason: 'apiClosed', detail: `HTTP ${status}` });
  return new Failure('okta.failed', { ...at, code, message: summary });
}
