import { Failure } from '../../core/failure';
import type { CodeProblem, CodeReply, Prompts } from '../prompts';
import { isRefusal, type AuthnClient } from './authnClient';
import type { Factor, Transaction } from './authnDocument';
import { OktaRefusal } from './oktaRefusal';

/** Between two looks at a push; Okta's own widget takes 4 s. */
const pollMs = 2_000;
/** Okta gives a push up after five minutes by itself. */
const pushMs = 6 * 60_000;
const longestPauseSeconds = 30;

/** What verifying a factor needs. */
export interface Verifying {
  client: AuthnClient;
  prompts: Prompts;
  signal: AbortSignal;
}

/**
 * From MFA_REQUIRED to whatever comes behind the factor, or back to MFA_REQUIRED when the person wants another one.
 * @param keep is told each state, so that a sign-in that breaks off can be cancelled at the provider
 * @throws Failure okta.*; OktaRefusal; Cancelled
 */
export async function verifyFactor(
  verifying: Verifying,
  transaction: Transaction,
  keep: (transaction: Transaction) => void,
): Promise<Transaction> {
  const { client, prompts, signal } = verifying;
  const { at, host } = client.site;
  const usable = transaction.factors.filter(({ kind }) => kind !== 'unsupported');
  const [first] = usable;
  if (first === undefined) {
    const factors = transaction.factors.map(({ type }) => type).join(', ');
    throw new Failure('okta.noUsableFactor', { ...at, factors });
  }
  const factor = usable.length === 1 ? first : await prompts.chooseFactor({ host, factors: usable }, signal);
  const challenge = { ...verifying, factor, hasOthers: usable.length > 1, keep };
  return factor.kind === 'push' ? approvePush(challenge, transaction) : enterCode(challenge, transaction);
}

interface Challenge extends Verifying {
  factor: Factor;
  hasOthers: boolean;
  keep: (transaction: Transaction) => void;
}

async function enterCode(challenge: Challenge, required: Transaction): Promise<Transaction> {
  const { client, prompts, signal, factor, hasOthers, keep } = challenge;
  const isSent = ['sms', 'call', 'email'].includes(factor.kind);
  let present = required;
  let problem: CodeProblem | undefined;
  // A code that is sent has to be asked for first.
  let reply: CodeReply | undefined = isSent ? 'resend' : undefined;
  for (;;) {
    if (reply === undefined) {
      const question = { host: client.site.host, factor, canResend: isSent, hasOthers };
      reply = await prompts.askCode(problem === undefined ? question : { ...question, problem }, signal);
    }
    if (reply === 'otherFactor') return back(challenge, present, required);
    try {
      const answer = reply === 'resend' ? {} : answerOf(factor, reply.code);
      const link = reply === 'resend' ? (present.resend ?? factor.verify) : factor.verify;
      const next = await client.follow(present, link, answer);
      if (next.status !== 'MFA_CHALLENGE') return next;
      keep((present = next));
      problem = reply === 'resend' ? undefined : problemOf(next, client);
    } catch (error) {
      problem = problemOfRefusal(error);
    }
    reply = undefined;
  }
}

function answerOf({ kind }: Factor, code: string): Record<string, string> {
  return kind === 'question' ? { answer: code } : { passCode: code };
}

/** What can be tried again; everything else is thrown on. */
function problemOfRefusal(error: unknown): CodeProblem {
  if (isRefusal(error, 'E0000068')) return 'wrong';
  if (isRefusal(error, 'E0000109')) return 'sentJustNow';
  throw error;
}

/** Okta's reference, "Factor result": the code was right once, but not now. */
function problemOf({ factorResult, factorMessage }: Transaction, { site }: AuthnClient): CodeProblem {
  if (factorResult === 'PASSCODE_REPLAYED') return 'used';
  if (factorResult === 'TIME_WINDOW_EXCEEDED') return 'outsideItsTime';
  throw new Failure('okta.factorFailed', { ...site.at, result: factorResult, message: factorMessage });
}

async function back({ client }: Challenge, present: Transaction, required: Transaction): Promise<Transaction> {
  // Nothing has begun for a code that the factor shows by itself.
  return present.status === 'MFA_REQUIRED' || present.prev === undefined
    ? required
    : client.follow(present, present.prev);
}

async function approvePush(challenge: Challenge, required: Transaction): Promise<Transaction> {
  const { client, prompts, signal, factor, keep } = challenge;
  const { site, clock } = client;
  const until = clock.now() + pushMs;
  let present = await client.follow(required, factor.verify);
  while (present.status === 'MFA_CHALLENGE' && present.factorResult === 'WAITING') {
    keep(present);
    if (clock.now() > until) throw new Failure('okta.pushTimedOut', site.at);
    const { correctAnswer: number } = present;
    prompts.showPush({ host: site.host, factor, ...(number === undefined ? {} : { number }) });
    await clock.sleep(pollMs, signal);
    present = await poll(challenge, present);
  }
  if (present.status !== 'MFA_CHALLENGE') return present;
  keep(present);
  switch (present.factorResult) {
    case 'REJECTED':
      throw new Failure('okta.pushRejected', site.at);
    case 'TIMEOUT':
      throw new Failure('okta.pushTimedOut', site.at);
    default:
      throw new Failure('okta.factorFailed', {
        ...site.at,
        result: present.factorResult,
        message: present.factorMessage,
      });
  }
}

/** Looks once; where that is too often, waits as long as it is told and takes it as still waiting. */
async function poll({ client, signal }: Challenge, present: Transaction): Promise<Transaction> {
  try {
    return await client.follow(present, present.next);
  } catch (error) {
    if (!(error instanceof OktaRefusal) || error.status !== 429) throw error;
    await client.clock.sleep(Math.min(error.seconds ?? 5, longestPauseSeconds) * 1000, signal);
    return present;
  }
}
