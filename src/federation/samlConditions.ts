import type { RequiredPart, TimedPart } from '../core/failureFactsOfSaml';
import { Failure } from '../core/failure';
import { isAllowedRecipient } from './recipients';
import type { Assertion, Confirmation } from './samlAssertion';
import { foreignText } from './text';

/** What the answer to this very sign-in must look like. */
export interface Expectations {
  /** Addresses that Recipient and Destination may name, in the form of recipients.ts; they depend on the way in. */
  recipients: readonly string[];
  /** Audiences that may be meant: AWS under its names, and our own entity id. */
  audiences: readonly string[];
  /** Id of our AuthnRequest; undefined where the provider was asked without one. */
  requestId: string | undefined;
  /** The provider's entity id, where its metadata is known. */
  issuer: string | undefined;
  /** ms since 1970 */
  now: number;
}

/**
 * How far the provider's clock and ours may differ. Small: most providers date their assertions some minutes back themselves,
 * and STS takes an assertion for five minutes at most.
 */
export const clockSkewMs = 60_000;

/** Checks what saml2-js does not (measured: it takes foreign recipients, requests, issuers, and missing conditions). */
export function checkConditions(assertion: Assertion, expected: Expectations): void {
  if (assertion.version !== '2.0') throw new Failure('saml.malformed', { problem: 'version' });
  need(assertion.issuer !== '', 'Issuer');
  if (expected.issuer !== undefined && assertion.issuer !== expected.issuer) {
    throw new Failure('saml.wrongIssuer', { expected: expected.issuer, got: foreignText(assertion.issuer) });
  }
  need(assertion.nameId !== '', 'NameID');
  checkValidity(assertion, expected);
  checkConfirmations(assertion.confirmations, expected);
  need(assertion.authnStatements.length > 0, 'AuthnStatement');
  for (const { sessionNotOnOrAfter } of assertion.authnStatements) {
    inTime('AuthnStatement', undefined, sessionNotOnOrAfter, expected.now);
  }
}

function checkValidity({ conditions }: Assertion, expected: Expectations): void {
  if (conditions === undefined) throw new Failure('saml.incomplete', { missing: 'Conditions' });
  const [unknown] = conditions.unknown;
  if (unknown !== undefined) throw new Failure('saml.unknownCondition', { name: foreignText(unknown, 80) });
  need(conditions.notOnOrAfter !== undefined, 'Conditions NotOnOrAfter');
  inTime('Conditions', conditions.notBefore, conditions.notOnOrAfter, expected.now);
  need(conditions.audiences.length > 0, 'Audience');
  for (const audiences of conditions.audiences) {
    if (!audiences.some((audience) => expected.audiences.includes(audience))) {
      throw new Failure('saml.wrongAudience', {
        expected: expected.audiences[0] ?? '',
        got: foreignText(audiences.join(', ')),
      });
    }
  }
}

/** One bearer confirmation that fits is enough (SAML 2.0 profiles, 4.1.4.3); else the first one's problem is told. */
function checkConfirmations(confirmations: readonly Confirmation[], expected: Expectations): void {
  const bearers = confirmations.filter(({ method }) => method === 'urn:oasis:names:tc:SAML:2.0:cm:bearer');
  const problems: Failure[] = [];
  for (const bearer of bearers) {
    try {
      checkConfirmation(bearer, expected);
      return;
    } catch (problem) {
      if (!Failure.is(problem)) throw problem;
      problems.push(problem);
    }
  }
  throw problems[0] ?? new Failure('saml.incomplete', { missing: 'SubjectConfirmation' });
}

function checkConfirmation(bearer: Confirmation, expected: Expectations): void {
  if (bearer.recipient === undefined) throw new Failure('saml.incomplete', { missing: 'Recipient' });
  if (!isAllowedRecipient(expected.recipients, bearer.recipient)) {
    throw new Failure('saml.wrongRecipient', {
      expected: expected.recipients[0] ?? '',
      got: foreignText(bearer.recipient),
    });
  }
  if (bearer.inResponseTo !== expected.requestId) throw new Failure('saml.notOurs', { by: 'InResponseTo' });
  need(bearer.notOnOrAfter !== undefined, 'SubjectConfirmationData NotOnOrAfter');
  inTime('SubjectConfirmationData', bearer.notBefore, bearer.notOnOrAfter, expected.now);
}

/** What stands on the response around the assertion; worth as much as the signature that covers it. */
export interface Envelope {
  destination: string | undefined;
  inResponseTo: string | undefined;
  /** Empty where there is none: it is optional on the response. */
  issuer: string;
  /** Whether a verified signature covers all this. */
  signed: boolean;
}

export function checkEnvelope(envelope: Envelope, expected: Expectations): void {
  const { destination, inResponseTo, issuer, signed } = envelope;
  // Required on signed messages that go through a browser (SAML 2.0 bindings, 3.5.5.2).
  need(!signed || destination !== undefined, 'Destination');
  if (destination !== undefined && !isAllowedRecipient(expected.recipients, destination)) {
    throw new Failure('saml.wrongDestination', {
      expected: expected.recipients[0] ?? '',
      got: foreignText(destination),
    });
  }
  if (inResponseTo !== expected.requestId) throw new Failure('saml.notOurs', { by: 'InResponseTo' });
  if (expected.issuer !== undefined && issuer !== '' && issuer !== expected.issuer) {
    throw new Failure('saml.wrongIssuer', { expected: expected.issuer, got: foreignText(issuer) });
  }
}

function need(there: boolean, missing: RequiredPart): void {
  if (!there) throw new Failure('saml.incomplete', { missing });
}

function inTime(part: TimedPart, begins: number | undefined, ends: number | undefined, now: number): void {
  if (begins !== undefined && now + clockSkewMs < begins) throw new Failure('saml.notYetValid', { part, begins, now });
  if (ends !== undefined && now - clockSkewMs >= ends) throw new Failure('saml.expired', { part, ended: ends, now });
}
