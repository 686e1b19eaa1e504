import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startSandbox, type Sandbox } from '../../../sandbox/start';
import { assumeFirstRole, samlResponseOf } from '../support/signIn';
import { ATTRIBUTE } from '../support/assertions';

describe('a SAML provider that the sandbox is told to trust', () => {
  let folder: string;
  let provider: Sandbox;
  let sandbox: Sandbox;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sandbox-trust-'));
    // Another sandbox's provider: same name, other keys.
    provider = await startSandbox({ parts: [] });
    const metadata = path.join(folder, 'metadata.xml');
    await writeFile(metadata, await (await fetch(provider.info.idp.metadataUrl)).text());
    sandbox = await startSandbox({ parts: [], trustIdp: [metadata] });
  });
  after(async () => {
    await provider.stop();
    await sandbox.stop();
    await rm(folder, { recursive: true });
  });

  it('signs people in under its own ARN alone', async () => {
    const [trusted] = sandbox.info.trusted;
    assert(trusted);
    const [roleArn = ''] = sandbox.info.accounts[0]?.roleArns ?? [];
    await fetch(`${provider.info.controlUrl}saml/next`, {
      method: 'POST',
      body: JSON.stringify({
        attributes: {
          [`${ATTRIBUTE}Role`]: [`${roleArn},${trusted.providerArn}`, `${roleArn},${sandbox.info.providerArn}`],
        },
      }),
    });
    const response = await samlResponseOf(provider.info, 'ethan');
    const byTrusted = await assumeFirstRole({ ...sandbox.info, providerArn: trusted.providerArn }, 'ethan', response);
    const byOwn = await assumeFirstRole(sandbox.info, 'ethan', response);
    assert.deepEqual(
      [trusted, /<Subject>(.*?)</.exec(byTrusted)?.[1], /<Message>(.*?)</.exec(byOwn)?.[1]],
      [
        {
          providerArn: 'arn:aws:iam::123456789012:saml-provider/Trusted-1',
          entityId: 'http://www.okta.com/exk1sandbox5redshift',
        },
        'ethan@example.com',
        'Response signature invalid',
      ],
    );
  });

  it('is refused at the start when its metadata is none', async () => {
    const wrong = path.join(folder, 'wrong.xml');
    const documents = [
      '<a',
      '<a/>',
      '<!DOCTYPE a><a/>',
      '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="x"/>',
    ];
    for (const document of documents) {
      await writeFile(wrong, document);
      await assert.rejects(startSandbox({ parts: [], trustIdp: [wrong] }), /The metadata /);
    }
  });
});
