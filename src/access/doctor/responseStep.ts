import { Cancelled, Failure } from '../../core/failure';
import { acsUrl } from '../../core/profile';
import type { Answer } from '../../federation/answerQueue';
import { loginRequest, type LoginRequest } from '../../federation/authnRequest';
import { openListener, type AcsListener } from '../../federation/listener';
import { englishWords, type Page } from '../../federation/resultPage';
import type { Known } from './profileStep';
import type { DoctorRequest } from './request';
import type { StepResult } from './steps';

const arrived: Page = {
  tone: 'plain',
  heading: 'The answer has arrived',
  paragraphs: ['Return to the editor, which goes on with the diagnosis. You can close this page.'],
};

/** Binds the address where the answer arrives. */
export async function listenerStep({
  profile,
  pageWords: words = englishWords,
  heldByUs = () => Promise.resolve(false),
  clock,
  log,
}: DoctorRequest): Promise<StepResult<AcsListener>> {
  const listener = await openListener({ port: profile.acsPort, words, clock, log, heldByUs });
  return { evidence: [{ name: 'address', value: acsUrl(profile) }], value: listener };
}

/** An answer that came, and how it was asked for. */
export interface Received {
  answer: Answer;
  login: LoginRequest;
}

/** Sends the browser to the provider and waits for what it posts; which is the right answer is judged later. */
export async function receive(
  { profile, metadata }: Known,
  listener: AcsListener,
  { openBrowser, arrived: page = arrived, pageWords: words = englishWords, clock, signal }: DoctorRequest,
): Promise<Received> {
  const login = loginRequest(profile, metadata, clock.now());
  const { host } = new URL(login.url);
  if (!(await openBrowser(listener.startAt(login.url), login.url)))
    throw new Failure('signIn.browserNotOpened', { host });
  const late = new AbortController();
  const over = AbortSignal.any([signal, late.signal]);
  const answered = new AbortController();
  clock.sleep(profile.signInTimeout * 1000, answered.signal).then(
    () => late.abort(),
    // It came in time.
    () => undefined,
  );
  let foreign = false;
  try {
    for (;;) {
      const answer = await listener.next(over);
      if (login.kind === 'idpInitiated' || answer.relayState === login.relayState) {
        answer.reply(page);
        return { answer, login };
      }
      // From a page that was left open, most likely: the wait goes on.
      foreign = true;
      answer.reply(words.refused([], false));
    }
  } catch (error) {
    if (!Cancelled.is(error) || signal.aborted) throw error;
    if (foreign) throw new Failure('saml.notOurs', { by: 'RelayState' });
    throw new Failure('signIn.timedOut', { seconds: profile.signInTimeout });
  } finally {
    answered.abort();
  }
}
