import assert from 'node:assert/strict';
import { readMetadata } from '../../../sandbox/idp/metadata';
import { startSandbox, type Sandbox } from '../../../sandbox/start';
import { authnRequest, Browser, type Visited } from '../support/browser';
import { assumeFirstRole } from '../support/signIn';

const ACS = 'http://localhost:7890/redshift/';
const KINDS = ['entra', 'ping', 'pingone'] as const;

describe("the sandbox's further identity providers", () => {
  let sandbox: Sandbox;
  let browser: Browser;

  before(async () => {
    sandbox = await startSandbox({ parts: [] });
  });
  after(() => sandbox.stop());
  beforeEach(() => {
    browser = new Browser();
  });

  for (const kind of KINDS) {
    describe(kind, () => {
      for (const binding of ['redirect', 'post'] as const) {
        it(`answers its app's AuthnRequest by HTTP-${binding}, and STS takes it under the provider's own ARN alone`, async () => {
          const { providerArn, entityId } = sandbox.info.idps[kind];
          const posted = await signIn(await ask(binding, { id: '_r1', acs: ACS }));
          const response = posted.fields['SAMLResponse'] ?? '';
          const xml = Buffer.from(response, 'base64').toString();
          const own = await assumeFirstRole({ ...sandbox.info, providerArn }, 'ethan', response);
          const foreign = await assumeFirstRole(sandbox.info, 'ethan', response);
          assert.deepEqual(
            [
              posted.action,
              posted.fields['RelayState'],
              xml.match(/InResponseTo="_r1"/g)?.length,
              member(own, 'Subject'),
              member(own, 'Issuer'),
              member(foreign, 'Message'),
            ],
            [ACS, 'state', 2, 'ethan@example.com', entityId, 'Issuer not present in specified provider'],
          );
        });
      }

      it('does not know an app that asks under another name', async () => {
        const page = await ask('redirect', { id: '_r2', issuer: 'urn:another' });
        assert.deepEqual([page.status, page.fields], [400, {}]);
      });

      it('sends nothing to an address that the app does not have', async () => {
        const page = await ask('redirect', { id: '_r3', acs: 'http://localhost:1/' });
        assert.deepEqual([page.status, page.fields], [400, {}]);
      });

      it('refuses those who are not assigned to the app', async () => {
        const page = await signIn(await ask('redirect', { id: '_r4' }), 'otto', 'Otto-is-outside-2024');
        assert.deepEqual([page.status >= 400, page.fields], [true, {}]);
      });

      it('shows metadata with its entity id, its key, and its address under the Host that was asked', async () => {
        const { metadataUrl, entityId, ssoUrl } = sandbox.info.idps[kind];
        const xml = await (await fetch(metadataUrl)).text();
        const { entityId: shown, certificates } = readMetadata(xml);
        assert.deepEqual([shown, certificates.length, xml.includes(`Location="${ssoUrl}"`)], [entityId, 1, true]);
      });

      function ask(
        binding: 'redirect' | 'post',
        wanted: { id: string; acs?: string; issuer?: string },
      ): Promise<Visited> {
        const { ssoUrl, spEntityId } = sandbox.info.idps[kind];
        const form = { SAMLRequest: authnRequest(binding, { issuer: spEntityId, ...wanted }), RelayState: 'state' };
        return binding === 'post'
          ? browser.post(ssoUrl, form)
          : browser.get(`${ssoUrl}?${new URLSearchParams(form).toString()}`);
      }

      function signIn(page: Visited, user = 'ethan', password = 'Ethan-sells-2024'): Promise<Visited> {
        return browser.signIn(page, sandbox.info.idps[kind].origin, user, password);
      }
    });
  }

  for (const kind of ['ping', 'pingone'] as const) {
    it(`starts at ${kind} without a request, for the partner that the address names`, async () => {
      const { startUrl = '', origin } = sandbox.info.idps[kind];
      const login = await browser.get(startUrl);
      const posted = await browser.signIn(login, origin, 'ethan', 'Ethan-sells-2024');
      const xml = Buffer.from(posted.fields['SAMLResponse'] ?? '', 'base64').toString();
      const unknown = await browser.get(startUrl.replace('webservices', 'nothing'));
      assert.deepEqual([posted.action, /InResponseTo/.test(xml), unknown.status], [ACS, false, 400]);
    });
  }

  it('has the addresses of the products', () => {
    const { entra, ping, pingone } = sandbox.info.idps;
    const shapes: [url: string | undefined, shape: RegExp][] = [
      [entra.ssoUrl, /^\/[0-9a-f-]{36}\/saml2$/],
      [entra.metadataUrl, /^\/[0-9a-f-]{36}\/FederationMetadata\/2007-06\/FederationMetadata\.xml$/],
      [ping.startUrl, /^\/idp\/startSSO\.ping\?PartnerSpId=urn%3Aamazon%3Awebservices$/],
      [pingone.startUrl, /^\/[0-9a-f-]{36}\/saml20\/idp\/startsso\?spEntityId=urn%3Aamazon%3Awebservices$/],
    ];
    for (const [url = '', shape] of shapes) assert.match(url.replace(/^http:\/\/127\.0\.0\.1:\d+/, ''), shape);
  });

  it('takes no start without a request at Entra, and says so as Entra does', async () => {
    const page = await browser.get(sandbox.info.idps.entra.ssoUrl);
    assert.match(page.text, /AADSTS750054/);
  });

  it("cuts the #n of Entra's identifier from the audience, and sends its claims", async () => {
    const { ssoUrl, spEntityId, origin } = sandbox.info.idps.entra;
    const SAMLRequest = authnRequest('redirect', { id: '_r5', issuer: spEntityId });
    const login = await browser.get(`${ssoUrl}?${new URLSearchParams({ SAMLRequest }).toString()}`);
    const posted = await browser.signIn(login, origin, 'frida', 'Frida-counts-2024');
    const xml = Buffer.from(posted.fields['SAMLResponse'] ?? '', 'base64').toString();
    assert.deepEqual(
      [spEntityId, /<Audience>([^<]*)/.exec(xml)?.[1], /claims\/tenantid"/.test(xml), /<Assertion xmlns=/.test(xml)],
      ['https://signin.aws.amazon.com/saml#2', 'https://signin.aws.amazon.com/saml', true, true],
    );
  });

  it('keeps the sign-ins of the providers apart', async () => {
    const { startUrl = '', origin } = sandbox.info.idps.ping;
    await browser.signIn(await browser.get(startUrl), origin, 'ethan', 'Ethan-sells-2024');
    const titles = [(await browser.get(startUrl)).title, (await browser.get(sandbox.info.idp.embedLink)).title];
    assert.deepEqual(titles, ['Signing in - Sandbox', 'Sign In - Sandbox']);
  });
});

function member(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>(.*?)<`).exec(xml)?.[1];
}
