import assert from 'node:assert/strict';
import { readMetadata } from '../../../sandbox/idp/metadata';
import { startSandbox, type Sandbox } from '../../../sandbox/start';
import type { JsonObject } from '../../../sandbox/wire/service';
import { order } from '../support/authn';
import { assumeFirstRole, samlResponseOf } from '../support/signIn';

describe("the roll-over of the sandbox's signing keys", () => {
  let sandbox: Sandbox;

  beforeEach(async () => {
    sandbox = await startSandbox({ parts: [] });
  });
  afterEach(() => sandbox.stop());

  it('shows two keys, signs with the new one, and drops the old one', async () => {
    const [first] = await shown();
    await roll('add');
    const both = await shown();
    const before = await signer();
    await roll('switch');
    const after = await signer();
    await roll('drop');
    const last = await shown();
    assert.deepEqual(
      [both[0] === first, both.length, before === both[0], after === both[1], last],
      [true, 2, true, true, [both[1]]],
    );
  });

  it('leaves STS with what IAM was given last, until it is given the new metadata', async () => {
    const outcomes = [await redeem()];
    await roll('add');
    await roll('switch');
    outcomes.push(await redeem());
    await order(sandbox.info, 'PUT', 'iam/providers/okta', {});
    outcomes.push(await redeem());
    const stranger = await startSandbox({ parts: [] });
    const metadata = await (await fetch(stranger.info.idp.metadataUrl)).text();
    await stranger.stop();
    await order(sandbox.info, 'PUT', 'iam/providers/okta', { metadata });
    outcomes.push(await redeem());
    assert.deepEqual(outcomes, ['ok', 'InvalidIdentityToken', 'ok', 'InvalidIdentityToken']);
  });

  it('tells what is shown and what is trusted', async () => {
    await order(sandbox.info, 'POST', 'idp/keys', { provider: 'ping', action: 'add' });
    const keys = (await order(sandbox.info, 'GET', 'idp/keys')).body as Record<
      string,
      { sha256: string; signs: boolean }[]
    >;
    const providers = (await order(sandbox.info, 'GET', 'iam/providers')).body as unknown as JsonObject[];
    assert.deepEqual(
      [
        Object.entries(keys).map(([name, list]) => [name, list.map(({ signs }) => signs)]),
        providers.map(({ name, certificates }) => [name, certificates]),
      ],
      [
        [
          ['okta', [true]],
          ['entra', [true]],
          ['ping', [true, false]],
          ['pingone', [true]],
        ],
        [
          ['Okta', [keys['okta']?.[0]?.sha256]],
          ['Entra', [keys['entra']?.[0]?.sha256]],
          ['PingFederate', [keys['ping']?.[0]?.sha256]],
          ['PingOne', [keys['pingone']?.[0]?.sha256]],
        ],
      ],
    );
  });

  it('refuses what makes no sense', async () => {
    const statuses = [];
    for (const body of [
      { action: 'switch' },
      { action: 'drop' },
      { action: 'lose' },
      {},
      { provider: 'adfs', action: 'add' },
    ])
      statuses.push((await order(sandbox.info, 'POST', 'idp/keys', body)).status);
    for (const [path, body] of [
      ['iam/providers/adfs', {}],
      ['iam/providers/okta', { metadata: '<a/>' }],
    ] as const)
      statuses.push((await order(sandbox.info, 'PUT', path, body)).status);
    assert.deepEqual(statuses, Array(7).fill(400));
  });

  async function roll(action: string): Promise<void> {
    const { status, body } = await order(sandbox.info, 'POST', 'idp/keys', { action });
    assert.equal(status, 200, JSON.stringify(body));
  }

  async function shown(): Promise<string[]> {
    return readMetadata(await (await fetch(sandbox.info.idp.metadataUrl)).text()).certificates.map(compact);
  }

  async function signer(): Promise<string> {
    const xml = Buffer.from(await samlResponseOf(sandbox.info, 'ethan'), 'base64').toString();
    return /X509Certificate>([^<]*)/.exec(xml)?.[1]?.replace(/\s/g, '') ?? '';
  }

  async function redeem(): Promise<string> {
    const answer = await assumeFirstRole(sandbox.info, 'ethan', await samlResponseOf(sandbox.info, 'ethan'));
    return /<Code>(.*?)</.exec(answer)?.[1] ?? 'ok';
  }
});

function compact(pem: string): string {
  return pem.replace(/-----[^-]*-----|\s/g, '');
}
