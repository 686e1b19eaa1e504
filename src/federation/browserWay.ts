import { Cancelled, Failure } from '../core/failure';
import type { Log } from '../core/ports';
import type { Session } from '../core/session';
import type { Answer } from './answerQueue';
import type { LoginRequest } from './authnRequest';
import type { AcsListener } from './listener';
import type { PageWords } from './resultPage';
import type { ReachableRequest } from './signInRequest';

/** What the browser way needs of the sign-in around it. */
export interface BrowserWay {
  request: ReachableRequest;
  listener: AcsListener;
  login: LoginRequest;
  words: PageWords;
  log: Log;
}

/** The judgement on one answer. Rejects with the failure that is the reason to refuse it. */
export type Judge = (answer: Answer, progress: Progress) => Promise<Session>;

export interface Progress {
  /** The answer's signature was verified here: from now on, a failure is about the provider's own words. */
  verified(): void;
}

/**
 * Sends the browser to the provider and judges the answers that come, until one is good.
 *
 * A refused answer ends the sign-in only where it is known to be the one that was waited for: it carries our RelayState, comes
 * from the provider's own pages, or its signature held. Otherwise anybody could end a sign-in by posting nonsense; such an
 * answer gets its page, and the wait goes on. Replays and answers to other requests never end it: they come from pages that
 * were left open. When nothing better comes in time, the last refusal is the reason, because it says more than a time-out.
 */
export async function signInByBrowser(way: BrowserWay, judge: Judge): Promise<Session> {
  const { clock, signal, profile } = way.request;
  await openPage(way);
  const late = new AbortController();
  const answered = new AbortController();
  clock.sleep(profile.signInTimeout * 1000, answered.signal).then(
    () => late.abort(),
    // It came in time.
    () => undefined,
  );
  // One for all answers: each further one would stay with `signal`.
  const over = AbortSignal.any([signal, late.signal]);
  let refusal: Failure | undefined;
  try {
    for (;;) {
      const answer = await way.listener.next(over);
      const verdict = await judgeOne(way, answer, judge);
      if (!Failure.is(verdict)) return verdict;
      refusal = verdict;
    }
  } catch (error) {
    if (!Cancelled.is(error) || signal.aborted || !late.signal.aborted) throw error;
    throw refusal ?? new Failure('signIn.timedOut', { seconds: profile.signInTimeout });
  } finally {
    answered.abort();
  }
}

async function openPage({ request, listener, login }: BrowserWay): Promise<void> {
  const { host } = new URL(login.url);
  let opened;
  try {
    opened = await request.openBrowser(listener.startAt(login.url), login.url);
  } catch (error) {
    if (Cancelled.is(error)) throw error;
    throw new Failure('signIn.browserNotOpened', { host }, { cause: error });
  }
  if (!opened) throw new Failure('signIn.browserNotOpened', { host });
}

/** The session, or the failure of an answer that does not end the sign-in. */
async function judgeOne(way: BrowserWay, answer: Answer, judge: Judge): Promise<Session | Failure> {
  const { request, login, words, log } = way;
  let trusted = isProvidersOwn(way, answer);
  try {
    if (login.kind === 'spInitiated' && answer.relayState !== login.relayState) {
      throw new Failure('saml.notOurs', { by: 'RelayState' });
    }
    const session = await judge(answer, { verified: () => (trusted = true) });
    answer.reply(words.signedIn(session.account.label));
    return session;
  } catch (error) {
    if (!Failure.is(error)) {
      answer.reply(Cancelled.is(error) ? words.cancelled() : words.refused([], true));
      throw error;
    }
    const final = trusted && !Failure.has(error, 'saml.notOurs') && !Failure.has(error, 'saml.replayed');
    const text = request.explain?.(error);
    answer.reply(words.refused(text === undefined ? [] : [text.happened, text.toDo], final));
    if (final) throw error;
    log.info(`an answer was refused (${error.code}); waiting for the right one`);
    request.onNotice?.({ kind: 'answerRefused', failure: error });
    return error;
  }
}

function isProvidersOwn({ request, login }: BrowserWay, { relayState, origin }: Answer): boolean {
  if (login.kind === 'spInitiated' && relayState === login.relayState) return true;
  return [request.profile.loginUrl, login.url].some((address) => new URL(address).origin === origin);
}
