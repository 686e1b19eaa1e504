import assert from 'node:assert/strict';
import { entryOf, guessMetadata, type ConnectionDraft } from '../../../../src/ui/profiles/connectionDraft';
import { parseProfiles } from '../../../../src/ui/profiles/parseProfiles';

const draft: ConnectionDraft = {
  name: 'My company',
  provider: 'okta',
  loginUrl: 'https://example.okta.com/app/aws/1/sso/saml',
  region: 'us-west-2',
};

describe('a connection from the wizard', () => {
  it('is written without defaults', () => {
    const warehouse = { kind: 'cluster', name: 'c1', database: 'dev' } as const;
    assert.deepEqual(entryOf({ ...draft, metadata: 'https://m.test', warehouse }, []), {
      id: 'my-company',
      name: 'My company',
      provider: 'okta',
      loginUrl: 'https://example.okta.com/app/aws/1/sso/saml',
      metadata: 'https://m.test',
      region: 'us-west-2',
      warehouses: [{ kind: 'cluster', name: 'c1' }],
    });
  });

  it('is good as a setting, whatever its name', () => {
    for (const name of ['My company', '会社', 'x'.repeat(200)]) {
      assert.deepEqual(parseProfiles([entryOf({ ...draft, name }, [])]).broken, []);
    }
  });

  it('gets an id that no other connection has', () => {
    const taken = [{ id: 'my-company' }, { id: 'my-company-2' }];
    assert.equal(entryOf(draft, taken)['id'], 'my-company-3');
  });

  const guesses: [loginUrl: string, metadata: string | undefined][] = [
    ['https://example.okta.com/app/aws/1/sso/saml', 'https://example.okta.com/app/aws/1/sso/saml/metadata'],
    ['https://example.okta.com/app/aws/1/sso/saml?x=1', 'https://example.okta.com/app/aws/1/sso/saml/metadata'],
    ['https://example.okta.com/home/aws/1/2', undefined],
  ];
  for (const [loginUrl, metadata] of guesses) {
    it(`guesses ${metadata ?? 'no metadata'} for ${loginUrl}`, () => {
      assert.equal(guessMetadata(loginUrl), metadata);
    });
  }
});
