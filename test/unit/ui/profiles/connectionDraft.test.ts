import assert from 'node:assert/strict';
import {
  draftOf,
  entryOf,
  guessMetadata,
  guessName,
  profileFields,
  type ConnectionDraft,
} from '../../../../src/ui/profiles/connectionDraft';
import { parseProfiles, profileDefaults } from '../../../../src/ui/profiles/parseProfiles';

const draft: ConnectionDraft = {
  name: 'My company',
  provider: 'okta',
  loginUrl: 'https://example.okta.com/app/aws/1/sso/saml',
  region: 'us-west-2',
};

const whole = {
  id: 'okta.eu',
  name: 'Okta, Europe',
  provider: 'okta',
  loginUrl: 'https://example.okta.com/home/app/1/2',
  metadata: 'https://example.okta.com/app/1/sso/saml/metadata',
  spEntityId: 'urn:example:redshift',
  region: 'eu-west-1',
  acsPort: 7891,
  way: 'ask',
  allowedRecipients: ['https://signin.aws.amazon.com/saml'],
  preferredRole: 'arn:aws:iam::123456789012:role/analyst',
  sessionDuration: 3600,
  signInTimeout: 60,
  warehouses: [{ kind: 'workgroup', name: 'wg-1', database: 'sales', production: true }],
  statements: 'ask',
  useFips: true,
  useDualStack: true,
  endpoints: { sts: 'https://vpce-1.sts.eu-west-1.vpce.amazonaws.com' },
};

describe('a connection from the wizard', () => {
  it('is written without defaults', () => {
    const filled: ConnectionDraft = {
      ...draft,
      ...profileDefaults,
      provider: 'okta',
      metadata: 'https://m.test',
      warehouses: [{ kind: 'cluster', name: 'c1', database: 'dev' }],
      endpoints: {},
    };
    assert.deepEqual(entryOf(filled, []), {
      id: 'my-company',
      name: 'My company',
      provider: 'okta',
      loginUrl: 'https://example.okta.com/app/aws/1/sso/saml',
      metadata: 'https://m.test',
      region: 'us-west-2',
      warehouses: [{ kind: 'cluster', name: 'c1' }],
    });
  });

  it('keeps every value of one that is there, and its id', () => {
    const [profile] = parseProfiles([whole]).profiles;
    assert.ok(profile);
    assert.deepEqual(entryOf(draftOf(profile), [{ id: 'okta.eu' }]), whole);
    assert.deepEqual(Object.keys(whole), profileFields);
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
    ['', undefined],
  ];
  for (const [loginUrl, metadata] of guesses) {
    it(`guesses ${metadata ?? 'no metadata'} for ${loginUrl}`, () => {
      assert.equal(guessMetadata(loginUrl), metadata);
    });
  }

  it('is named by its provider’s host', () => {
    const addresses = ['https://example.okta.com/home/1', 'https://sso.example.org/x', 'nothing'];
    assert.deepEqual(
      addresses.map((loginUrl) => guessName({ loginUrl })),
      ['example', 'sso.example.org', undefined],
    );
  });
});
