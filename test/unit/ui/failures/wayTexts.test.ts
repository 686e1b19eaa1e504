import assert from 'node:assert/strict';
import type { WayFailureFacts } from '../../../../src/core/failureFactsOfWays';
import type { failureText } from '../../../../src/ui/failures';
import { loadFailureText } from './loadFailureText';

type Codes = keyof WayFailureFacts;

const at = { host: 'example.okta.com', profileId: 'work' };

/** Facts of every kind for each code. */
const samples: { [C in Codes]: readonly WayFailureFacts[C][] } = {
  'okta.notAuthenticated': [at],
  'okta.lockedOut': [at],
  'okta.passwordExpired': [at],
  'okta.passwordReset': [at],
  'okta.enrolmentWanted': [at],
  'okta.noUsableFactor': [
    { ...at, factors: 'webauthn, u2f' },
    { ...at, factors: '' },
  ],
  'okta.factorLocked': [at],
  'okta.pushRejected': [at],
  'okta.pushTimedOut': [at],
  'okta.factorFailed': [
    { ...at, result: 'ERROR', message: 'The phone is off.' },
    { ...at, result: 'CANCELLED', message: '' },
    { ...at, result: '', message: '' },
  ],
  'okta.tooSlow': [at],
  'okta.notPossible': (['unknownState', 'apiClosed', 'appAsksMore'] as const).flatMap((reason) => [
    { ...at, reason, detail: 'E0000006' },
    { ...at, reason, detail: '' },
  ]),
  'okta.appRefused': [
    { ...at, status: 403, title: 'User is not assigned to this application.' },
    { ...at, status: 404, title: '' },
  ],
  'okta.foreignHost': [
    { ...at, other: 'login.example.org' },
    { ...at, other: '' },
  ],
  'okta.rateLimited': [at, { ...at, seconds: 60 }],
  'okta.unreachable': [{ ...at, reason: 'ENOTFOUND' }],
  'okta.badAnswer': (
    ['notJson', 'tooLarge', 'noStatus', 'noLink', 'noToken', 'severalForms', 'tooManyRedirects'] as const
  ).map((problem) => ({ ...at, problem })),
  'okta.failed': [
    { ...at, code: 'E0000001', message: 'Api validation failed' },
    { ...at, code: 'E0000001', message: '' },
  ],
  'pasted.unusable': (
    ['empty', 'tooLong', 'noField', 'request', 'decoded', 'notBase64', 'cutOff', 'notXml'] as const
  ).map((problem) => ({ profileId: 'work', problem })),
};

describe('the words for failures of the ways in without a browser', () => {
  let words: typeof failureText;

  before(async function () {
    this.timeout(20_000);
    words = await loadFailureText();
  });

  for (const code of Object.keys(samples) as Codes[]) {
    it(`are complete for ${code}`, () => {
      for (const facts of samples[code]) {
        const { happened, toDo, action, otherAction } = words({ code, facts });
        for (const text of [happened, toDo]) {
          assert.match(text, /^\S.{10,400}[.!?]$/);
          assert.doesNotMatch(text, /undefined|NaN|\(\)| {2}|\.\.|: \.?$/);
        }
        const offersBrowser = [action, otherAction].includes('useBrowser');
        assert.equal(offersBrowser, code.startsWith('okta.'));
      }
    });
  }
});
