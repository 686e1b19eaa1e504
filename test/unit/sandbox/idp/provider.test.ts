import assert from 'node:assert/strict';
import { request } from 'node:http';
import { startSandbox, type Sandbox } from '../../../sandbox/start';
import { authnRequest, Browser, type Visited } from '../support/browser';

const ACS = 'http://localhost:7890/redshift/';
const OTHER_ACS = 'http://localhost:7891/redshift/';
const PASSWORD = 'Ethan-sells-2024';

describe("the sandbox's identity provider", () => {
  let sandbox: Sandbox;
  let browser: Browser;

  before(async () => {
    sandbox = await startSandbox({ parts: [], acs: [ACS, OTHER_ACS] });
  });
  after(() => sandbox.stop());
  beforeEach(() => {
    browser = new Browser();
  });

  it('asks for a password behind the embed link, then posts an answer that nobody asked for', async () => {
    const login = await browser.get(sandbox.info.idp.embedLink);
    const posted = await signIn(login);
    const xml = responseOf(posted);
    assert.deepEqual(
      [login.title, login.status, posted.action, posted.fields['RelayState'], /InResponseTo/.test(xml)],
      ['Sign In - Sandbox', 200, ACS, '', false],
    );
  });

  it('asks for no password a second time, until one signs out', async () => {
    await signIn(await browser.get(sandbox.info.idp.embedLink));
    const second = await browser.get(sandbox.info.idp.embedLink);
    const home = await browser.get(sandbox.info.idp.origin);
    const out = await browser.get(`${sandbox.info.idp.origin}/login/signout`);
    const third = await browser.get(sandbox.info.idp.embedLink);
    assert.deepEqual(
      [second.action, home.text.includes('ethan@example.com'), out.title, third.title],
      [ACS, true, 'Signed out - Sandbox', 'Sign In - Sandbox'],
    );
  });

  it('takes the mail address as user name, in any case', async () => {
    const posted = await signIn(await browser.get(sandbox.info.idp.embedLink), 'Ethan@Example.com');
    assert.equal(posted.action, ACS);
  });

  for (const [user, password] of [
    ['ethan', 'wrong'],
    ['nobody', PASSWORD],
    ['', ''],
  ] as const) {
    it(`refuses the user name "${user}" with the password "${password}" and keeps the way back`, async () => {
      const page = await signIn(await browser.get(sandbox.info.idp.embedLink), user, password);
      const right = await signIn(page);
      assert.deepEqual(
        [page.status, page.text.startsWith('Sign In Unable to sign in'), page.fields['username'], right.action],
        [401, true, user, ACS],
      );
    });
  }

  it('tells a person that the app is not theirs', async () => {
    const page = await signIn(await browser.get(sandbox.info.idp.embedLink), 'otto', 'Otto-is-outside-2024');
    assert.deepEqual([page.status, page.title], [403, 'User is not assigned to this application. - Sandbox']);
  });

  for (const binding of ['redirect', 'post'] as const) {
    it(`answers an AuthnRequest by HTTP-${binding} with its id and RelayState`, async () => {
      const SAMLRequest = authnRequest(binding, { id: '_r1', acs: OTHER_ACS });
      const form = { SAMLRequest, RelayState: 'a&b="c"' };
      const login =
        binding === 'post'
          ? await browser.post(sandbox.info.idp.ssoUrl, form)
          : await browser.get(`${sandbox.info.idp.ssoUrl}?${new URLSearchParams(form).toString()}`);
      const posted = await signIn(login);
      const xml = responseOf(posted);
      assert.deepEqual(
        [
          posted.action,
          posted.fields['RelayState'],
          [...xml.matchAll(/(InResponseTo|Recipient|Destination)="([^"]*)"/g)].map(([found]) => found).sort(),
        ],
        [
          OTHER_ACS,
          'a&b="c"',
          [`Destination="${OTHER_ACS}"`, 'InResponseTo="_r1"', 'InResponseTo="_r1"', `Recipient="${OTHER_ACS}"`],
        ],
      );
    });
  }

  it('sends nothing to an address that the app does not have', async () => {
    const page = await ask({ id: '_r2', acs: 'http://localhost:1/redshift/' });
    assert.deepEqual([page.status, page.fields], [400, {}]);
  });

  it('refuses what is no AuthnRequest', async () => {
    const page = await browser.get(`${sandbox.info.idp.ssoUrl}?SAMLRequest=bm9uc2Vuc2U%3D`);
    assert.deepEqual([page.status, page.title], [400, 'Bad SAML request - Sandbox']);
  });

  it('asks for the password again when the request forces it, once', async () => {
    await signIn(await browser.get(sandbox.info.idp.embedLink));
    const again = await ask({ id: '_r3', attributes: 'ForceAuthn="true"' });
    const posted = await signIn(again);
    assert.deepEqual([again.title, posted.action], ['Sign In - Sandbox', ACS]);
  });

  it('answers NoPassive when the request forbids to ask and nobody is signed in', async () => {
    const posted = await ask({ id: '_r4', attributes: 'IsPassive="true"' });
    const xml = responseOf(posted);
    assert.deepEqual([/status:NoPassive/.test(xml), /<saml2:Assertion/.test(xml)], [true, false]);
  });

  it('shows metadata with its key, and addresses of the host that was asked', async () => {
    const url = new URL(sandbox.info.idp.metadataUrl);
    const xml = await textUnder(url, 'okta.localhost:1234');
    const locations = [...xml.matchAll(/Location="([^"]*)"/g)].map(([, location]) => location);
    const expected = `http://okta.localhost:1234${new URL(sandbox.info.idp.ssoUrl).pathname}`;
    assert.deepEqual(
      [/entityID="([^"]*)"/.exec(xml)?.[1], locations, /<ds:X509Certificate>[A-Za-z0-9+/=]+</.test(xml)],
      ['http://www.okta.com/exk1sandbox5redshift', [expected, expected], true],
    );
  });

  it("has a second app whose answers go to AWS's sign-in page", async () => {
    const posted = await signIn(await browser.get(sandbox.info.idp.awsSignIn.embedLink));
    const recipient = /Recipient="([^"]*)"/.exec(responseOf(posted))?.[1];
    assert.deepEqual([posted.action, recipient], Array(2).fill('https://signin.aws.amazon.com/saml'));
  });

  it('gives each person the attributes of their groups, and gus two roles', async () => {
    const posted = await signIn(await browser.get(sandbox.info.idp.embedLink), 'gus', 'Gus-does-both-2024');
    const values = (name: string): string[] => {
      const attribute = new RegExp(`/${name}"[^>]*>([^]*?)</saml2:Attribute>`).exec(responseOf(posted))?.[1] ?? '';
      return [...attribute.matchAll(/>([^<]+)</g)].map(([, value]) => value ?? '');
    };
    const { providerArn } = sandbox.info;
    assert.deepEqual(
      ['Role', 'RoleSessionName', 'SessionDuration', 'PrincipalTag:RedshiftDbUser', 'PrincipalTag:RedshiftDbRoles'].map(
        values,
      ),
      [
        [
          `arn:aws:iam::123456789012:role/redshift-analyst-cluster,${providerArn}`,
          `arn:aws:iam::123456789012:role/redshift-analyst-serverless,${providerArn}`,
        ],
        ['gus@example.com'],
        ['43200'],
        ['gus'],
        ['sales:finance'],
      ],
    );
  });

  it('sends people to its own pages only after the sign-in', async () => {
    for (const fromURI of ['https://elsewhere.example/', '//elsewhere.example/', '/\\elsewhere.example/']) {
      const page = await new Browser().post(`${sandbox.info.idp.origin}/login/login.htm`, {
        username: 'ethan',
        password: PASSWORD,
        fromURI,
      });
      assert.equal(page.path, '/app/UserHome', fromURI);
    }
  });

  it('labels the fields of its login page', async () => {
    const { html } = await browser.get(sandbox.info.idp.embedLink);
    assert.deepEqual(
      [...html.matchAll(/<label for="(\w+)"/g)].map(([, id]) => [id, html.includes(`id="${id ?? ''}"`)]),
      [
        ['username', true],
        ['password', true],
      ],
    );
  });

  function signIn(login: Visited, user = 'ethan', password = PASSWORD): Promise<Visited> {
    return browser.signIn(login, sandbox.info.idp.origin, user, password);
  }

  function ask(wanted: { id: string; acs?: string; attributes?: string }): Promise<Visited> {
    const SAMLRequest = authnRequest('redirect', wanted);
    return browser.get(`${sandbox.info.idp.ssoUrl}?${new URLSearchParams({ SAMLRequest }).toString()}`);
  }
});

function responseOf(page: Visited): string {
  return Buffer.from(page.fields['SAMLResponse'] ?? '', 'base64').toString('utf8');
}

/** fetch does not let a Host be chosen. */
function textUnder(url: URL, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { host } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve(text));
    })
      .on('error', reject)
      .end();
  });
}
