import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { recipientsOf } from '../../../src/federation/recipients';
import * as saml from './support/samlBuilder';
import { verdict } from './support/verdict';

const { acs, at } = saml;
const user = 'ethan@example.org';
const usual = (): string => saml.responseXml(saml.assertionXml());
const signed = (parts: Partial<saml.AssertionParts> = {}): string =>
  saml.sign(saml.responseXml(saml.assertionXml(parts)), { element: 'Assertion' });
const malformed = (problem: string): unknown => ['saml.malformed', { problem }];
const encrypted = ['saml.encrypted', {}];

const algorithms = [
  'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-md5',
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256',
  'http://www.w3.org/2000/09/xmldsig#dsa-sha1',
  'http://www.w3.org/2001/04/xmldsig-more#RSA-SHA256',
  '',
];

/** Text that is signed as it stands, comments included. */
function signedWithComments(parts: Partial<saml.AssertionParts>): string {
  const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
  const transforms = [enveloped, 'http://www.w3.org/2001/10/xml-exc-c14n#WithComments'];
  return saml.sign(saml.responseXml(saml.assertionXml(parts)), { element: 'Assertion', transforms });
}

const cases: [name: string, posted: () => string, reason: unknown][] = [
  ...algorithms.map((algorithm): (typeof cases)[number] => [
    `the algorithm of the signature renamed to “${algorithm}”`,
    () => saml.posted(signed().replace('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', algorithm)),
    ['saml.algorithm', { algorithm }],
  ]),
  [
    'signed by a key of another kind under the name of RSA',
    () => {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
      const key = { ...saml.foreignKey, privateKey: pem };
      return saml.posted(saml.sign(usual(), { element: 'Assertion', key }));
    },
    ['saml.badSignature', { certificates: 2 }],
  ],
  [
    'an empty signature value',
    () => saml.posted(signed().replace(/<SignatureValue>[^<]*/, '<SignatureValue>')),
    ['saml.badSignature', { certificates: 2 }],
  ],
  [
    'an empty digest',
    () => saml.posted(signed().replace(/<DigestValue>[^<]*/, '<DigestValue>')),
    ['saml.badSignature', { certificates: 2 }],
  ],
  [
    'a signature without a digest',
    () => saml.posted(signed().replace(/<DigestValue>[^<]*<\/DigestValue>/, '')),
    ['saml.wrapped', { problem: 'signatureForm' }],
  ],
  [
    'a signature in a namespace of its own',
    () => saml.posted(signed().replaceAll('xmldsig#"', 'xmldsig2#"')),
    ['saml.unsigned', {}],
  ],
  ['an encrypted user', () => saml.rightful({ nameId: '<saml:EncryptedID/>' }), encrypted],
  [
    'an encrypted attribute',
    () => saml.rightful({ attributes: `${saml.usualAttributes}<saml:EncryptedAttribute/>` }),
    encrypted,
  ],
  [
    'an encrypted assertion beside a plain one',
    () =>
      saml.posted(
        signed().replace(
          '</samlp:Response>',
          '<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"/></samlp:Response>',
        ),
      ),
    encrypted,
  ],
  [
    'an external document type',
    () => saml.posted(`<!DOCTYPE x SYSTEM "http://evil.example.org/x.dtd">${signed()}`),
    malformed('dtd'),
  ],
  [
    'entities that multiply',
    () => saml.posted(`<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>${signed()}`),
    malformed('dtd'),
  ],
  [
    'a parameter entity',
    () => saml.posted(`<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd">%p;]>${signed()}`),
    malformed('dtd'),
  ],
  ['a document type in small letters', () => saml.posted(`<!doctype html>${signed()}`), malformed('dtd')],
  [
    'a document type inside',
    () => saml.posted(signed().replace('<saml:Subject>', '<!DOCTYPE x><saml:Subject>')),
    malformed('dtd'),
  ],
  ['an entity of HTML', () => saml.posted(signed().replace('ethan@', 'ethan&nbsp;@')), malformed('xml')],
  [
    'a comment in the issuer',
    () =>
      saml.posted(
        signedWithComments({ issuer: `<saml:Issuer>${saml.issuer}<!-- .evil.example.org --></saml:Issuer>` }),
      ),
    malformed('interruptedText'),
  ],
  [
    'a comment in the audience',
    () =>
      saml.posted(
        signedWithComments({ conditions: saml.conditionsXml(undefined, [`${saml.audience}<!-- -->:other`]) }),
      ),
    malformed('interruptedText'),
  ],
  [
    'a comment in a role',
    () => saml.posted(signed().replace('role/sales', 'role/<!-- -->sales')),
    malformed('interruptedText'),
  ],
  [
    'a comment in the signature value',
    () => saml.posted(signed().replace('<SignatureValue>', '<SignatureValue><!-- -->')),
    malformed('interruptedText'),
  ],
  [
    'an element in the user’s name',
    () => saml.rightful({ nameId: '<saml:NameID>admin<saml:x/>@example.org</saml:NameID>' }),
    malformed('interruptedText'),
  ],
  [
    'an assertion of SAML 1.1',
    () => saml.posted(usual().replaceAll('SAML:2.0:assertion', 'SAML:1.0:assertion')),
    ['saml.assertionCount', { found: 0 }],
  ],
  [
    'a recipient in another namespace',
    () =>
      saml.rightful({
        confirmation: saml.confirmationXml(`xmlns:x="urn:x" x:Recipient="${acs}" NotOnOrAfter="${at(300)}"`),
      }),
    ['saml.incomplete', { missing: 'Recipient' }],
  ],
  [
    'two conditions',
    () => saml.rightful({ conditions: saml.conditionsXml() + saml.conditionsXml() }),
    ['saml.unknownCondition', { name: 'Conditions' }],
  ],
  [
    'an assertion in CDATA',
    () => saml.posted(saml.responseXml(`<![CDATA[${saml.assertionXml()}]]>`)),
    ['saml.assertionCount', { found: 0 }],
  ],
  ['UTF-16', () => Buffer.from(`\uFEFF${signed()}`, 'utf16le').toString('base64'), malformed('utf8')],
  [
    'compressed text, as requests have it',
    () => Buffer.from([0x7d, 0x53, 0xcb, 0x6e, 0xdb, 0x30]).toString('base64'),
    malformed('utf8'),
  ],
  ['characters after the end of Base64', () => `${saml.posted(signed())}=x`, malformed('base64')],
  ['Base64 for addresses', () => 'PHNhbWxwOlJlc3BvbnNl-_', malformed('base64')],
  ['text behind the end', () => saml.posted(`${signed()}x`), malformed('xml')],
  ['two documents', () => saml.posted(signed() + signed()), malformed('xml')],
  ['nothing', () => '', malformed('base64')],
];

describe('an odd SAML response is refused', () => {
  for (const [name, posted, reason] of cases) {
    it(name, async () => assert.deepEqual(await verdict(posted()), reason));
  }
});

describe('a SAML response that no browser brought', () => {
  const recipients = recipientsOf({ acsPort: 7890, region: 'eu-west-1' }, 'pasted');
  const forAddress = (address: string): string =>
    saml.rightful(
      { confirmation: saml.confirmationXml(`Recipient="${address}" NotOnOrAfter="${at(300)}"`) },
      { attributes: `Destination="${address}"` },
    );

  for (const address of ['https://signin.aws.amazon.com/saml', 'https://eu-central-1.signin.aws.amazon.com/saml']) {
    it(`may be made out for ${address}`, async () => {
      assert.equal(await verdict(forAddress(address), { recipients }), user);
    });
  }

  const wrong = [
    'https://signin.aws.amazon.com/saml?x',
    'https://signin.aws.amazon.com.evil.example.org/saml',
    'https://a.b.signin.aws.amazon.com/saml',
    'https://signin.amazonaws.cn/saml',
  ];
  for (const address of wrong) {
    it(`may not be made out for ${address}`, async () => {
      const reason = ['saml.wrongDestination', { expected: 'https://signin.aws.amazon.com/saml', got: address }];
      assert.deepEqual(await verdict(forAddress(address), { recipients }), reason);
    });
  }

  it('may not be made out for one of them and sent to another address', async () => {
    const posted = saml.rightful(
      { confirmation: saml.confirmationXml(`Recipient="https://evil.example.org/" NotOnOrAfter="${at(300)}"`) },
      { attributes: 'Destination="https://signin.aws.amazon.com/saml"' },
    );
    const reason = ['saml.wrongRecipient', { expected: recipients[0], got: 'https://evil.example.org/' }];
    assert.deepEqual(await verdict(posted, { recipients }), reason);
  });
});
