import { Failure } from '../../core/failure';
import type { Prompts } from '../prompts';
import type { SignInNotice, SignInStep } from '../signInRequest';
import { failureOf, isRefusal, type AuthnClient } from './authnClient';
import type { Transaction } from './authnDocument';
import { verifyFactor } from './factors';
import { OktaRefusal } from './oktaRefusal';

/** Wrong passwords in a row; more could lock the account while one is at it. */
const mostPasswords = 3;
/** States in a row; a sign-in has three or four. */
const mostStates = 20;

export interface PasswordSignIn {
  client: AuthnClient;
  prompts: Prompts;
  /** What stands in the box for the user name. */
  suggestion: string;
  onStep: (step: SignInStep) => void;
  onNotice: (notice: SignInNotice) => void;
  signal: AbortSignal;
}

/**
 * User name, password and whatever factor Okta asks for, up to its session token (secret; for one use within five minutes).
 * A sign-in that breaks off is cancelled at Okta too.
 * @throws Failure okta.*; Cancelled
 */
export async function sessionToken(signIn: PasswordSignIn): Promise<string> {
  const { client } = signIn;
  let present: Transaction | undefined;
  const keep = (transaction: Transaction): Transaction => (present = transaction);
  try {
    return await goThrough(signIn, keep(await authenticate(signIn)), keep);
  } catch (error) {
    const isGone = isRefusal(error, 'E0000011') || Failure.has(error, 'okta.unreachable');
    if (present !== undefined && !isGone) await client.cancel(present);
    throw error instanceof OktaRefusal ? failureOf(error, client.site) : error;
  }
}

async function authenticate({ client, prompts, suggestion, onStep, signal }: PasswordSignIn): Promise<Transaction> {
  const { host } = client.site;
  onStep('password');
  const user = await prompts.askUser({ host, suggestion }, signal);
  for (let tried = 1; ; tried++) {
    const problem = tried === 1 ? {} : { problem: 'notAuthenticated' as const };
    const password = await prompts.askPassword({ host, user, ...problem }, signal);
    try {
      return await client.authenticate(user, password);
    } catch (error) {
      if (!isRefusal(error, 'E0000004') || tried === mostPasswords) throw error;
    }
  }
}

async function goThrough(
  signIn: PasswordSignIn,
  start: Transaction,
  keep: (transaction: Transaction) => Transaction,
): Promise<string> {
  const { client } = signIn;
  let transaction = start;
  for (let states = 0; states < mostStates; states++) {
    if (transaction.status === 'SUCCESS') {
      if (transaction.sessionToken === '') throw client.site.badAnswer('noToken');
      return transaction.sessionToken;
    }
    transaction = keep(await goOn(signIn, transaction, keep));
  }
  throw client.site.badAnswer('noLink');
}

/** One step on from a state ("Transaction state" of Okta's reference). */
async function goOn(
  { client, prompts, onStep, onNotice, signal }: PasswordSignIn,
  transaction: Transaction,
  keep: (transaction: Transaction) => Transaction,
): Promise<Transaction> {
  const { site } = client;
  switch (transaction.status) {
    case 'PASSWORD_WARN':
      onNotice({ kind: 'passwordEnds', host: site.host, days: transaction.passwordDays ?? 0 });
      return client.follow(transaction, transaction.skip);
    case 'MFA_REQUIRED':
      onStep('factor');
      return verifyFactor({ client, prompts, signal }, transaction, keep);
    case 'MFA_CHALLENGE':
      // Not begun by us: back to where the factors can be chosen.
      return client.follow(transaction, transaction.prev);
    case 'MFA_ENROLL':
      // Only where it is optional, it can be skipped.
      if (transaction.skip !== undefined) return client.follow(transaction, transaction.skip);
      throw new Failure('okta.enrolmentWanted', site.at);
    case 'MFA_ENROLL_ACTIVATE':
      throw new Failure('okta.enrolmentWanted', site.at);
    case 'PASSWORD_EXPIRED':
      throw new Failure('okta.passwordExpired', site.at);
    case 'PASSWORD_RESET':
      throw new Failure('okta.passwordReset', site.at);
    case 'LOCKED_OUT':
      throw new Failure('okta.lockedOut', site.at);
    default:
      throw new Failure('okta.notPossible', {
        ...site.at,
        reason: 'unknownState',
        detail: transaction.status.replace(/[^A-Z_]/g, '').slice(0, 60),
      });
  }
}
