import assert from 'node:assert/strict';
import type { Profile } from '../../../../src/core/profile';
import { parseProfiles } from '../../../../src/ui/profiles/parseProfiles';
import { isSameConnection, profileFileText, readProfileFile } from '../../../../src/ui/profiles/profileFile';

const kind = 'redshift-federation-connection';
const entry = { id: 'okta', name: 'Okta', loginUrl: 'https://example.okta.com/home/1/2', region: 'us-west-2' };

function profileOf(value: unknown): Profile {
  const [profile] = parseProfiles([value]).profiles;
  assert.ok(profile);
  return profile;
}

const file = (connection: unknown, version: unknown = 1): string => JSON.stringify({ kind, version, connection });

describe('the file of a connection', () => {
  it('gives the same connection back', () => {
    const profile = profileOf({ ...entry, acsPort: 7891, endpoints: { sts: 'https://sts.test' } });
    assert.deepEqual(readProfileFile(`\uFEFF${profileFileText(profile)}`), { profile });
  });

  it('holds what one would write by hand', () => {
    assert.deepEqual(JSON.parse(profileFileText(profileOf(entry))), {
      kind,
      version: 1,
      connection: { ...entry, provider: 'saml' },
    });
  });

  it('brings nothing along that is not known', () => {
    const read = readProfileFile(file({ ...entry, password: 'x', __proto__: null, toString: 'x' }));
    assert.deepEqual(read, { profile: profileOf(entry) });
  });

  it('is compared by all that it says', () => {
    const one = profileOf(entry);
    assert.deepEqual(
      [
        isSameConnection(one, profileOf({ ...entry, acsPort: 7890 })),
        isSameConnection(one, profileOf({ ...entry, acsPort: 1 })),
      ],
      [true, false],
    );
  });

  const refusals: [what: string, text: string, refusal: unknown][] = [
    ['what is no JSON', '{', { problem: 'notJson' }],
    ['other JSON', '{}', { problem: 'notConnection' }],
    ['null', 'null', { problem: 'notConnection' }],
    ['another kind of file', JSON.stringify({ kind: 'x', version: 1 }), { problem: 'notConnection' }],
    ['a list of connections', file([entry]), { problem: 'notConnection' }],
    ['a version to come', file(entry, 2), { problem: 'newerVersion' }],
    ['far too much', ' '.repeat(2_000_001), { problem: 'tooLarge' }],
    [
      'a login over http',
      file({ ...entry, loginUrl: 'http://example.okta.com' }),
      { broken: [{ profile: 'Okta', field: 'loginUrl', problem: 'notHttps' }] },
    ],
    [
      'an endpoint with a password',
      file({ ...entry, endpoints: { sts: 'https://me:pw@sts.test' } }),
      { broken: [{ profile: 'Okta', field: 'endpoints.sts', problem: 'hasPassword' }] },
    ],
  ];
  for (const [what, text, refusal] of refusals) {
    it(`is refused for ${what}`, () => {
      assert.deepEqual(readProfileFile(text), refusal);
    });
  }
});
