import assert from 'node:assert/strict';
import type { FederationFailureFacts } from '../../../../src/core/failureFactsOfFederation';
import type { failureText } from '../../../../src/ui/failures';
import { loadFailureText } from './loadFailureText';

type Codes = keyof FederationFailureFacts;

const now = Date.parse('2026-03-01T12:00:00Z');
const role = 'arn:aws:iam::123456789012:role/sales';
const provider = 'arn:aws:iam::123456789012:saml-provider/Okta';
const acs = 'http://localhost:7890/redshift/';
const aws = 'https://signin.aws.amazon.com/saml';

/** Facts of every kind for each code. */
const samples: { [C in Codes]: readonly FederationFailureFacts[C][] } = {
  'signIn.timedOut': [{ seconds: 120 }],
  'signIn.browserNotOpened': [{ host: 'example.okta.com' }],
  'signIn.unsafeAddress': [{ host: 'example.okta.com' }],
  'signIn.noAddress': [{ profileId: 'okta' }],
  'signIn.needed': [{ account: 'ethan@example.com' }],
  'signIn.otherUser': [{ expected: 'ethan@example.com', got: 'frida@example.com' }],
  'listener.portBusy': [
    { port: 7890, address: '127.0.0.1', byUs: false },
    { port: 7890, address: '::1', byUs: true },
  ],
  'listener.notBound': [{ port: 7890, address: '127.0.0.1', reason: 'EACCES' }],
  'metadata.unreachable': [{ host: 'example.okta.com', reason: 'HTTP 404' }],
  'metadata.invalid': [
    ...(
      [
        'notXml',
        'notMetadata',
        'noProvider',
        'severalProviders',
        'noCertificate',
        'expired',
        'tooLarge',
        'badAddress',
      ] as const
    ).map((problem) => ({ from: 'example.okta.com', problem })),
    { from: '', problem: 'notXml' },
  ],
  'sts.expired': [{}, { clockOffSeconds: 400 }, { clockOffSeconds: -400 }],
  'sts.invalidIdentity': [{ providerArn: provider, message: 'Response signature invalid' }],
  'sts.claimRejected': [{ message: 'The claim was refused.' }],
  'sts.notAuthorized': [{ roleArn: role, providerArn: provider, recipient: acs, message: 'Not authorized.' }],
  'sts.tagsTooBig': [{ message: 'The tags consume 131% of the space.' }],
  'sts.regionDisabled': [{ region: 'me-south-1' }],
  'sts.invalidRequest': [{ message: 'RoleSessionName is not valid.' }],
  'sts.otherIdentity': [
    { what: 'user', here: 'ethan@example.com', there: 'admin@example.com' },
    { what: 'issuer', here: 'http://www.okta.com/exk1', there: 'http://www.okta.com/exk2' },
  ],
  'sts.unreachable': [{ host: 'sts.eu-west-1.amazonaws.com', reason: 'ENOTFOUND' }],
  'sts.failed': [
    { code: 'Throttling', message: 'Rate exceeded.' },
    { code: 'IncompleteAnswer', message: '' },
  ],
  'saml.refusedByProvider': [
    { status: 'AuthnFailed', message: 'The user is blocked.' },
    { status: 'Responder', message: '' },
    { status: '', message: '' },
  ],
  'saml.malformed': (
    ['base64', 'utf8', 'xml', 'dtd', 'notAResponse', 'version', 'time', 'interruptedText'] as const
  ).map((problem) => ({ problem })),
  'saml.tooLong': [{ characters: 123_456, limit: 100_000 }],
  'saml.encrypted': [{}],
  'saml.assertionCount': [{ found: 0 }, { found: 2 }],
  'saml.unsigned': [{}],
  'saml.badSignature': [{ certificates: 1 }, { certificates: 2 }],
  'saml.algorithm': [{ algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' }, { algorithm: '' }],
  'saml.wrapped': (
    [
      'assertionElsewhere',
      'signatureElsewhere',
      'signatureForm',
      'otherElementSigned',
      'duplicateId',
      'readDifferently',
    ] as const
  ).map((problem) => ({ problem })),
  'saml.wrongIssuer': [{ expected: 'http://www.okta.com/exk1', got: 'http://www.okta.com/exk2' }],
  'saml.wrongAudience': [
    { expected: 'urn:amazon:webservices', got: 'urn:other' },
    { expected: 'urn:amazon:webservices', got: '' },
  ],
  'saml.wrongRecipient': [
    { expected: acs, got: aws },
    { expected: aws, got: 'https://example.org/saml' },
  ],
  'saml.wrongDestination': [
    { expected: acs, got: aws },
    { expected: aws, got: 'https://example.org/saml' },
  ],
  'saml.notOurs': [{ by: 'InResponseTo' }],
  'saml.incomplete': (
    [
      'Issuer',
      'NameID',
      'Conditions',
      'Conditions NotOnOrAfter',
      'Audience',
      'SubjectConfirmation',
      'Recipient',
      'Destination',
      'SubjectConfirmationData NotOnOrAfter',
      'AuthnStatement',
    ] as const
  ).map((missing) => ({ missing })),
  'saml.unknownCondition': [{ name: 'Condition' }],
  'saml.expired': [
    { part: 'Conditions', ended: now - 90_000, now },
    { part: 'SubjectConfirmationData', ended: now - 3_600_000, now },
    { part: 'AuthnStatement', ended: now - 90_000, now },
  ],
  'saml.notYetValid': [{ part: 'Conditions', begins: now + 300_000, now }],
  'saml.replayed': [{}],
  'saml.noRole': [{ values: 0 }, { values: 2 }],
  'saml.roleSessionName': (['missing', 'several', 'badCharacters'] as const).map((problem) => ({ problem })),
  'saml.tagTooLong': [{ tag: 'RedshiftDbRoles', length: 300 }],
};

describe('the words for failures of a sign-in', () => {
  let words: typeof failureText;

  before(async function () {
    this.timeout(20_000);
    words = await loadFailureText();
  });

  for (const code of Object.keys(samples) as Codes[]) {
    it(`are complete for ${code}`, () => {
      for (const facts of samples[code]) {
        const { happened, toDo } = words({ code, facts });
        assert.match(happened, /\.$/);
        for (const text of [happened, toDo]) {
          assert.match(text, /^\S.{10,400}$/);
          assert.doesNotMatch(text, /undefined|NaN|\(\)| {2}|\.\.|: \.?$/);
        }
      }
    });
  }
});
