import type { AuthnSetting } from '../../authnSetting';
import { headerOf, type RawRequest, type RawResponse } from '../../wire/httpServer';
import { readJson } from '../../wire/json11';
import type { JsonObject, ServiceError } from '../../wire/service';
import type { Route } from '../front';
import { AUTHN, lockedOutDocument, transactionDocument } from './authnDocuments';
import { oktaErrors, writeOktaError } from './oktaErrors';
import type { Status, Transaction } from './transaction';
import { factorOf, resend, verifyFactor, type Outcome, type Verifying } from './verifyFactor';

type Serve = (body: JsonObject, at: { origin: string; params: Readonly<Record<string, string>> }) => JsonObject;

/**
 * Okta's Authn API: user name and password in, step by step to a session token.
 * https://developer.okta.com/docs/reference/api/authn/ ; without activation, recovery, enrolment and trusted applications.
 */
export class AuthnApi {
  constructor(private readonly context: Verifying) {}

  routes(): Route[] {
    const post = (path: string, action: string, serve: Serve): Route => ({
      method: 'POST',
      path: `${AUTHN}${path}`,
      action,
      serve: (request, params) => json(serve(bodyOf(request), { origin: originOf(request), params })),
      writeError: (error: ServiceError) => writeOktaError(error, this.context.clock.now()),
    });
    return [
      post('', 'authn', (body, { origin }) => this.primary(body, origin)),
      post('/factors/:id/verify', 'authnVerify', (body, at) =>
        this.challenge(body, at, (transaction, kind) =>
          verifyFactor(transaction, kind, textOf(body, 'passCode'), this.context),
        ),
      ),
      post('/factors/:id/verify/resend', 'authnResend', (body, at) =>
        this.challenge(body, at, (transaction, kind) => resend(transaction, kind, this.context)),
      ),
      post('/previous', 'authnPrevious', (body, { origin }) => this.previous(this.open(body), origin)),
      post('/skip', 'authnSkip', (body, { origin }) => this.skip(this.open(body), origin)),
      post('/cancel', 'authnCancel', (body) => this.cancel(this.open(body))),
      post('/credentials/change_password', 'authnChangePassword', (body, { origin }) =>
        this.newPassword(body, origin, ['PASSWORD_WARN', 'PASSWORD_EXPIRED']),
      ),
      post('/credentials/reset_password', 'authnResetPassword', (body, { origin }) =>
        this.newPassword(body, origin, ['PASSWORD_RESET']),
      ),
      // What a person does elsewhere, with a phone or a mail: not here.
      ...['/factors', '/recovery/unlock', '/recovery/password'].map((path) =>
        post(path, 'authnElsewhere', () => {
          throw oktaErrors.notAllowed();
        }),
      ),
    ];
  }

  /** User name and password; or a state token alone, which asks where a sign-in stands. */
  private primary(body: JsonObject, origin: string): JsonObject {
    if (textOf(body, 'stateToken') !== undefined) return this.show(this.open(body), origin);
    const { users, transactions } = this.context;
    const person = users.check(textOf(body, 'username') ?? '', textOf(body, 'password') ?? '');
    if (!person) throw oktaErrors.authentication();
    const setting = users.setting(person);
    if (setting.identityEngine === 'refused') throw oktaErrors.authentication();
    if (setting.account === 'lockedOut') {
      if (!setting.showLockOut) throw oktaErrors.authentication();
      return lockedOutDocument(setting.linkOrigin || origin);
    }
    const options = body['options'];
    const warn = typeof options === 'object' && options !== null && 'warnBeforePasswordExpired' in options;
    const transaction = transactions.start(person, warn && options['warnBeforePasswordExpired'] === true);
    return this.goOn(transaction, origin);
  }

  private challenge(
    body: JsonObject,
    { origin, params }: Parameters<Serve>[1],
    act: (transaction: Transaction, kind: ReturnType<typeof factorOf>) => Outcome,
  ): JsonObject {
    const transaction = this.open(body);
    const setting = this.settingOf(transaction);
    const kind = factorOf(transaction, setting, params['id'] ?? '');
    if (transaction.status !== 'MFA_REQUIRED' && transaction.status !== 'MFA_CHALLENGE') throw oktaErrors.notNow();
    const outcome = act(transaction, kind);
    if (outcome !== 'verified') return this.show(transaction, origin, outcome);
    transaction.done.add('factor');
    return this.goOn(transaction, origin);
  }

  private previous(transaction: Transaction, origin: string): JsonObject {
    if (transaction.status !== 'MFA_CHALLENGE') throw oktaErrors.notNow();
    transaction.status = 'MFA_REQUIRED';
    return this.show(transaction, origin);
  }

  private skip(transaction: Transaction, origin: string): JsonObject {
    if (transaction.status !== 'PASSWORD_WARN') throw oktaErrors.notNow();
    transaction.done.add('password');
    return this.goOn(transaction, origin);
  }

  private cancel(transaction: Transaction): JsonObject {
    this.context.transactions.end(transaction);
    return {};
  }

  private newPassword(body: JsonObject, origin: string, when: readonly Status[]): JsonObject {
    const transaction = this.open(body);
    if (!when.includes(transaction.status)) throw oktaErrors.notNow();
    const { users } = this.context;
    const { person, status } = transaction;
    const wanted = textOf(body, 'newPassword') ?? '';
    if (status !== 'PASSWORD_RESET' && !users.hasPassword(person, textOf(body, 'oldPassword') ?? ''))
      throw oktaErrors.password('Old Password is not correct');
    if (!isStrong(wanted) || users.hasPassword(person, wanted))
      throw oktaErrors.password('Password requirements were not met.');
    users.setPassword(person, wanted);
    users.change(person, { account: 'active' });
    return this.goOn(transaction, origin);
  }

  /** To the next thing that has to be done, in Okta's order: factors before an expired password. */
  private goOn(transaction: Transaction, origin: string): JsonObject {
    const { transactions } = this.context;
    transaction.status = nextStatus(transaction, this.settingOf(transaction));
    delete transaction.factor;
    if (transaction.status === 'SUCCESS') {
      transaction.sessionToken = transactions.issueSessionToken(transaction.person);
      transactions.end(transaction);
    }
    return this.show(transaction, origin);
  }

  private show(transaction: Transaction, origin: string, extra?: JsonObject): JsonObject {
    const { factors, linkOrigin } = this.settingOf(transaction);
    return transactionDocument(transaction, linkOrigin || origin, factors, extra);
  }

  private open(body: JsonObject): Transaction {
    const transaction = this.context.transactions.find(textOf(body, 'stateToken') ?? '');
    if (!transaction) throw oktaErrors.invalidToken();
    return transaction;
  }

  private settingOf({ person }: Transaction): AuthnSetting {
    return this.context.users.setting(person);
  }
}

function nextStatus({ done, warn }: Transaction, { account, factors }: AuthnSetting): Status {
  if (account === 'enrolment') return 'MFA_ENROLL';
  if (factors.length > 0 && !done.has('factor')) return 'MFA_REQUIRED';
  if (account === 'passwordExpired') return 'PASSWORD_EXPIRED';
  if (account === 'passwordReset') return 'PASSWORD_RESET';
  // Only clients that ask for it are told.
  if (account === 'passwordWarn' && warn && !done.has('password')) return 'PASSWORD_WARN';
  return 'SUCCESS';
}

function isStrong(password: string): boolean {
  return password.length >= 8 && [/[a-z]/, /[A-Z]/, /\d/].every((kind) => kind.test(password));
}

function textOf(body: JsonObject, name: string): string | undefined {
  const value = body[name];
  return typeof value === 'string' ? value : undefined;
}

function bodyOf(request: RawRequest): JsonObject {
  const isJson = /^application\/json\b/i.test(headerOf(request, 'content-type') ?? '');
  const body = isJson ? readJson(request.body) : undefined;
  if (!body) throw oktaErrors.malformed();
  return body;
}

/** Links lead to the host that was asked. */
function originOf(request: RawRequest): string {
  return `http://${headerOf(request, 'host') ?? '127.0.0.1'}`;
}

function json(document: JsonObject): RawResponse {
  return {
    status: 200,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
    body: JSON.stringify(document),
  };
}
