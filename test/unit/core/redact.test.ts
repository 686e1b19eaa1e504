import assert from 'node:assert/strict';
import { hidden, Redactor } from '../../../src/core/redact';

// Made up, of the lengths and alphabets that the real ones have.
const key = 'Zq3+T8vWk1LmXo9/Rb5YdN2cHf7GsJ4uEiPaQwVx';
const token = `IQoJb3JpZ2luX2VjE${'Hq9ZxTk2/Lm8+WvPa4Rb'.repeat(20)}==`;
const assertion = Buffer.from(
  `<saml2p:Response ID="_1"><saml2:Assertion><Value>${'ethan@example.com '.repeat(20)}</Value></saml2:Assertion></saml2p:Response>`,
).toString('base64');
const encoded = encodeURIComponent(assertion);

/** Texts that hold a secret which nobody told the redactor; what of it must be gone. */
const leaks: readonly [what: string, text: string, secret: string][] = [
  ['a posted form', `body SAMLResponse=${encoded}&x=1`, encoded],
  ['a posted form with a short answer', 'SAMLResponse=PHg%2B&RelayState=abc', 'PHg%2B'],
  ['a RelayState', 'SAMLResponse=PHg%2B&RelayState=k3kdk', 'k3kdk'],
  ['an assertion alone', `got ${assertion}`, assertion],
  ['the beginning of an assertion', `got ${assertion.slice(0, 80)}…`, assertion.slice(0, 80)],
  ['an assertion in an address', `https://x.example/?a=${encoded}`, encoded],
  ['XML of a response', 'parsed <samlp:Response ID="_1"><x>ethan</x>', 'ethan'],
  ['XML of an assertion', 'parsed <Assertion>ethan</Assertion>', 'ethan'],
  ['a signature in XML', '<ds:SignatureValue>abc=</ds:SignatureValue>', 'abc='],
  ['a secret key alone', `ASIAIOSFODNN7EXAMPLE ${key}`, key],
  ['a secret key in JSON', `{"SecretAccessKey":"${key}"}`, key],
  ['a short secret key', 'secretAccessKey: geheim99', 'geheim99'],
  ['a secret key of the environment', 'AWS_SECRET_ACCESS_KEY=abcd', 'abcd'],
  ['a session token alone', `token ${token}`, token],
  ['a session token in a header', 'x-amz-security-token: FwoGZXIvYXdzEA', 'FwoGZXIvYXdzEA'],
  ['a session token in an address', 'https://a.example/?X-Amz-Security-Token=FwoG%2F&b=1', 'FwoG%2F'],
  ['a session token in JSON in JSON', '"body":"{\\"sessionToken\\":\\"20111abc\\",\\"a\\":1}"', '20111abc'],
  ['a one-time token', 'GET /home/x?onetimetoken=20111xyz', '20111xyz'],
  ['a state token', '{"stateToken":"00abc-DEF_12"}', '00abc-DEF_12'],
  ['a password of a database', 'PGPASSWORD=hunter2 psql', 'hunter2'],
  ['a password with blanks in JSON', '{"password":"correct horse battery"}', 'horse battery'],
  ['a password with a quote in JSON', '{"password":"a\\"b c"}', 'b c'],
  ['a password in apostrophes', "password: 'correct horse'", 'horse'],
  ['a password of a JDBC address', 'jdbc:redshift://h:5439/dev?UID=x&PWD=hunter2', 'hunter2'],
  ['a password in an address', 'postgres://ethan:hunter2@host:5439/dev', 'hunter2'],
  ['a temporary password', '"dbPassword" : "xY/1+abc"', 'xY/1+abc'],
  ['a passcode', '{"passCode":123456}', '123456'],
  ['an Authorization header', 'Authorization: SSWS 00abc', '00abc'],
  ['an Authorization header in JSON', '"authorization":"Basic ZXRoYW46aHVudGVyMg=="', 'ZXRoYW46aHVudGVyMg'],
  ['a signature', 'AWS4-HMAC-SHA256 Credential=AKIA/x, SignedHeaders=host, Signature=0a1b2c', '0a1b2c'],
  ['a presigned address', 'https://a.example/?X-Amz-Signature=0a1b2c3d', '0a1b2c3d'],
  ['a cookie', 'Set-Cookie: sid=102abc; Path=/', '102abc'],
  ['a nonce', 'http://localhost:7890/redshift/start?nonce=abc_-9', 'abc_-9'],
];

/** What people read in a log, and must go on reading. */
const readable: readonly string[] = [
  'signed in with arn:aws:iam::123456789012:role/redshift-analyst-cluster until 2026-11-24T03:11:00.000Z',
  'arn:aws-us-gov:sts::123456789012:assumed-role/AWSReservedSSO_RedshiftReaders_1a2b3c4d5e6f7a8b/ethan@example.com',
  'arn:aws:iam::123456789012:saml-provider/OktaProductionWorkforceIdentityProvider2026',
  'ExecuteStatement: 200 in 53 ms, attempt 1, request 0a6d2f8c-5b1e-4c8e-9f7a-2d3b4c5d6e7f',
  'Statement redshift-federation-9b2e7d54-13f6-4a0b-8c57-6f1d2e3a4b5c (d9b6c0c9-0747-4bf4-b142-e8883122f766): finished',
  'ASIAIOSFODNN7EXAMPLE is over',
  'sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'commit 356a192b7913b04c54574d18c28d46e6395428ab',
  'X-Amzn-Trace-Id: Root=1-67891233-abcdef012345678912345678',
  'at AcsListener.take (/home/somebody/.vscode/extensions/redshift-federation.redshift-federation-0.1.0/dist/backend.js:12:3456)',
  'Somebody/Library/ApplicationSupport/Code/User/globalStorage/redshiftFederation/Metadata2/Cache',
  'the answer holds: 5 attribute(s), signature not checked',
  'saml.badSignature {"expected":"https://idp.example.org/saml","got":"urn:other"}',
  'the password of ethan has expired; the session token was refused',
  'Assertion failed: AssumeRoleWithSAMLResponse',
  'https://company.okta.com/home/amazon_aws/0oa1b2c3d4e5f6g7h8i9/272',
  'http://localhost:7890/redshift/ and [::1]:7890',
  'relation "sales_schema.orders_2026" does not exist; user:ethan@example.com',
  'NextToken is there: page 2 of 17',
];

describe('the redactor', () => {
  for (const [what, text, secret] of leaks) {
    it(`hides ${what}`, () => {
      const clean = new Redactor().redact(text);
      assert.ok(clean.includes(hidden), clean);
      assert.ok(!clean.includes(secret), clean);
    });
  }

  for (const text of readable) {
    it(`leaves readable: ${text.slice(0, 60)}`, () => assert.equal(new Redactor().redact(text), text));
  }

  it('says the same of what it has cleaned before', () => {
    const redactor = new Redactor();
    const once = leaks.map(([, text]) => redactor.redact(text));
    assert.deepEqual(
      once.map((text) => redactor.redact(text)),
      once,
    );
  });

  it('hides what it was told in every form that a text may give it', () => {
    const secret = 'pä"ss <wörd>&/+ 1';
    const redactor = new Redactor();
    redactor.conceal([secret]);
    const forms = [
      secret,
      JSON.stringify(secret).slice(1, -1),
      encodeURIComponent(secret),
      encodeURIComponent(secret).toLowerCase(),
      new URLSearchParams({ a: secret }).toString().slice(2),
      Buffer.from(secret).toString('base64'),
      Buffer.from(secret).toString('base64url'),
      'pä&quot;ss &lt;wörd&gt;&amp;/+ 1',
    ];
    assert.deepEqual(
      forms.map((form) => redactor.redact(`it was ${form} there`)),
      forms.map((form) => `it was ${hidden}${form.endsWith('=') ? '='.repeat(form.split('=').length - 1) : ''} there`),
    );
  });

  it('hides a short value as a word alone, and a very short one not at all', () => {
    const redactor = new Redactor();
    redactor.conceal(['123456', 'abc']);
    assert.equal(
      redactor.redact('code 123456, of 91234567 rows, abc in "123456"'),
      `code ${hidden}, of 91234567 rows, abc in "${hidden}"`,
    );
  });

  it('forgets a value when all who told it have let go of it', () => {
    const redactor = new Redactor();
    const [one, other] = [redactor.conceal(['hunter2']), redactor.conceal(['hunter2'])];
    one.dispose();
    one.dispose();
    assert.equal(redactor.redact('hunter2'), hidden);
    other.dispose();
    assert.equal(redactor.redact('hunter2'), 'hunter2');
  });

  it('is done with a megabyte of anything', function () {
    this.timeout(5_000);
    for (const piece of ['password', 'a:', '<', '"\\', 'x-', '://', 'Aa0', ' =', "'"]) {
      const text = piece.repeat(1_000_000 / piece.length);
      assert.equal(typeof new Redactor().redact(text), 'string');
    }
  });
});
