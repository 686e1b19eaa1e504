import assert from 'node:assert/strict';
import { ReplayMemory } from '../../../src/federation/replayMemory';
import * as saml from './support/samlBuilder';
import { check, expected, verdict } from './support/verdict';

const { acs, at, issuer, now } = saml;
const wholly = (xml: string, more: Partial<saml.Signing> = {}): string =>
  saml.posted(saml.sign(xml, { element: 'Response', ...more }));
const usual = (): string => saml.responseXml(saml.assertionXml());
const signed = (): string => saml.sign(usual(), { element: 'Assertion' });
const status = (code: string, message = ''): string =>
  `<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${code}"/></samlp:StatusCode>${message}</samlp:Status>`;
const unsigned = { status: status('RequestDenied', '<samlp:StatusMessage>User is not assigned</samlp:StatusMessage>') };
const hmac = 'http://www.w3.org/2000/09/xmldsig#hmac-sha1';
const sha1 = 'http://www.w3.org/2000/09/xmldsig#sha1';
const rsaSha1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';
const plainC14n = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';

type Case = [name: string, posted: () => string, reason: unknown, changes?: Partial<typeof expected>];

const bySignature: Case[] = [
  ['no signature at all', () => saml.posted(usual()), ['saml.unsigned', {}]],
  [
    'signed by a foreign key whose certificate comes along',
    () => saml.posted(saml.sign(usual(), { element: 'Assertion', key: saml.foreignKey })),
    ['saml.badSignature', { certificates: 2 }],
  ],
  [
    'the response signed by a foreign key, the assertion rightly',
    () => saml.posted(saml.sign(signed(), { element: 'Response', key: saml.foreignKey })),
    ['saml.badSignature', { certificates: 2 }],
  ],
  [
    'the assertion signed by a foreign key, the response rightly',
    () => wholly(saml.sign(usual(), { element: 'Assertion', key: saml.foreignKey })),
    ['saml.badSignature', { certificates: 2 }],
  ],
  [
    'the user changed after signing',
    () => saml.posted(signed().replace('ethan@example.org</saml:NameID>', 'frida@example.org</saml:NameID>')),
    ['saml.badSignature', { certificates: 2 }],
  ],
  [
    'a role changed after signing',
    () => saml.posted(signed().replace('role/sales', 'role/admin')),
    ['saml.badSignature', { certificates: 2 }],
  ],
  [
    'the signature value of another message',
    () => {
      const value = /<SignatureValue>[^<]*<\/SignatureValue>/;
      return saml.posted(signed().replace(value, value.exec(signed())?.[0] ?? ''));
    },
    ['saml.badSignature', { certificates: 2 }],
  ],
  [
    'signed with RSA-SHA1',
    () => saml.posted(saml.sign(usual(), { element: 'Assertion', signatureAlgorithm: rsaSha1 })),
    ['saml.algorithm', { algorithm: rsaSha1 }],
  ],
  [
    'digested with SHA-1',
    () => saml.posted(saml.sign(usual(), { element: 'Assertion', digestAlgorithm: sha1 })),
    ['saml.algorithm', { algorithm: sha1 }],
  ],
  [
    'signed by HMAC with the public certificate as the secret',
    () => saml.posted(saml.signByHmac(usual(), saml.key.certificate)),
    ['saml.algorithm', { algorithm: hmac }],
  ],
  [
    'an algorithm that nobody knows',
    () => saml.posted(signed().replace(/xmldsig-more#rsa-sha256/, 'xmldsig-more#none')),
    ['saml.algorithm', { algorithm: 'http://www.w3.org/2001/04/xmldsig-more#none' }],
  ],
  [
    'canonicalized inclusively, which takes in what stands around',
    () => saml.posted(saml.sign(usual(), { element: 'Assertion', canonicalization: plainC14n })),
    ['saml.algorithm', { algorithm: plainC14n }],
  ],
  [
    'a transform that picks what it likes',
    () =>
      saml.posted(
        signed().replace(
          '<Transforms>',
          '<Transforms><Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"/>',
        ),
      ),
    ['saml.algorithm', { algorithm: 'http://www.w3.org/TR/1999/REC-xpath-19991116' }],
  ],
];

const byMeaning: Case[] = [
  [
    'a foreign issuer',
    () => saml.rightful({ issuer: '<saml:Issuer>http://evil.example.org</saml:Issuer>' }),
    ['saml.wrongIssuer', { expected: issuer, got: 'http://evil.example.org' }],
  ],
  [
    'a foreign issuer on the response alone',
    () =>
      saml.rightful(
        {},
        {
          issuer:
            '<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">http://evil.example.org</saml:Issuer>',
        },
      ),
    ['saml.wrongIssuer', { expected: issuer, got: 'http://evil.example.org' }],
  ],
  [
    'a foreign audience',
    () => saml.rightful({ conditions: saml.conditionsXml(undefined, ['urn:other:service']) }),
    ['saml.wrongAudience', { expected: saml.audience, got: 'urn:other:service' }],
  ],
  [
    'an audience that only differs in case',
    () => saml.rightful({ conditions: saml.conditionsXml(undefined, ['URN:amazon:webservices']) }),
    ['saml.wrongAudience', { expected: saml.audience, got: 'URN:amazon:webservices' }],
  ],
  [
    'a second audience restriction that excludes us',
    () =>
      saml.rightful({
        conditions: saml.conditionsXml(
          undefined,
          undefined,
          '<saml:AudienceRestriction><saml:Audience>urn:other</saml:Audience></saml:AudienceRestriction>',
        ),
      }),
    ['saml.wrongAudience', { expected: saml.audience, got: 'urn:other' }],
  ],
  [
    'no audience',
    () => saml.rightful({ conditions: `<saml:Conditions NotOnOrAfter="${at(300)}"/>` }),
    ['saml.incomplete', { missing: 'Audience' }],
  ],
  [
    'a foreign recipient',
    () =>
      saml.rightful({
        confirmation: saml.confirmationXml(`Recipient="https://evil.example.org/" NotOnOrAfter="${at(300)}"`),
      }),
    ['saml.wrongRecipient', { expected: acs, got: 'https://evil.example.org/' }],
  ],
  [
    'the recipient without its slash',
    () =>
      saml.rightful({
        confirmation: saml.confirmationXml(`Recipient="${acs.slice(0, -1)}" NotOnOrAfter="${at(300)}"`),
      }),
    ['saml.wrongRecipient', { expected: acs, got: acs.slice(0, -1) }],
  ],
  [
    'no recipient',
    () => saml.rightful({ confirmation: saml.confirmationXml(`NotOnOrAfter="${at(300)}"`) }),
    ['saml.incomplete', { missing: 'Recipient' }],
  ],
  [
    'a confirmation that is not for bearers',
    () =>
      saml.rightful({ confirmation: saml.confirmationXml(undefined, 'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key') }),
    ['saml.incomplete', { missing: 'SubjectConfirmation' }],
  ],
  [
    'a foreign destination',
    () => saml.rightful({}, { attributes: 'Destination="https://signin.aws.amazon.com/saml"' }),
    ['saml.wrongDestination', { expected: acs, got: 'https://signin.aws.amazon.com/saml' }],
  ],
  [
    'no destination on a signed response',
    () => wholly(saml.responseXml(saml.assertionXml(), { attributes: '' })),
    ['saml.incomplete', { missing: 'Destination' }],
  ],
  [
    'an answer to a request, though none was sent',
    () => saml.rightful({}, { attributes: `Destination="${acs}" InResponseTo="_other"` }),
    ['saml.notOurs', { by: 'InResponseTo' }],
  ],
  [
    'an answer to another request',
    () =>
      saml.rightful(
        { confirmation: saml.confirmationXml(`Recipient="${acs}" NotOnOrAfter="${at(300)}" InResponseTo="_other"`) },
        { attributes: `Destination="${acs}" InResponseTo="_other"` },
      ),
    ['saml.notOurs', { by: 'InResponseTo' }],
    { requestId: '_ours' },
  ],
  [
    'an assertion for another request in a response for ours',
    () =>
      saml.rightful(
        { confirmation: saml.confirmationXml(`Recipient="${acs}" NotOnOrAfter="${at(300)}" InResponseTo="_other"`) },
        { attributes: `Destination="${acs}" InResponseTo="_ours"` },
      ),
    ['saml.notOurs', { by: 'InResponseTo' }],
    { requestId: '_ours' },
  ],
  [
    'no request named, though one was sent',
    () => saml.rightful(),
    ['saml.notOurs', { by: 'InResponseTo' }],
    { requestId: '_ours' },
  ],
  ['no conditions', () => saml.rightful({ conditions: '' }), ['saml.incomplete', { missing: 'Conditions' }]],
  [
    'conditions without an end',
    () => saml.rightful({ conditions: saml.conditionsXml('') }),
    ['saml.incomplete', { missing: 'Conditions NotOnOrAfter' }],
  ],
  [
    'a condition that nobody knows',
    () =>
      saml.rightful({
        conditions: saml.conditionsXml(undefined, undefined, '<saml:Condition xmlns:x="urn:x" x:only="friday"/>'),
      }),
    ['saml.unknownCondition', { name: 'Condition' }],
  ],
  [
    'conditions that are over',
    () => saml.rightful({ conditions: saml.conditionsXml(`NotOnOrAfter="${at(-61)}"`) }),
    ['saml.expired', { part: 'Conditions', ended: now - 61_000, now }],
  ],
  [
    'conditions that begin later',
    () => saml.rightful({ conditions: saml.conditionsXml(`NotBefore="${at(61)}" NotOnOrAfter="${at(300)}"`) }),
    ['saml.notYetValid', { part: 'Conditions', begins: now + 61_000, now }],
  ],
  [
    'a confirmation that is over',
    () => saml.rightful({ confirmation: saml.confirmationXml(`Recipient="${acs}" NotOnOrAfter="${at(-61)}"`) }),
    ['saml.expired', { part: 'SubjectConfirmationData', ended: now - 61_000, now }],
  ],
  [
    'a confirmation without an end',
    () => saml.rightful({ confirmation: saml.confirmationXml(`Recipient="${acs}"`) }),
    ['saml.incomplete', { missing: 'SubjectConfirmationData NotOnOrAfter' }],
  ],
  [
    'a session at the provider that is over',
    () =>
      saml.rightful({
        authnStatement: `<saml:AuthnStatement AuthnInstant="${at(-999)}" SessionNotOnOrAfter="${at(-61)}"/>`,
      }),
    ['saml.expired', { part: 'AuthnStatement', ended: now - 61_000, now }],
  ],
  [
    'no statement of a sign-in',
    () => saml.rightful({ authnStatement: '' }),
    ['saml.incomplete', { missing: 'AuthnStatement' }],
  ],
  ['no user', () => saml.rightful({ nameId: '' }), ['saml.incomplete', { missing: 'NameID' }]],
  [
    'two users',
    () => saml.rightful({ nameId: '<saml:NameID>ethan</saml:NameID><saml:NameID>frida</saml:NameID>' }),
    ['saml.incomplete', { missing: 'NameID' }],
  ],
  [
    'a time that is none',
    () => saml.rightful({ conditions: saml.conditionsXml('NotOnOrAfter="tomorrow"') }),
    ['saml.malformed', { problem: 'time' }],
  ],
  ['SAML 1.1', () => saml.rightful({ version: '1.1' }), ['saml.malformed', { problem: 'version' }]],
];

const byForm: Case[] = [
  [
    'a refusal of the provider',
    () => saml.posted(saml.responseXml('', unsigned)),
    ['saml.refusedByProvider', { status: 'RequestDenied', message: 'User is not assigned' }],
  ],
  [
    'an assertion beside a refusal',
    () => saml.rightful({}, { status: status('AuthnFailed') }),
    ['saml.refusedByProvider', { status: 'AuthnFailed', message: '' }],
  ],
  ['no status', () => saml.rightful({}, { status: '' }), ['saml.refusedByProvider', { status: '', message: '' }]],
  ['no assertion', () => wholly(saml.responseXml('')), ['saml.assertionCount', { found: 0 }]],
  [
    'an encrypted assertion',
    () => wholly(saml.responseXml('<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"/>')),
    ['saml.encrypted', {}],
  ],
  ['a document type declaration', () => saml.posted(`<!DOCTYPE x>${signed()}`), ['saml.malformed', { problem: 'dtd' }]],
  [
    'an entity of its own',
    () => saml.posted(`<!DOCTYPE x [<!ENTITY e "evil">]>${signed().replace('ethan@', '&e;@')}`),
    ['saml.malformed', { problem: 'dtd' }],
  ],
  [
    'an entity without declaration',
    () => saml.posted(signed().replace('ethan@', '&e;@')),
    ['saml.malformed', { problem: 'xml' }],
  ],
  [
    'a comment that cuts the user in two',
    () => saml.posted(signed().replace('ethan@example.org</saml:NameID>', 'ethan<!-- -->@example.org</saml:NameID>')),
    ['saml.malformed', { problem: 'interruptedText' }],
  ],
  [
    'a comment that cuts the user in two, and is signed',
    () => {
      const xml = saml.responseXml(
        saml.assertionXml({ nameId: '<saml:NameID>admin<!-- -->@example.org</saml:NameID>' }),
      );
      const withComments = 'http://www.w3.org/2001/10/xml-exc-c14n#WithComments';
      const transforms = ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', withComments];
      return saml.posted(saml.sign(xml, { element: 'Assertion', transforms }));
    },
    ['saml.malformed', { problem: 'interruptedText' }],
  ],
  [
    'a processing instruction',
    () => saml.posted(signed().replace('ethan@', 'ethan<?x y?>@')),
    ['saml.malformed', { problem: 'xml' }],
  ],
  ['XML that ends early', () => saml.posted(signed().slice(0, -5)), ['saml.malformed', { problem: 'xml' }]],
  ['another kind of message', () => saml.posted('<a xmlns="urn:x"/>'), ['saml.malformed', { problem: 'notAResponse' }]],
  ['no XML', () => saml.posted('hello'), ['saml.malformed', { problem: 'xml' }]],
  ['no Base64', () => '<html>', ['saml.malformed', { problem: 'base64' }]],
  ['no UTF-8', () => Buffer.from([0xff, 0xfe, 0x3c]).toString('base64'), ['saml.malformed', { problem: 'utf8' }]],
  [
    'elements nested thousands deep',
    () => saml.posted(saml.responseXml('<x>'.repeat(5000) + '</x>'.repeat(5000))),
    ['saml.malformed', { problem: 'xml' }],
  ],
  ['too much', () => 'A'.repeat(100_001), ['saml.tooLong', { characters: 100_001, limit: 100_000 }]],
];

describe('a SAML response is refused', () => {
  for (const [name, posted, reason, changes] of [...bySignature, ...byMeaning, ...byForm]) {
    it(name, async () => {
      assert.deepEqual(await verdict(posted(), changes), reason);
    });
  }

  it('when it comes a second time', async () => {
    const memory = new ReplayMemory();
    const posted = saml.rightful();
    await check(posted, {}, undefined, memory);
    assert.deepEqual(await verdict(posted, {}, undefined, memory), ['saml.replayed', {}]);
  });

  it('when a second response holds the same assertion', async () => {
    const memory = new ReplayMemory();
    const xml = signed();
    await check(saml.posted(xml), {}, undefined, memory);
    const again = saml.posted(xml.replace(/ ID="_r\d+"/, ' ID="_other"'));
    assert.deepEqual(await verdict(again, {}, undefined, memory), ['saml.replayed', {}]);
  });

  it('when an answer that was refused comes again, for the same reason and not as a replay', async () => {
    const memory = new ReplayMemory();
    const posted = saml.rightful({ conditions: '' });
    await verdict(posted, {}, undefined, memory);
    assert.deepEqual(await verdict(posted, {}, undefined, memory), ['saml.incomplete', { missing: 'Conditions' }]);
  });

  it('without metadata too, in everything but the signature', async () => {
    const cases: [string, unknown][] = [
      [saml.posted(usual()), ['saml.unsigned', {}]],
      [
        saml.rightful({ conditions: saml.conditionsXml(undefined, ['urn:other']) }),
        ['saml.wrongAudience', { expected: saml.audience, got: 'urn:other' }],
      ],
      [
        saml.posted(signed().replace('ethan@example.org</saml:NameID>', 'ethan<!-- -->@example.org</saml:NameID>')),
        ['saml.malformed', { problem: 'interruptedText' }],
      ],
    ];
    for (const [posted, reason] of cases) assert.deepEqual(await verdict(posted, {}, null), reason);
  });
});
