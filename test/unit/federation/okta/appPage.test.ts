import assert from 'node:assert/strict';
import { Failure } from '../../../../src/core/failure';
import { fetchResponse } from '../../../../src/federation/okta/appPage';
import { OktaSite } from '../../../../src/federation/okta/oktaSite';
import { FakeOkta, type OktaAnswer } from '../support/fakeOkta';
import { LogOfLines, never } from '../support/ports';

const token = '20111the-session-token';
const form = (value: string): string =>
  `<!DOCTYPE html><title>Signing in</title><form method="post" action="https://signin.aws.amazon.com/saml"><input type="hidden" name="SAMLResponse" value="${value}"/></form>`;
const away = (location: string, cookies: string[] = []): OktaAnswer => ({
  status: 302,
  headers: { Location: location, 'Set-Cookie': cookies },
});

describe('the page of an Okta app, opened with a session token', () => {
  let okta: FakeOkta;
  let log: LogOfLines;

  before(async () => (okta = await FakeOkta.start()));
  after(() => okta.stop());
  beforeEach(() => (log = new LogOfLines()));

  const open = (script: readonly OktaAnswer[], path = ''): Promise<string> => {
    okta.script(script);
    return fetchResponse(new OktaSite({ id: 'p1', loginUrl: okta.loginUrl + path }, log, never), token);
  };

  it('gives the response of its form, without the references of HTML', async () => {
    assert.equal(await open([{ text: form('UEhO&#x2b;&#x3d;') }]), 'UEhO+=');
    assert.deepEqual(
      okta.calls.map(({ what, query }) => [what, query]),
      [['GET /home/amazon/exk1/aln1', `?onetimetoken=${token}`]],
    );
  });

  it('is reached over redirects of the same host, with the cookies that come on the way', async () => {
    const script = [
      away('/login/sessionCookieRedirect?token=x', ['sid=first; Path=/; HttpOnly', 'old=1']),
      away('{origin}/app/amazon/exk1/sso/saml', ['sid=second=2; Secure', 'old=; Max-Age=0', 'broken']),
      { text: form('UEhO') },
    ];
    assert.equal(await open(script, '?fromHome=true'), 'UEhO');
    assert.deepEqual(
      okta.calls.map(({ what, query, cookie }) => [what, query, cookie]),
      [
        ['GET /home/amazon/exk1/aln1', `?fromHome=true&onetimetoken=${token}`, ''],
        ['GET /login/sessionCookieRedirect', '?token=x', 'sid=first; old=1'],
        ['GET /app/amazon/exk1/sso/saml', '', 'sid=second=2'],
      ],
    );
    assert.doesNotMatch(log.lines.join('\n'), /20111|first|second|token=/);
  });

  const refusals: [name: string, script: OktaAnswer[], failure: unknown][] = [
    [
      'leads to another host',
      [away('https://login.example.org/?fromURI=x')],
      ['okta.foreignHost', { other: 'login.example.org' }],
    ],
    [
      'is a page for people: the app asks for more',
      [{ text: '<title>Example\n - Sign In</title>' }],
      ['okta.notPossible', { reason: 'appAsksMore', detail: 'Example - Sign In' }],
    ],
    [
      'has an empty response',
      [{ text: form('') }],
      ['okta.notPossible', { reason: 'appAsksMore', detail: 'Signing in' }],
    ],
    [
      'is not there for the person',
      [{ status: 403, text: '<title>User is not assigned to this application.</title>' }],
      ['okta.appRefused', { status: 403, title: 'User is not assigned to this application.' }],
    ],
    ['is not there at all', [{ status: 404 }], ['okta.appRefused', { status: 404, title: '' }]],
    [
      'comes with an error beside a form',
      [{ status: 500, text: form('UEhO') }],
      ['okta.appRefused', { status: 500, title: 'Signing in' }],
    ],
    ['is asked for too often', [{ status: 429 }], ['okta.rateLimited', {}]],
    ['has two responses', [{ text: form('UEhO') + form('UEhP') }], ['okta.badAnswer', { problem: 'severalForms' }]],
    [
      'leads from page to page',
      Array<OktaAnswer>(20).fill(away('/again')),
      ['okta.badAnswer', { problem: 'tooManyRedirects' }],
    ],
    ['is huge', [{ text: 'x'.repeat(2_000_001) }], ['okta.badAnswer', { problem: 'tooLarge' }]],
  ];
  for (const [name, script, failure] of refusals) {
    it(`is refused when it ${name}`, async () => {
      try {
        assert.fail(`taken: ${await open(script)}`);
      } catch (error) {
        if (!Failure.is(error)) throw error;
        const { host, profileId, ...facts } = error.facts as { host: string; profileId: string };
        assert.deepEqual([[error.code, facts], host, profileId], [failure, okta.host, 'p1']);
      }
    });
  }
});
