import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../../../sandbox/start';
import type { JsonObject } from '../../../sandbox/wire/service';
import { order } from '../support/authn';
import { assumeFirstRole, samlResponseOf } from '../support/signIn';

describe('the wrong answers that the sandbox gives on demand', () => {
  let sandbox: Sandbox;

  before(async () => {
    sandbox = await startSandbox({ parts: [] });
  });
  after(() => sandbox.stop());
  afterEach(async () => {
    await order(sandbox.info, 'DELETE', 'saml/next');
    await order(sandbox.info, 'PUT', 'clock', { offsetMs: 0 });
  });

  for (const [signature, signatures] of [
    ['assertion', 0],
    ['response', 1],
    ['both', 1],
  ] as const) {
    it(`hide the assertion, signed as ${signature}, so that STS cannot read it`, async () => {
      const { xml, outcome } = await answerTo({ encrypted: true, signature });
      assert.deepEqual(
        [
          /<saml2:EncryptedAssertion/.test(xml),
          /<saml2:Assertion/.test(xml),
          /ethan/.test(xml),
          xml.match(/<ds:SignatureValue>/g)?.length ?? 0,
          outcome,
        ],
        [true, false, false, signatures, 'InvalidIdentityToken'],
      );
    });
  }

  for (const [digest, signatureMethod, digestMethod] of [
    ['sha1', 'rsa-sha1', 'sha1'],
    ['sha1Signature', 'rsa-sha1', 'sha256'],
    ['sha1Digest', 'rsa-sha256', 'sha1'],
  ] as const) {
    it(`sign with ${signatureMethod} over a ${digestMethod} digest`, async () => {
      const { xml } = await answerTo({ digest });
      const method = (name: string): string | undefined =>
        new RegExp(`${name}Method Algorithm="[^"#]*#([^"]*)"`).exec(xml)?.[1];
      assert.deepEqual([method('Signature'), method('Digest')], [signatureMethod, digestMethod]);
    });
  }

  for (const [status, codes] of [
    ['RequestDenied', ['Responder', 'RequestDenied']],
    ['NothingKnown', ['Responder', 'NothingKnown']],
    ['urn:example:status:Unheard', ['urn:example:status:Unheard']],
  ] as const) {
    it(`have the status ${status} and no assertion`, async () => {
      const { xml, outcome } = await answerTo({ status });
      const found = [...xml.matchAll(/StatusCode Value="([^"]*)"/g)].map(([, value]) =>
        value?.replace('urn:oasis:names:tc:SAML:2.0:status:', ''),
      );
      assert.deepEqual([found, /Assertion[ >]/.test(xml), outcome], [codes, false, 'IDPRejectedClaim']);
    });
  }

  it('are good for as long as is asked', async () => {
    await order(sandbox.info, 'POST', 'saml/next', { validSeconds: 30 });
    const response = await samlResponseOf(sandbox.info, 'ethan');
    await order(sandbox.info, 'PUT', 'clock', { offsetMs: 31_000 });
    assert.equal(code(await assumeFirstRole(sandbox.info, 'ethan', response)), 'ExpiredTokenException');
  });

  it("end the credentials with the provider's session", async () => {
    await order(sandbox.info, 'POST', 'saml/next', { sessionSeconds: 1000 });
    const answer = await assumeFirstRole(sandbox.info, 'ethan', await samlResponseOf(sandbox.info, 'ethan'));
    const left = Date.parse(/<Expiration>(.*?)</.exec(answer)?.[1] ?? '') - Date.now();
    // Asked for are 3600.
    assert(left > 0 && left <= 1_000_000, String(left));
  });

  it('come at the time of a clock that is off, as every Date header says', async () => {
    await order(sandbox.info, 'PUT', 'clock', { offsetMs: -7_200_000 });
    const { xml, outcome } = await answerTo({});
    const dates = [];
    for (const url of [sandbox.info.idp.metadataUrl, sandbox.info.idps.ping.origin, sandbox.info.endpoints.sts])
      dates.push((await fetch(url, { redirect: 'manual' })).headers.get('date') ?? '');
    const times = [/IssueInstant="([^"]*)"/.exec(xml)?.[1] ?? '', ...dates];
    const off = times.map((time) => Math.round((Date.parse(time) - Date.now()) / 600_000));
    assert.deepEqual([outcome, off], ['ok', [-12, -12, -12, -12]]);
  });

  async function answerTo(variant: JsonObject): Promise<{ xml: string; outcome: string }> {
    const { status } = await order(sandbox.info, 'POST', 'saml/next', variant);
    assert.equal(status, 200);
    const response = await samlResponseOf(sandbox.info, 'ethan');
    const outcome = code(await assumeFirstRole(sandbox.info, 'ethan', response)) ?? 'ok';
    return { xml: Buffer.from(response, 'base64').toString(), outcome };
  }
});

function code(xml: string): string | undefined {
  return /<Code>(.*?)</.exec(xml)?.[1];
}
