import assert from 'node:assert/strict';
import { Cancelled, Failure } from '../../../src/core/failure';
import { systemClock } from '../../../src/core/clock';
import type { AssumedRole, AssumeRoleRequest } from '../../../src/federation/sts';
import { assumeRole, regionalEndpoint } from '../../../src/federation/sts';
import type { StsAnswer } from './support/fakeSts';
import { FakeSts, secrets } from './support/fakeSts';
import { freePort, LogOfLines, never } from './support/ports';
import { acs, issuer, provider } from './support/samlBuilder';

const samlResponse = 'UEhOaGJXeHdPbEpsYzNCdmJuTmxJSGh0Ykc1ek9uTmhiV3h3UFNKMWNtNDZi';
const nameId = 'ethan@example.org';
const tooLong = {
  status: 400,
  code: 'ValidationError',
  message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
};
let serial = 0;

describe('AssumeRoleWithSAML', () => {
  let sts: FakeSts;
  let answer: (call: URLSearchParams) => StsAnswer;
  let roleArn: string;

  beforeEach(async () => {
    answer = () => ({});
    roleArn = `arn:aws:iam::123456789012:role/r${++serial}`;
    sts = await FakeSts.start((call) => answer(call));
  });

  afterEach(() => sts.stop());

  const assume = (changes: Partial<AssumeRoleRequest> = {}): Promise<AssumedRole> =>
    assumeRole({
      response: {
        samlResponse,
        issuer,
        nameId,
        recipient: acs,
        attributes: new Map(),
        issuedAt: 1,
        signatureChecked: true,
      },
      role: { roleArn, providerArn: provider },
      region: 'eu-west-1',
      endpoint: sts.endpoint,
      duration: 43_200,
      clock: systemClock,
      log: new LogOfLines(),
      signal: never,
      ...changes,
    });

  const failure = async (changes: Partial<AssumeRoleRequest> = {}): Promise<unknown> => {
    try {
      return await assume(changes);
    } catch (error) {
      return Failure.is(error) ? [error.code, error.facts] : error;
    }
  };

  it('logs the request without what it holds, and keeps the keys out of the log from the moment that they are known', async () => {
    const concealed: string[] = [];
    const lines = new LogOfLines();
    const conceal = (values: readonly string[]): { dispose(): void } => {
      concealed.push(...values);
      return { dispose: () => undefined };
    };
    await assume({ duration: 3600, log: Object.assign(lines, { conceal }) });
    assert.deepEqual(concealed, [secrets.secretAccessKey, secrets.sessionToken]);
    assert.deepEqual(
      lines.lines.map((line) => line.replace(/\d+ ms/, 'N ms')),
      ['trace AWS STS AssumeRoleWithSAML: 200, request without id, in N ms, attempt 1'],
    );
  });

  it('sends the response unsigned and gives the credentials', async () => {
    const { credentials, assumedRoleArn } = await assume();
    assert.deepEqual(Object.fromEntries(sts.calls[0] ?? []), {
      Action: 'AssumeRoleWithSAML',
      Version: '2011-06-15',
      RoleArn: roleArn,
      PrincipalArn: provider,
      SAMLAssertion: samlResponse,
      DurationSeconds: '43200',
    });
    const { expiration, ...keys } = credentials;
    assert.deepEqual(
      [keys, assumedRoleArn, expiration > Date.now()],
      [secrets, 'arn:aws:sts::123456789012:assumed-role/sales/ethan', true],
    );
  });

  it('steps down to what the role allows, and remembers it for that role alone', async () => {
    answer = (call) => (Number(call.get('DurationSeconds')) > 7200 ? tooLong : {});
    await assume();
    await assume();
    await assume({ duration: 3600 });
    await assume({ role: { roleArn: `${roleArn}-other`, providerArn: provider } });
    assert.deepEqual(sts.durations, [43200, 28800, 14400, 7200, 7200, 3600, 43200, 28800, 14400, 7200]);
  });

  it('asks for no more than was wanted, and wants more the next time', async () => {
    await assume({ duration: 3600 });
    await assume({ duration: 30_000 });
    assert.deepEqual(sts.durations, [3600, 30_000]);
  });

  it('gives up where even an hour is refused', async () => {
    answer = () => tooLong;
    assert.deepEqual(await failure(), ['sts.invalidRequest', { message: tooLong.message }]);
    assert.deepEqual(sts.durations, [43200, 28800, 14400, 7200, 3600]);
  });

  const errors: [status: number, code: string, message: string, failure: (roleArn: string) => unknown][] = [
    [400, 'ExpiredTokenException', 'Token must be redeemed within 5 minutes of issuance', () => ['sts.expired', {}]],
    [
      400,
      'InvalidIdentityToken',
      'Response signature invalid',
      () => ['sts.invalidIdentity', { providerArn: provider, message: 'Response signature invalid' }],
    ],
    [403, 'IDPRejectedClaim', 'gone', () => ['sts.claimRejected', { message: 'gone' }]],
    [
      403,
      'AccessDenied',
      'Not authorized to perform sts:AssumeRoleWithSAML',
      (arn) => [
        'sts.notAuthorized',
        {
          roleArn: arn,
          providerArn: provider,
          recipient: acs,
          message: 'Not authorized to perform sts:AssumeRoleWithSAML',
        },
      ],
    ],
    [400, 'PackedPolicyTooLarge', 'too big', () => ['sts.tagsTooBig', { message: 'too big' }]],
    [403, 'RegionDisabledException', 'off', () => ['sts.regionDisabled', { region: 'eu-west-1' }]],
    [
      400,
      'ValidationError',
      'RoleSessionName is bad',
      () => ['sts.invalidRequest', { message: 'RoleSessionName is bad' }],
    ],
    [
      400,
      'SomethingNew',
      'see [x](command:y)',
      () => ['sts.failed', { code: 'SomethingNew', message: 'see [x] (command:y)' }],
    ],
  ];
  for (const [status, code, message, expected] of errors) {
    it(`turns ${code} into a failure with its meaning`, async () => {
      answer = () => ({ status, code, message });
      assert.deepEqual(await failure(), expected(roleArn));
      assert.equal(sts.calls.length, 1);
    });
  }

  it('sees by the server’s Date that the clock here is off', async () => {
    const date = new Date(Date.now() - 600_000).toUTCString();
    answer = () => ({ status: 400, code: 'ExpiredTokenException', message: '', date });
    const [code, facts] = (await failure()) as [string, { clockOffSeconds: number }];
    assert.deepEqual([code, Math.round(facts.clockOffSeconds / 10)], ['sts.expired', 60]);
    answer = () => ({ date });
    assert.equal(Math.round(((await assume()).clockOffMs ?? 0) / 10_000), 60);
  });

  it('cuts the response out of AWS’s words', async () => {
    const message = `1 validation error detected: Value '${samlResponse}' at 'sAMLAssertion' failed`;
    answer = () => ({ status: 400, code: 'ValidationError', message });
    assert.deepEqual(await failure(), [
      'sts.invalidRequest',
      { message: "1 validation error detected: Value '…' at 'sAMLAssertion' failed" },
    ]);
  });

  it('accepts that STS read the same user and issuer, and refuses others', async () => {
    answer = () => ({ subject: nameId, issuer });
    await assume();
    answer = () => ({ subject: 'admin@example.org', issuer });
    assert.deepEqual(await failure(), [
      'sts.otherIdentity',
      { what: 'user', here: nameId, there: 'admin@example.org' },
    ]);
    answer = () => ({ subject: nameId, issuer: 'http://evil.example.org' });
    assert.deepEqual(await failure(), [
      'sts.otherIdentity',
      { what: 'issuer', here: issuer, there: 'http://evil.example.org' },
    ]);
  });

  it('says when nobody is there', async () => {
    const port = await freePort();
    assert.deepEqual(await failure({ endpoint: `http://127.0.0.1:${port}` }), [
      'sts.unreachable',
      { host: `127.0.0.1:${port}`, reason: 'ECONNREFUSED' },
    ]);
  });

  it('can be cancelled in the middle of a call', async () => {
    const control = new AbortController();
    answer = () => {
      control.abort();
      return 'silence';
    };
    await assert.rejects(assume({ signal: control.signal }), (error) => Cancelled.is(error));
  });

  const regions: [region: string, endpoint: string][] = [
    ['us-east-1', 'https://sts.us-east-1.amazonaws.com/'],
    ['eu-west-1', 'https://sts.eu-west-1.amazonaws.com/'],
    ['us-gov-west-1', 'https://sts.us-gov-west-1.amazonaws.com/'],
    ['cn-north-1', 'https://sts.cn-north-1.amazonaws.com.cn/'],
    ['eusc-de-east-1', 'https://sts.eusc-de-east-1.amazonaws.eu/'],
    ['us-iso-east-1', 'https://sts.us-iso-east-1.c2s.ic.gov/'],
  ];
  for (const [region, endpoint] of regions) {
    it(`goes to ${endpoint} in ${region}, whatever the environment says`, () => {
      process.env['AWS_ENDPOINT_URL_STS'] = 'http://127.0.0.1:1';
      try {
        assert.equal(regionalEndpoint(region), endpoint);
      } finally {
        delete process.env['AWS_ENDPOINT_URL_STS'];
      }
    });
  }
});
