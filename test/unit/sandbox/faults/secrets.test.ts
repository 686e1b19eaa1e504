import assert from 'node:assert/strict';
import type { SecretEntry } from '../../../sandbox/faults/secretBook';
import { startSandbox, type Sandbox } from '../../../sandbox/start';
import type { StartPart } from '../../../sandbox/wire/context';
import { AuthnClient, order } from '../support/authn';
import { Browser } from '../support/browser';
import { assumeFirstRole, samlResponseOf } from '../support/signIn';
import { signed } from '../support/signing';

/** In place of the warehouses: gives out one password. */
const redshift: StartPart = () =>
  Promise.resolve({
    services: [
      {
        name: 'redshift',
        protocol: { kind: 'awsQuery', version: '2012-12-01', xmlns: 'urn:test' },
        actions: {
          GetClusterCredentialsWithIAM: {
            noPermissionNeeded: true,
            run: () => ({ DbUser: 'ethan', DbPassword: 'password-of-the-test' }),
          },
        },
      },
    ],
    stop: () => Promise.resolve(),
  });

describe("the ledger of the sandbox's secrets", () => {
  let sandbox: Sandbox;

  before(async () => {
    sandbox = await startSandbox({ parts: [redshift] });
  });
  after(() => sandbox.stop());
  beforeEach(() => order(sandbox.info, 'DELETE', 'secrets'));

  it('has everything that a sign-in in the browser, and what follows from it, gives out', async () => {
    const response = await samlResponseOf(sandbox.info, 'ethan');
    const answer = await assumeFirstRole(sandbox.info, 'ethan', response);
    const member = (name: string): string => new RegExp(`<${name}>([^<]*)`).exec(answer)?.[1] ?? '';
    const key = {
      accessKeyId: member('AccessKeyId'),
      secretAccessKey: member('SecretAccessKey'),
      sessionToken: member('SessionToken'),
    };
    await fetch(
      sandbox.info.endpoints.redshift,
      signed({
        url: `${sandbox.info.endpoints.redshift}/`,
        key,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'Action=GetClusterCredentialsWithIAM&Version=2012-12-01',
        service: 'redshift',
      }),
    );
    const [signature = ''] = signaturesIn(response);
    assert.deepEqual(await givenOut(['cookie']), [
      { kind: 'assertion', value: response, user: 'ethan' },
      { kind: 'awsSecretKey', value: key.secretAccessKey, user: 'ethan@example.com' },
      { kind: 'awsSessionToken', value: key.sessionToken, user: 'ethan@example.com' },
      { kind: 'databasePassword', value: 'password-of-the-test', user: 'ethan@example.com' },
      { kind: 'signatureValue', value: signature, user: 'ethan' },
    ]);
  });

  it('has everything that a sign-in by the Authn API gives out', async () => {
    const client = new AuthnClient(sandbox.info);
    const challenge = await client.verify(await client.start('sam'), 'sms');
    const { body } = await order(sandbox.info, 'GET', 'idp/codes/sam');
    const code = body['sms'] ?? '';
    const done = await client.follow(challenge, 'next', { passCode: code });
    const token = done.body.sessionToken ?? '';
    const page = await new Browser().get(`${sandbox.info.idp.embedLink}?onetimetoken=${token}`);
    const kinds = ['assertion', 'cookie', 'signatureValue'];
    const shown = (await givenOut(kinds)).filter(({ value }) => value !== body['totp']);
    assert.deepEqual(
      [shown, (await givenOut([])).some(({ value }) => value === page.fields['SAMLResponse'])],
      [
        [
          { kind: 'passcode', value: code, user: 'sam' },
          { kind: 'sessionToken', value: token, user: 'sam' },
          { kind: 'stateToken', value: challenge.body.stateToken, user: 'sam' },
        ],
        true,
      ],
    );
  });

  it("has people's passwords, also new ones, and keeps them when the rest is forgotten", async () => {
    const client = new AuthnClient(sandbox.info);
    const expired = await client.start('pia');
    const oldPassword = client.passwordOf('pia');
    await client.follow(expired, 'next', { oldPassword, newPassword: 'Pia-has-another-2025' });
    await order(sandbox.info, 'DELETE', 'secrets');
    const all = await secrets();
    const has = [oldPassword, 'Pia-has-another-2025', client.passwordOf('ethan')].map((password) =>
      all.some(({ kind, value }) => kind === 'userPassword' && value === password),
    );
    assert.deepEqual([has, await givenOut([])], [[true, true, true], []]);
  });

  async function secrets(): Promise<SecretEntry[]> {
    return (await order(sandbox.info, 'GET', 'secrets')).body['secrets'] as unknown as SecretEntry[];
  }

  /** Sorted by kind, without passwords of people and those kinds. */
  async function givenOut(without: readonly string[]): Promise<SecretEntry[]> {
    const all = await secrets();
    return all
      .filter(({ kind }) => kind !== 'userPassword' && !without.includes(kind))
      .sort((a, b) => a.kind.localeCompare(b.kind));
  }
});

function signaturesIn(response: string): string[] {
  const xml = Buffer.from(response, 'base64').toString();
  return [...xml.matchAll(/<ds:SignatureValue>([^<]*)/g)].map(([, value]) => value ?? '');
}
