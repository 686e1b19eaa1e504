import assert from 'node:assert/strict';
import {
  idOfName,
  parseProfiles,
  type BrokenValue,
  type ParsedProfiles,
} from '../../../../src/ui/profiles/parseProfiles';

const good = { name: 'My company', loginUrl: 'https://example.okta.com/home/app/1/2', region: 'us-west-2' };

describe('the setting of connection profiles', () => {
  it('needs a name, a region and where to sign in, and fills in the rest', () => {
    assert.deepEqual(parseProfiles([good]), {
      profiles: [
        {
          id: 'my-company',
          name: 'My company',
          provider: 'saml',
          loginUrl: 'https://example.okta.com/home/app/1/2',
          spEntityId: 'urn:amazon:webservices',
          region: 'us-west-2',
          acsPort: 7890,
          sessionDuration: 43_200,
          signInTimeout: 120,
          warehouses: [],
          endpoints: {},
        },
      ],
      broken: [],
    } satisfies ParsedProfiles);
  });

  it('takes every value as it is given', () => {
    const whole = {
      id: 'okta.eu',
      name: 'Okta, Europe',
      provider: 'okta',
      loginUrl: 'http://127.0.0.1:8080/home/app/1/2',
      metadata: '<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"/>',
      spEntityId: 'https://signin.aws.amazon.com/saml#2',
      region: 'us-gov-west-1',
      acsPort: 7891,
      preferredRole: 'arn:aws-us-gov:iam::123456789012:role/path/analyst',
      sessionDuration: 3600,
      signInTimeout: 10,
      warehouses: [{ kind: 'workgroup', name: 'wg-1', database: 'sales db' }],
      useFips: true,
      useDualStack: true,
      endpoints: {
        sts: 'http://localhost:1',
        redshiftData: 'https://vpce-1.redshift-data.us-gov-west-1.vpce.amazonaws.com',
      },
    };
    assert.deepEqual(parseProfiles([whole]), { profiles: [whole], broken: [] });
  });

  it('needs no login URL where there is metadata', () => {
    const { loginUrl: _, ...rest } = good;
    const metadata = 'https://example.okta.com/app/1/sso/saml/metadata';
    const { profiles, broken } = parseProfiles([{ ...rest, metadata }]);
    assert.deepEqual([profiles[0]?.loginUrl, profiles[0]?.metadata, broken], [undefined, metadata, []]);
  });

  it('is empty when there is none', () => {
    const none: ParsedProfiles = { profiles: [], broken: [] };
    assert.deepEqual([undefined, null, []].map(parseProfiles), [none, none, none]);
  });

  it('names a warehouse’s usual database where none is given', () => {
    const { profiles } = parseProfiles([{ ...good, warehouses: [{ kind: 'cluster', name: 'c1' }] }]);
    assert.deepEqual(profiles[0]?.warehouses, [{ kind: 'cluster', name: 'c1', database: 'dev' }]);
  });

  it('keeps the good profiles beside broken ones', () => {
    const { profiles, broken } = parseProfiles([
      { ...good, name: 'A' },
      7,
      { ...good, name: 'B', region: 'x' },
      { ...good, name: 'C' },
    ]);
    assert.deepEqual(
      [profiles.map(({ id }) => id), broken],
      [
        ['a', 'c'],
        [
          { profile: '#2', field: 'value', problem: 'notObject' },
          { profile: 'B', field: 'region', problem: 'notRegion' },
        ],
      ],
    );
  });

  const rejections: [what: string, entry: unknown, field: string, problem: BrokenValue['problem']][] = [
    ['no name and no id', { ...good, name: undefined }, 'id', 'missing'],
    ['a name without letters for an id', { ...good, name: '!!' }, 'id', 'missing'],
    ['a blank name', { ...good, id: 'a', name: ' ' }, 'name', 'missing'],
    ['a name that is no text', { ...good, id: 'a', name: 5 }, 'name', 'notText'],
    ['an id with spaces', { ...good, id: 'a b' }, 'id', 'notId'],
    ['an unknown provider', { ...good, provider: 'Okta' }, 'provider', 'notProviderKind'],
    ['neither login URL nor metadata', { ...good, loginUrl: undefined }, 'loginUrl', 'missingAddress'],
    ['a login URL without scheme', { ...good, loginUrl: 'example.okta.com' }, 'loginUrl', 'notAddress'],
    ['a login URL that runs a script', { ...good, loginUrl: 'javascript:alert(1)' }, 'loginUrl', 'notAddress'],
    ['a login URL of a file', { ...good, loginUrl: 'file:///etc/passwd' }, 'loginUrl', 'notAddress'],
    ['http to another host', { ...good, loginUrl: 'http://example.okta.com' }, 'loginUrl', 'notHttps'],
    [
      'http to a host that begins like loopback',
      { ...good, loginUrl: 'http://127.0.0.1.evil.test' },
      'loginUrl',
      'notHttps',
    ],
    ['a login URL with a password', { ...good, loginUrl: 'https://me:pw@example.okta.com' }, 'loginUrl', 'hasPassword'],
    ['metadata over http', { ...good, metadata: 'http://example.okta.com/m' }, 'metadata', 'notHttps'],
    ['metadata that is other XML', { ...good, metadata: '<html/>' }, 'metadata', 'notMetadata'],
    ['metadata that is a file name', { ...good, metadata: 'metadata.xml' }, 'metadata', 'notAddress'],
    ['an empty entity id', { ...good, spEntityId: '' }, 'spEntityId', 'missing'],
    ['an unknown rule for statements', { ...good, statements: 'never' }, 'statements', 'notStatementRule'],
    [
      'production as text',
      { ...good, warehouses: [{ kind: 'cluster', name: 'c', production: 'yes' }] },
      'warehouses[0].production',
      'notYesNo',
    ],
    ['FIPS as text', { ...good, useFips: 'yes' }, 'useFips', 'notYesNo'],
    ['dual-stack as number', { ...good, useDualStack: 1 }, 'useDualStack', 'notYesNo'],
    ['no region', { ...good, region: undefined }, 'region', 'missing'],
    ['an availability zone', { ...good, region: 'us-west-2a' }, 'region', 'notRegion'],
    ['a region that is a host', { ...good, region: 'us-west-2.evil.test' }, 'region', 'notRegion'],
    ['a port as text', { ...good, acsPort: '7890' }, 'acsPort', { notWholeNumberFrom: 1, to: 65_535 }],
    ['a port that is too high', { ...good, acsPort: 70_000 }, 'acsPort', { notWholeNumberFrom: 1, to: 65_535 }],
    [
      'a user’s ARN as role',
      { ...good, preferredRole: 'arn:aws:iam::123456789012:user/x' },
      'preferredRole',
      'notRoleArn',
    ],
    [
      'too short a session',
      { ...good, sessionDuration: 60 },
      'sessionDuration',
      { notWholeNumberFrom: 900, to: 43_200 },
    ],
    ['too short a wait', { ...good, signInTimeout: 9 }, 'signInTimeout', { notWholeNumberFrom: 10, to: 3_600 }],
    ['warehouses that are no list', { ...good, warehouses: {} }, 'warehouses', 'notList'],
    ['a warehouse that is a text', { ...good, warehouses: ['c1'] }, 'warehouses[0]', 'notObject'],
    ['a warehouse without kind', { ...good, warehouses: [{ name: 'c1' }] }, 'warehouses[0].kind', 'missing'],
    [
      'a warehouse of another kind',
      { ...good, warehouses: [{ kind: 'rds', name: 'c1' }] },
      'warehouses[0].kind',
      'notWarehouseKind',
    ],
    ['a warehouse without name', { ...good, warehouses: [{ kind: 'cluster' }] }, 'warehouses[0].name', 'missing'],
    [
      'a host as warehouse',
      { ...good, warehouses: [{ kind: 'cluster', name: 'c1.abc.redshift' }] },
      'warehouses[0].name',
      'notWarehouseName',
    ],
    [
      'an empty database',
      { ...good, warehouses: [{ kind: 'cluster', name: 'c', database: '' }] },
      'warehouses[0].database',
      'notDatabase',
    ],
    ['endpoints that are a text', { ...good, endpoints: 'x' }, 'endpoints', 'notObject'],
    ['an endpoint over http', { ...good, endpoints: { sts: 'http://sts.test' } }, 'endpoints.sts', 'notHttps'],
  ];
  for (const [what, entry, field, problem] of rejections) {
    it(`names ${what} with its place`, () => {
      const { profiles, broken } = parseProfiles([entry]);
      assert.deepEqual([profiles, broken.map((each) => [each.field, each.problem])], [[], [[field, problem]]]);
    });
  }

  it('names all that is broken at once', () => {
    assert.deepEqual(parseProfiles([{ id: 'x', acsPort: 0 }]).broken, [
      { profile: 'x', field: 'loginUrl', problem: 'missingAddress' },
      { profile: 'x', field: 'region', problem: 'missing' },
      { profile: 'x', field: 'acsPort', problem: { notWholeNumberFrom: 1, to: 65_535 } },
    ]);
  });

  it('takes the first of two profiles with one id', () => {
    const { profiles, broken } = parseProfiles([good, { ...good, region: 'eu-west-1' }]);
    assert.deepEqual(
      [profiles.map(({ region }) => region), broken],
      [['us-west-2'], [{ profile: 'My company', field: 'id', problem: 'duplicateId' }]],
    );
  });

  it('refuses what is no list', () => {
    assert.deepEqual(parseProfiles({}), {
      profiles: [],
      broken: [{ profile: '*', field: 'profiles', problem: 'notList' }],
    });
  });

  it('makes ids of names', () => {
    assert.deepEqual(['Okta, Europe', '  A  B ', 'v1.2', 'ÄÖ'].map(idOfName), ['okta-europe', 'a-b', 'v1.2', '']);
  });
});
