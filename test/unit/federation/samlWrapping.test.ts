import assert from 'node:assert/strict';
import type { WrappingProblem } from '../../../src/core/failureFactsOfSaml';
import { posted } from './support/samlBuilder';
import { verdict } from './support/verdict';
import { wrappings } from './support/wrapping';

const wrapped = (problem: WrappingProblem): unknown => ['saml.wrapped', { problem }];
const two = ['saml.assertionCount', { found: 2 }];

const reasons: Record<keyof typeof wrappings, unknown> = {
  'XSW1: the original response inside the signature of a forged one': wrapped('assertionElsewhere'),
  'XSW2: the original response beside its detached signature in a forged one': wrapped('assertionElsewhere'),
  'XSW3: a forged assertion before the original': two,
  'XSW4: the original assertion inside a forged one': wrapped('assertionElsewhere'),
  'XSW5: a forged assertion with the signature of the original behind it': two,
  'XSW6: the original assertion inside the signature of a forged one': wrapped('assertionElsewhere'),
  'XSW7: a forged assertion in Extensions': wrapped('assertionElsewhere'),
  'XSW8: the original assertion in an Object of the signature': wrapped('assertionElsewhere'),
  'a forged assertion with the id of the original': two,
  'a part of the response with the id of the assertion': wrapped('duplicateId'),
  'the signature over the status alone': wrapped('otherElementSigned'),
  'the signature over the subject alone': wrapped('otherElementSigned'),
  'the signature of the assertion moved up to the response': wrapped('otherElementSigned'),
  'two signatures on the assertion': wrapped('signatureElsewhere'),
  'a second reference in the signature': wrapped('signatureForm'),
  'a second SignedInfo hidden in the KeyInfo': wrapped('signatureForm'),
  'a digest that a comment cuts in two (CVE-2025-29775)': ['saml.malformed', { problem: 'interruptedText' }],
  'a reference to the whole document': wrapped('otherElementSigned'),
  'no enveloped transform': wrapped('signatureForm'),
};

describe('a SAML response that was rebuilt around a good signature is refused', () => {
  for (const [name, build] of Object.entries(wrappings)) {
    it(name, async () => {
      const xml = build();
      assert.deepEqual(await verdict(posted(xml)), reasons[name as keyof typeof wrappings]);
      // Not even where the signature cannot be checked here.
      assert.deepEqual(await verdict(posted(xml), {}, null), reasons[name as keyof typeof wrappings]);
    });
  }
});
