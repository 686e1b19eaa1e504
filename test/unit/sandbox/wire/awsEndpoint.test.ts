import assert from 'node:assert/strict';
import { RedshiftDataClient, ListStatementsCommand } from '@aws-sdk/client-redshift-data';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { awsHandler } from '../../../sandbox/wire/awsEndpoint';
import type { Service } from '../../../sandbox/wire/service';
import { CALLER, JSON_SERVICE, KEY, QUERY_SERVICE, serveService, type TestEndpoint } from '../support/endpoint';
import { signed, type ToSign } from '../support/signing';

const FORM = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
const JSON_TYPE = 'application/x-amz-json-1.1';
const MINUTES = 60_000;

/** A rightful call, to be spoilt. */
interface Spoil {
  name: string;
  change?: Partial<ToSign>;
  /** Minutes between the clock and the date of the signature. */
  minutesOff?: number;
  /** Changes what is sent after it was signed. */
  tamper?: (sent: { headers: Record<string, string>; body: string }) => void;
  expired?: boolean;
  action?: string;
  query: string;
  json: string;
}

const SPOILT: Spoil[] = [
  {
    name: 'without Authorization',
    tamper: ({ headers }) => Reflect.deleteProperty(headers, 'authorization'),
    query: '403 MissingAuthenticationToken',
    json: '400 MissingAuthenticationTokenException',
  },
  {
    name: 'with an Authorization of another kind',
    tamper: ({ headers }) => (headers['authorization'] = 'Basic abc'),
    query: '400 IncompleteSignature',
    json: '400 IncompleteSignatureException',
  },
  {
    name: 'without a date',
    tamper: ({ headers }) => Reflect.deleteProperty(headers, 'x-amz-date'),
    query: '400 IncompleteSignature',
    json: '400 IncompleteSignatureException',
  },
  {
    name: 'with a key that nobody gave out',
    change: { key: { ...KEY, accessKeyId: 'ASIAOTHER' } },
    query: '403 InvalidClientTokenId',
    json: '400 UnrecognizedClientException',
  },
  {
    name: 'without its session token',
    change: { key: { accessKeyId: KEY.accessKeyId, secretAccessKey: KEY.secretAccessKey } },
    query: '403 InvalidClientTokenId',
    json: '400 UnrecognizedClientException',
  },
  {
    name: "with another session's token",
    change: { key: { ...KEY, sessionToken: 'another' } },
    query: '403 InvalidClientTokenId',
    json: '400 UnrecognizedClientException',
  },
  {
    name: 'signed with another secret',
    change: { key: { ...KEY, secretAccessKey: 'another' } },
    query: '403 SignatureDoesNotMatch',
    json: '400 InvalidSignatureException',
  },
  {
    name: 'with a body changed after signing',
    tamper: (sent) => (sent.body = sent.body.replace('value', 'vaLue')),
    query: '403 SignatureDoesNotMatch',
    json: '400 InvalidSignatureException',
  },
  {
    name: 'with the target or type changed after signing',
    tamper: ({ headers }) => (headers['content-type'] = `${headers['content-type'] ?? ''} `.replace('; ', ';')),
    change: {
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', 'x-amz-target': 'Test.Echo' },
    },
    query: '403 SignatureDoesNotMatch',
    json: '400 InvalidSignatureException',
  },
  {
    name: 'six minutes old',
    minutesOff: -6,
    query: '403 SignatureDoesNotMatch',
    json: '400 InvalidSignatureException',
  },
  {
    name: 'six minutes ahead',
    minutesOff: 6,
    query: '403 SignatureDoesNotMatch',
    json: '400 InvalidSignatureException',
  },
  {
    name: 'signed for another region',
    change: { region: 'eu-central-1' },
    query: '403 SignatureDoesNotMatch',
    json: '400 InvalidSignatureException',
  },
  {
    name: 'signed for another service',
    change: { service: 's3' },
    query: '403 SignatureDoesNotMatch',
    json: '400 InvalidSignatureException',
  },
  {
    name: 'whose date is not signed',
    change: { unsigned: ['x-amz-date'] },
    query: '403 SignatureDoesNotMatch',
    json: '400 InvalidSignatureException',
  },
  {
    name: 'with credentials that have ended',
    expired: true,
    query: '403 ExpiredToken',
    json: '400 ExpiredTokenException',
  },
  {
    name: "that the caller's policy does not allow",
    action: 'Forbidden',
    query: '403 AccessDenied',
    json: '400 AccessDeniedException',
  },
  {
    name: 'of an unknown action',
    action: 'toString',
    query: '400 InvalidAction',
    json: '400 UnknownOperationException',
  },
];

describe("the sandbox's AWS endpoints", () => {
  let query: TestEndpoint;
  let json: TestEndpoint;

  before(async () => {
    query = await serveService(QUERY_SERVICE);
    json = await serveService(JSON_SERVICE);
  });
  after(async () => {
    await query.server.close();
    await json.server.close();
  });

  for (const spoil of SPOILT) {
    it(`refuse a request ${spoil.name} in the words of each protocol`, async () => {
      const action = spoil.action ?? 'Echo';
      const requests = [
        { endpoint: query, headers: FORM, body: `Action=${action}&Version=1&Member=value`, service: 'sts' },
        {
          endpoint: json,
          headers: { 'content-type': JSON_TYPE, 'x-amz-target': `Test.${action}` },
          body: '{"Member":"value"}',
          service: 'redshift-data',
        },
      ];
      const answers: string[] = [];
      for (const { endpoint, ...request } of requests) {
        endpoint.caller.expiration = spoil.expired ? Date.now() - 1 : Number.POSITIVE_INFINITY;
        // By the clock of this moment: on a busy machine the table is read long before.
        const at = Date.now() + (spoil.minutesOff ?? 0) * MINUTES;
        const sent = signed({ url: `${endpoint.server.origin}/`, key: KEY, at, ...request, ...spoil.change });
        spoil.tamper?.(sent);
        answers.push(await errorOf(await fetch(endpoint.server.origin, sent)));
        endpoint.caller.expiration = Number.POSITIVE_INFINITY;
      }
      assert.deepEqual(answers, [spoil.query, spoil.json]);
    });
  }

  it('write awsQuery answers with lists, escapes, a request id and a date', async () => {
    const sent = signed({
      url: `${query.server.origin}/`,
      key: KEY,
      headers: FORM,
      service: 'sts',
      body: 'Action=Echo&Version=1&L.member.1=x&L.member.2=y&F.1=z&S.A=1&S.T.Tag.1.Key=k',
    });
    const response = await fetch(query.server.origin, sent);
    const id = response.headers.get('x-amzn-requestid') ?? '';
    assert.deepEqual(
      [
        await response.text(),
        response.headers.get('content-type'),
        Number.isNaN(Date.parse(response.headers.get('date') ?? '')),
      ],
      [
        '<EchoResponse xmlns="urn:test"><EchoResult><Input><L><member>x</member><member>y</member></L><F><member>z</member></F>' +
          '<S><A>1</A><T><member><Key>k</Key></member></T></S></Input><Names><Name>a</Name><Name>b&#60;</Name></Names></EchoResult>' +
          `<ResponseMetadata><RequestId>${id}</RequestId></ResponseMetadata></EchoResponse>`,
        'text/xml',
        false,
      ],
    );
  });

  it('tell with AWS how a policy refused', async () => {
    const sent = signed({
      url: `${json.server.origin}/`,
      key: KEY,
      headers: { 'content-type': JSON_TYPE, 'x-amz-target': 'Test.Forbidden' },
      service: 'redshift-data',
      body: '{}',
    });
    const response = await fetch(json.server.origin, sent);
    assert.deepEqual(await response.json(), { __type: 'AccessDeniedException', Message: 'AWS says why.' });
  });

  it('take what the official SDK signs', async () => {
    const sts = await serveService({
      ...QUERY_SERVICE,
      protocol: { kind: 'awsQuery', version: '2011-06-15', xmlns: 'https://sts.amazonaws.com/doc/2011-06-15/' },
      actions: {
        GetCallerIdentity: { noPermissionNeeded: true, run: ({ caller }) => ({ Arn: caller.assumedRoleArn }) },
      },
    });
    const data = await serveService({
      name: 'redshift-data',
      protocol: { kind: 'json11', targetPrefix: 'RedshiftData' },
      actions: { ListStatements: { noPermissionNeeded: true, run: () => ({ Statements: [] }) } },
    });
    const common = { region: 'us-west-2', credentials: KEY, maxAttempts: 1 };
    const stsClient = new STSClient({ ...common, endpoint: sts.server.origin });
    const dataClient = new RedshiftDataClient({ ...common, endpoint: data.server.origin });
    try {
      const { Arn } = await stsClient.send(new GetCallerIdentityCommand({}));
      const { Statements } = await dataClient.send(new ListStatementsCommand({ StatementName: 'ünïcode' }));
      assert.deepEqual([Arn, Statements], [CALLER.assumedRoleArn, []]);
    } finally {
      stsClient.destroy();
      dataClient.destroy();
      await sts.server.close();
      await data.server.close();
    }
  });

  it('refuse a body over the limit', async () => {
    const response = await fetch(query.server.origin, { method: 'POST', headers: FORM, body: 'a'.repeat(20_000) });
    assert.equal(response.status, 413);
  });

  it('are not put up for an action that does not say which permissions it needs', () => {
    const service: Service = { ...JSON_SERVICE, actions: { Careless: { run: () => ({}) } } };
    assert.throws(
      () => awsHandler(service, { ...query, region: '', keys: { find: () => undefined }, authorize: () => '' }),
      {
        message: 'redshift-data:Careless does not say which permissions it needs.',
      },
    );
  });
});

/** `403 AccessDenied` */
async function errorOf(response: Response): Promise<string> {
  const text = await response.text();
  const code = /<Code>(.*?)<\/Code>/.exec(text) ?? /"__type":"(.*?)"/.exec(text);
  return `${response.status} ${code?.[1] ?? text}`;
}
