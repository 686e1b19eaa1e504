/**
 * Failures of the checks on a SAML response. Times are ms since 1970. None holds the assertion, nor any part of it beside
 * the names, addresses and times that the text shows.
 */
export interface SamlFailureFacts {
  /** The provider answered that it refuses; `status` is the last part of its status code, `message` its own words. */
  'saml.refusedByProvider': { status: string; message: string };
  'saml.malformed': { problem: MalformedProblem };
  /** More than the 100,000 characters that STS takes. */
  'saml.tooLong': { characters: number; limit: number };
  /** The assertion is encrypted for AWS or another receiver: it cannot be read here. */
  'saml.encrypted': {};
  'saml.assertionCount': { found: number };
  'saml.unsigned': {};
  /** The signature is by none of the `certificates` in the provider's metadata, or what it covers was changed. */
  'saml.badSignature': { certificates: number };
  /** Signed by an algorithm that is not accepted (SHA-1, HMAC, ...). */
  'saml.algorithm': { algorithm: string };
  /** Built so that what is signed and what is read could differ. */
  'saml.wrapped': { problem: WrappingProblem };
  'saml.wrongIssuer': { expected: string; got: string };
  'saml.wrongAudience': { expected: string; got: string };
  'saml.wrongRecipient': { expected: string; got: string };
  'saml.wrongDestination': { expected: string; got: string };
  /** Answers another request than ours (or a request, where we sent none). */
  'saml.notOurs': { by: 'InResponseTo' | 'RelayState' };
  /** Something is missing without which the assertion could be used for ever or by anybody. */
  'saml.incomplete': { missing: RequiredPart };
  /** A condition that is not known, and which must therefore not be ignored. */
  'saml.unknownCondition': { name: string };
  'saml.expired': { part: TimedPart; ended: number; now: number };
  'saml.notYetValid': { part: TimedPart; begins: number; now: number };
  'saml.replayed': {};
  /** No value of the Role attribute is a pair of a role and a provider ARN; `values` were there. */
  'saml.noRole': { values: number };
  'saml.roleSessionName': { problem: 'missing' | 'several' | 'badCharacters' };
  /** AWS takes 256 characters. */
  'saml.tagTooLong': { tag: string; length: number };
}

export type MalformedProblem =
  'base64' | 'utf8' | 'xml' | 'dtd' | 'notAResponse' | 'version' | 'time' | 'interruptedText';

export type WrappingProblem =
  | 'assertionElsewhere'
  | 'signatureElsewhere'
  | 'signatureForm'
  | 'otherElementSigned'
  | 'duplicateId'
  | 'readDifferently';

export type RequiredPart =
  | 'Issuer'
  | 'NameID'
  | 'Conditions'
  | 'Conditions NotOnOrAfter'
  | 'Audience'
  | 'SubjectConfirmation'
  | 'Recipient'
  | 'Destination'
  | 'SubjectConfirmationData NotOnOrAfter'
  | 'AuthnStatement';

export type TimedPart = 'Conditions' | 'SubjectConfirmationData' | 'AuthnStatement';
