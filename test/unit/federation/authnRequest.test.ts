import assert from 'node:assert/strict';
import { inflateRawSync } from 'node:zlib';
import { isSsoUrl, loginRequest, loginRequestForAnywhere } from '../../../src/federation/authnRequest';
import { now } from './support/samlBuilder';

const profile = {
  loginUrl: 'https://example.okta.com/home/amazon/0oa1/272',
  spEntityId: 'urn:amazon:webservices',
  acsPort: 7890,
};

describe('a login request', () => {
  it('is an AuthnRequest where the metadata names an address for it', () => {
    const metadata = { entityId: 'idp', certificates: [], ssoRedirect: 'https://example.okta.com/sso?keep=a%2Bb&x=1' };
    const request = loginRequest(profile, metadata, now);
    assert.ok(request.kind === 'spInitiated');
    const url = new URL(request.url);
    const { SAMLRequest, ...others } = Object.fromEntries(url.searchParams);
    assert.deepEqual(
      [url.origin, others],
      ['https://example.okta.com', { keep: 'a+b', x: '1', RelayState: request.relayState }],
    );
    assert.equal(
      inflateRawSync(Buffer.from(SAMLRequest ?? '', 'base64')).toString(),
      '<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"' +
        ` ID="${request.requestId}" Version="2.0" IssueInstant="2026-03-01T12:00:00Z"` +
        ' Destination="https://example.okta.com/sso?keep=a%2Bb&#38;x=1"' +
        ' AssertionConsumerServiceURL="http://localhost:7890/redshift/"' +
        ' ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST">' +
        '<saml:Issuer>urn:amazon:webservices</saml:Issuer></samlp:AuthnRequest>',
    );
    assert.match(request.requestId, /^_[0-9a-f]{40}$/);
    // 80 bytes are the most that a RelayState may have (SAML 2.0 bindings, 3.4.3).
    assert.match(request.relayState, /^[0-9a-f]{40}$/);
  });

  it('leaves the address of the answer to the app where the answer comes by hand', () => {
    const loginUrl = 'https://example.okta.com/app/amazon/exk1/sso/saml';
    const request = loginRequestForAnywhere({ ...profile, loginUrl }, undefined, now);
    assert.ok(request.kind === 'spInitiated');
    const sent = new URL(request.url).searchParams.get('SAMLRequest') ?? '';
    const xml = inflateRawSync(Buffer.from(sent, 'base64')).toString();
    assert.match(
      xml,
      /^<samlp:AuthnRequest .* Destination="[^"]+"><saml:Issuer>[^<]+<\/saml:Issuer><\/samlp:AuthnRequest>$/,
    );
    const metadata = { entityId: 'idp', certificates: [], ssoRedirect: loginUrl };
    assert.deepEqual(loginRequestForAnywhere(profile, metadata, now), { kind: 'idpInitiated', url: profile.loginUrl });
  });

  it('has an id of its own each time', () => {
    const loginUrl = 'https://example.okta.com/app/amazon/exk1/sso/saml';
    const [first, second] = [1, 2].map(() => loginRequest({ ...profile, loginUrl }, undefined, now));
    assert.ok(first?.kind === 'spInitiated' && second?.kind === 'spInitiated');
    assert.notEqual(first.requestId, second.requestId);
    assert.notEqual(first.relayState, second.relayState);
  });

  it('is the login URL unchanged where nobody is known to take an AuthnRequest', () => {
    const metadata = { entityId: 'idp', certificates: [], ssoRedirect: undefined };
    const plain = { kind: 'idpInitiated', url: profile.loginUrl };
    assert.deepEqual(
      [undefined, metadata].map((known) => loginRequest(profile, known, now)),
      [plain, plain],
    );
  });

  const addresses: [address: string, takesRequests: boolean][] = [
    ['https://example.okta.com/app/amazon_aws/exk1/sso/saml', true],
    ['https://sso.example.org/app/amazon_aws/exk1/sso/saml', true],
    ['https://example.okta.com/app/amazon_aws/exk1/sso/saml/metadata', false],
    ['https://example.okta.com/home/amazon_aws/0oa1/272', false],
    ['https://login.microsoftonline.com/6c1c/saml2', true],
    ['https://login.microsoftonline.us/6c1c/saml2', true],
    ['https://login.partner.microsoftonline.cn/6c1c/saml2', true],
    ['https://myapps.microsoft.com/signin/app?tenantId=6c1c', false],
    ['https://ping.example.org/idp/startSSO.ping?PartnerSpId=urn%3Aamazon%3Awebservices', false],
    ['https://auth.pingone.eu/env/saml20/idp/startsso?spEntityId=x', false],
    ['nonsense', false],
  ];
  for (const [address, takesRequests] of addresses) {
    it(`goes to ${address} ${takesRequests ? 'with' : 'without'} an AuthnRequest`, () => {
      assert.equal(isSsoUrl(address), takesRequests);
    });
  }
});
