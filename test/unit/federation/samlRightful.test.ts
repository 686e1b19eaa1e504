import assert from 'node:assert/strict';
import * as saml from './support/samlBuilder';
import { check, verdict } from './support/verdict';

const { acs, at, attributeXml, posted, responseXml, sign } = saml;
const user = 'ethan@example.org';
const usual = (): string => responseXml(saml.assertionXml());
const byAssertion = (xml: string, more: Partial<saml.Signing> = {}): string =>
  posted(sign(xml, { element: 'Assertion', ...more }));
const xs = 'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
const typed = (xml: string): string =>
  xml.replaceAll('<saml:AttributeValue>', '<saml:AttributeValue xsi:type="xs:string">');

const rightful: [name: string, build: () => string][] = [
  ['the assertion is signed', () => byAssertion(usual())],
  ['the response is signed', () => posted(sign(usual(), { element: 'Response' }))],
  ['both are signed', () => posted(sign(sign(usual(), { element: 'Assertion' }), { element: 'Response' }))],
  ['it is signed by the key that the provider will use next', () => byAssertion(usual(), { key: saml.nextKey })],
  [
    'it is signed with RSA-SHA512',
    () =>
      byAssertion(usual(), {
        signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
        digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha512',
      }),
  ],
  [
    'it is signed with RSA-PSS',
    () => byAssertion(usual(), { signatureAlgorithm: 'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1' }),
  ],
  ["the signature's elements have a prefix", () => byAssertion(usual(), { prefix: 'ds' })],
  [
    'types of values need namespaces of the response',
    () =>
      byAssertion(typed(usual()).replace('<samlp:Response ', `<samlp:Response ${xs} `), { prefixList: ['xs', 'xsi'] }),
  ],
  [
    'types of values need namespaces of the assertion',
    () => byAssertion(typed(usual()).replace('<saml:Assertion ', `<saml:Assertion ${xs} `)),
  ],
  [
    'the response is signed and lists prefixes',
    () =>
      posted(
        sign(typed(usual()).replace('<samlp:Response ', `<samlp:Response ${xs} `), {
          element: 'Response',
          prefixList: ['xs'],
        }),
      ),
  ],
  [
    'namespaces have no prefixes',
    () =>
      byAssertion(
        usual().replace(/<saml:Assertion.*<\/saml:Assertion>/, (xml) =>
          xml.replaceAll('saml:', '').replace('xmlns:saml', 'xmlns'),
        ),
      ),
  ],
  ['it is written over many lines', () => byAssertion(usual().replaceAll('><', '>\n  <'))],
  [
    'lines end in CR LF',
    () => posted(sign(usual().replaceAll('><', '>\n<'), { element: 'Assertion' }).replaceAll('\n', '\r\n')),
  ],
  [
    'the signature value is broken into lines by references to CR, as Java does',
    () => posted(sign(usual(), { element: 'Assertion' }).replace(/(<SignatureValue>.{76})/, '$1&#13;\n')),
  ],
  [
    'it begins with an XML declaration',
    () => posted(`<?xml version="1.0" encoding="UTF-8"?>\n${sign(usual(), { element: 'Assertion' })}`),
  ],
  ['it begins with a byte order mark', () => posted(`\uFEFF${sign(usual(), { element: 'Assertion' })}`)],
  ['the posted text has line breaks', () => byAssertion(usual()).replace(/(.{76})/g, '$1\r\n')],
  [
    'comments stand between elements',
    () => posted(sign(usual(), { element: 'Assertion' }).replaceAll('<saml:Subject>', '<!-- x --><saml:Subject>')),
  ],
  ['the issuer of the response is left out', () => saml.rightful({}, { issuer: '<samlp:Extensions/>' })],
  ['the destination of an unsigned response is left out', () => saml.rightful({}, { attributes: '' })],
  [
    'one of several audiences is ours',
    () => saml.rightful({ conditions: saml.conditionsXml(undefined, ['urn:other', saml.audience]) }),
  ],
  [
    'conditions that are kept anyway are named',
    () =>
      saml.rightful({
        conditions: saml.conditionsXml(undefined, undefined, '<saml:OneTimeUse/><saml:ProxyRestriction Count="0"/>'),
      }),
  ],
  [
    'one of several confirmations fits',
    () =>
      saml.rightful({
        confirmation:
          saml.confirmationXml(`Recipient="https://signin.aws.amazon.com/saml" NotOnOrAfter="${at(300)}"`) +
          saml.confirmationXml(),
      }),
  ],
  [
    'times have no zone, a fraction, or another zone',
    () =>
      saml.rightful({
        conditions: saml.conditionsXml(
          'NotBefore="2026-03-01T11:59:00" NotOnOrAfter="2026-03-01T13:04:00.123456+01:00"',
        ),
      }),
  ],
  [
    'clocks differ by less than a minute',
    () => saml.rightful({ conditions: saml.conditionsXml(`NotBefore="${at(59)}" NotOnOrAfter="${at(300)}"`) }),
  ],
  [
    'it has just ended on a clock that differs by less than a minute',
    () => saml.rightful({ confirmation: saml.confirmationXml(`Recipient="${acs}" NotOnOrAfter="${at(-59)}"`) }),
  ],
  [
    'the session at the provider has an end',
    () =>
      saml.rightful({
        authnStatement: `<saml:AuthnStatement AuthnInstant="${at(-5)}" SessionNotOnOrAfter="${at(3600)}"/>`,
      }),
  ],
  [
    'values are written as CDATA and by character references',
    () => saml.rightful({ nameId: '<saml:NameID><![CDATA[ethan]]>&#64;example.org</saml:NameID>' }),
  ],
  [
    'white space surrounds values',
    () =>
      saml.rightful({
        nameId: `<saml:NameID>\n  ${user}\n</saml:NameID>`,
        issuer: `<saml:Issuer> ${saml.issuer} </saml:Issuer>`,
      }),
  ],
  [
    'the same attribute comes twice',
    () => saml.rightful({ attributes: attributeXml('Role', 'a') + attributeXml('Role', 'b', 'c') }),
  ],
  ['there are no attributes', () => saml.rightful({ attributes: '' })],
];

describe('a SAML response is accepted', () => {
  for (const [name, build] of rightful) {
    it(`when ${name}`, async () => assert.equal(await verdict(build()), user));
  }

  it('when it answers our request', async () => {
    const answer = saml.rightful(
      { confirmation: saml.confirmationXml(`Recipient="${acs}" NotOnOrAfter="${at(300)}" InResponseTo="_ours"`) },
      { attributes: `Destination="${acs}" InResponseTo="_ours"` },
    );
    assert.equal(await verdict(answer, { requestId: '_ours' }), user);
  });

  it('without metadata, and the result says that the signature was not checked', async () => {
    const foreign = byAssertion(usual(), { key: saml.foreignKey });
    assert.deepEqual((await check(foreign, {}, null)).signatureChecked, false);
    assert.deepEqual((await check(saml.rightful())).signatureChecked, true);
  });

  it('and everything that is used comes with it', async () => {
    const answer = byAssertion(usual().replaceAll('><', '>\n<'));
    assert.deepEqual(await check(answer), {
      samlResponse: answer,
      issuer: saml.issuer,
      nameId: user,
      recipient: acs,
      attributes: new Map([
        ['https://aws.amazon.com/SAML/Attributes/Role', [`${saml.role},${saml.provider}`]],
        ['https://aws.amazon.com/SAML/Attributes/RoleSessionName', [user]],
        ['https://aws.amazon.com/SAML/Attributes/PrincipalTag:RedshiftDbUser', ['ethan']],
        ['https://aws.amazon.com/SAML/Attributes/PrincipalTag:RedshiftDbRoles', ['sales']],
      ]),
      issuedAt: saml.now - 5_000,
      signatureChecked: true,
    });
  });
});
