import { FACTOR_KINDS, type AuthnSetting, type FactorKind } from '../../authnSetting';
import type { SecretBook } from '../../faults/secretBook';
import type { SandboxClock } from '../../wire/clock';
import type { JsonObject } from '../../wire/service';
import { factorId } from './authnDocuments';
import { oktaErrors } from './oktaErrors';
import { stepOf, totp } from './totp';
import type { Transaction, TransactionBook } from './transaction';
import type { UserBook } from './userBook';

/** What verifying needs; see AuthnApi. */
export interface Verifying {
  users: UserBook;
  transactions: TransactionBook;
  secrets: SecretBook;
  clock: SandboxClock;
}

/** A challenge goes on with these further members, or the factor has been verified. */
export type Outcome = 'verified' | JsonObject;

const MOST_WRONG_CODES = 5;
/** How long a push and a text message wait for their answer. */
const CHALLENGE_MS = 5 * 60_000;
/** Time steps before and after the present one whose codes are taken, and how old a code is known to be one of the person's. */
const TOLERANCE = 1;
const REMEMBERED = 10;

/** The factor that an address names; it must be one of the person's. */
export function factorOf(transaction: Transaction, setting: AuthnSetting, id: string): FactorKind {
  const kind = FACTOR_KINDS.find((each) => factorId(transaction.person, each) === id);
  if (kind === undefined || !setting.factors.includes(kind)) throw oktaErrors.notFound(`${id} (Factor)`);
  return kind;
}

/** `POST /factors/{id}/verify`: starts a challenge, polls it, or checks a code. Throws Okta's refusal. */
export function verifyFactor(
  transaction: Transaction,
  kind: FactorKind,
  passCode: string | undefined,
  context: Verifying,
): Outcome {
  if (transaction.wrongCodes >= MOST_WRONG_CODES) throw oktaErrors.factorLocked();
  const begins = transaction.status !== 'MFA_CHALLENGE' || transaction.factor !== kind;
  transaction.status = 'MFA_CHALLENGE';
  transaction.factor = kind;
  switch (kind) {
    case 'push':
      return begins || transaction.push?.over === true ? sendPush(transaction, context) : poll(transaction, context);
    case 'sms':
      return passCode === undefined ? sendSms(transaction, context) : checkSms(transaction, passCode, context);
    case 'totp':
      return passCode === undefined ? {} : checkTotp(transaction, passCode, context);
  }
}

/** `POST /factors/{id}/verify/resend` */
export function resend(transaction: Transaction, kind: FactorKind, context: Verifying): Outcome {
  if (transaction.status !== 'MFA_CHALLENGE' || transaction.factor !== kind) throw oktaErrors.notNow();
  if (kind === 'push') return sendPush(transaction, context);
  if (kind === 'sms') return sendSms(transaction, context);
  throw oktaErrors.notNow();
}

function sendPush(transaction: Transaction, { users, transactions }: Verifying): Outcome {
  transaction.push = transactions.newPush(users.setting(transaction.person).numberChallenge);
  return { factorResult: 'WAITING' };
}

function poll(transaction: Transaction, { users, clock }: Verifying): Outcome {
  const { push, person } = transaction;
  if (!push) throw oktaErrors.notNow();
  push.polls++;
  const { pushAnswer, pushAfterPolls } = users.setting(person);
  if (push.answer === undefined && pushAnswer !== 'none' && push.polls >= pushAfterPolls) push.answer = pushAnswer;
  if (push.answer === undefined && clock.now() - push.sentAt >= CHALLENGE_MS) push.answer = 'timeout';
  push.over = push.answer !== undefined;
  switch (push.answer) {
    case undefined:
      return { factorResult: 'WAITING' };
    case 'approve':
      return 'verified';
    case 'reject':
      return { factorResult: 'REJECTED' };
    case 'timeout':
      return { factorResult: 'TIMEOUT' };
    case 'cancel':
      return { factorResult: 'CANCELLED' };
    case 'error':
      return { factorResult: 'ERROR', factorResultMessage: 'The push could not be delivered.' };
  }
}

function sendSms(transaction: Transaction, { users, transactions, clock }: Verifying): Outcome {
  const pauseMs = users.setting(transaction.person).smsPauseSeconds * 1000;
  if (transaction.sms && clock.now() - transaction.sms.sentAt < pauseMs) throw oktaErrors.smsTooSoon();
  transaction.sms = transactions.newSms(transaction.person);
  return {};
}

function checkSms(transaction: Transaction, passCode: string, context: Verifying): Outcome {
  const { sms } = transaction;
  if (sms && sms.code === passCode && context.clock.now() - sms.sentAt < CHALLENGE_MS) return 'verified';
  throw wrongCode(transaction);
}

function checkTotp(transaction: Transaction, passCode: string, { users, secrets, clock }: Verifying): Outcome {
  const { person } = transaction;
  const now = stepOf(clock.now());
  const secret = users.totpSecret(person);
  const age = range(-TOLERANCE, REMEMBERED).find((steps) => totp(secret, now - steps) === passCode);
  if (age === undefined) throw wrongCode(transaction);
  secrets.add('passcode', passCode, person.user);
  if (age > TOLERANCE) return { factorResult: 'TIME_WINDOW_EXCEEDED' };
  return users.useStep(person, now - age) ? 'verified' : { factorResult: 'PASSCODE_REPLAYED' };
}

function wrongCode(transaction: Transaction): Error {
  transaction.wrongCodes++;
  return transaction.wrongCodes < MOST_WRONG_CODES ? oktaErrors.passCode() : oktaErrors.factorLocked();
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
